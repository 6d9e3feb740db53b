//! The components a document is made of.

use serde::{Deserialize, Serialize};

/// The components of an administrative document (Decree 30/2020/NĐ-CP, Article 8 and Annex I), each a paragraph style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    /// `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`, box 1.
    QuocHieu,
    /// `Độc lập - Tự do - Hạnh phúc`, box 1.
    TieuNgu,
    /// The direct parent of the issuing body, box 2.
    CoQuanChuQuan,
    /// The issuing body, box 2.
    CoQuanBanHanh,
    /// What a standard writes under a title in the place of a drawn line.
    DauPhanCach,
    /// Number and symbol, box 3.
    SoKyHieu,
    /// Place and date, box 4.
    DiaDanhNgay,
    /// `V/v …` of a công văn, box 5b.
    TrichYeuCongVan,
    /// The draft mark between issuing body and number (practice).
    DauDuThao,
    /// Name of the kind, box 5a.
    TenLoai,
    /// Abstract under the name of the kind, box 5a.
    TrichYeu,
    /// The authority line of a decision or resolution.
    ThamQuyenBanHanh,
    /// A basis, box 6.
    CanCu,
    /// `QUYẾT ĐỊNH:`, `QUYẾT NGHỊ:`.
    LenhBanHanh,
    /// `Kính gửi`, box 9a.
    KinhGui,
    /// A recipient on a line of its own under `Kính gửi`, box 9a.
    NoiKinhGui,
    /// A paragraph of the body, box 6.
    ThanVanBan,
    /// A centred paragraph of the body.
    GiuaDong,
    /// `Phần I`, `Chương I`.
    PhanChuong,
    /// The title of a Phần or Chương.
    TieuDePhanChuong,
    /// `Mục 1`, `Tiểu mục 1`.
    Muc,
    /// The title of a Mục or Tiểu mục.
    TieuDeMuc,
    /// `I. MỤC ĐÍCH` of the outline style.
    MucLaMa,
    /// `Điều 1.`
    Dieu,
    /// A khoản with a title, a line of its own.
    KhoanTieuDe,
    /// A khoản without a title.
    Khoan,
    /// A điểm, `a)`.
    Diem,
    /// A dash or plus item.
    GachDauDong,
    /// A cell of the head of a table.
    TieuDeBang,
    /// A cell of a table.
    NoiDungBang,
    /// `Nơi nhận:`, box 9b.
    NoiNhan,
    /// A line of the recipients list, box 9b.
    NoiNhanDong,
    /// Signing capacity and position, box 7a.
    QuyenHanChucVu,
    /// The signer's position, where it looks otherwise than the capacity, box 7a.
    ChucVu,
    /// A second position of the signer, box 7b.
    ChucVuKhac,
    /// The signer's name, box 7b.
    HoTen,
    /// The line a role in many-signer documents has above its signature (`THƯ KÝ`).
    VaiKy,
    /// Urgency mark, box 10b.
    DauKhan,
    /// Circulation mark, box 11.
    DauLuuHanh,
    /// Drafter code and number of copies, box 12.
    KyHieuSoan,
    /// Contact line, box 13.
    LienHe,
    /// `Phụ lục I`.
    PhuLuc,
    /// The title of an appendix.
    TieuDePhuLuc,
    /// `(Kèm theo …)` under the title of an appendix.
    KemTheo,
    /// The number of the page.
    SoTrang,
    /// The text of a footnote.
    ChuThich,
    /// `SAO Y`, `SAO LỤC` or `TRÍCH SAO` at the head of what a copy carries.
    HinhThucSao,
    /// Who confirms what a paper says, below its signatures.
    XacNhan,
    /// The small paragraph that carries a drawn rule, or keeps a place free.
    KeNgang,
    /// The direct parent of the issuing body, on a cover (practice).
    BiaChuQuan,
    /// The issuing body, on a cover (practice).
    BiaCoQuan,
    /// Name of the kind, on a cover (practice).
    BiaTenLoai,
    /// Abstract, on a cover (practice).
    BiaTrichYeu,
    /// Place, month and year at the foot of a cover (practice).
    BiaThoiGian,
    /// The heading of the table of contents (practice).
    MucLuc,
    /// An entry of the table of contents: Phần, Chương, appendix.
    MucLuc1,
    /// An entry of the table of contents: Mục, `I.`.
    MucLuc2,
    /// An entry of the table of contents: Điều.
    MucLuc3,
}

impl Component {
    /// Every component, in order.
    pub const ALL: &'static [Component] = &[
        Component::QuocHieu,
        Component::TieuNgu,
        Component::CoQuanChuQuan,
        Component::CoQuanBanHanh,
        Component::DauPhanCach,
        Component::SoKyHieu,
        Component::DiaDanhNgay,
        Component::TrichYeuCongVan,
        Component::DauDuThao,
        Component::TenLoai,
        Component::TrichYeu,
        Component::ThamQuyenBanHanh,
        Component::CanCu,
        Component::LenhBanHanh,
        Component::KinhGui,
        Component::NoiKinhGui,
        Component::ThanVanBan,
        Component::GiuaDong,
        Component::PhanChuong,
        Component::TieuDePhanChuong,
        Component::Muc,
        Component::TieuDeMuc,
        Component::MucLaMa,
        Component::Dieu,
        Component::KhoanTieuDe,
        Component::Khoan,
        Component::Diem,
        Component::GachDauDong,
        Component::TieuDeBang,
        Component::NoiDungBang,
        Component::NoiNhan,
        Component::NoiNhanDong,
        Component::QuyenHanChucVu,
        Component::ChucVu,
        Component::ChucVuKhac,
        Component::HoTen,
        Component::VaiKy,
        Component::DauKhan,
        Component::DauLuuHanh,
        Component::KyHieuSoan,
        Component::LienHe,
        Component::PhuLuc,
        Component::TieuDePhuLuc,
        Component::KemTheo,
        Component::SoTrang,
        Component::ChuThich,
        Component::HinhThucSao,
        Component::XacNhan,
        Component::KeNgang,
        Component::BiaChuQuan,
        Component::BiaCoQuan,
        Component::BiaTenLoai,
        Component::BiaTrichYeu,
        Component::BiaThoiGian,
        Component::MucLuc,
        Component::MucLuc1,
        Component::MucLuc2,
        Component::MucLuc3,
    ];

    /// The name in the standard's table, in ASCII: `quoc_hieu`.
    pub const fn id(self) -> &'static str {
        match self {
            Component::QuocHieu => "quoc_hieu",
            Component::TieuNgu => "tieu_ngu",
            Component::CoQuanChuQuan => "co_quan_chu_quan",
            Component::CoQuanBanHanh => "co_quan_ban_hanh",
            Component::DauPhanCach => "dau_phan_cach",
            Component::SoKyHieu => "so_ky_hieu",
            Component::DiaDanhNgay => "dia_danh_ngay",
            Component::TrichYeuCongVan => "trich_yeu_cong_van",
            Component::DauDuThao => "dau_du_thao",
            Component::TenLoai => "ten_loai",
            Component::TrichYeu => "trich_yeu",
            Component::ThamQuyenBanHanh => "tham_quyen_ban_hanh",
            Component::CanCu => "can_cu",
            Component::LenhBanHanh => "lenh_ban_hanh",
            Component::KinhGui => "kinh_gui",
            Component::NoiKinhGui => "noi_kinh_gui",
            Component::ThanVanBan => "than_van_ban",
            Component::GiuaDong => "giua_dong",
            Component::PhanChuong => "phan_chuong",
            Component::TieuDePhanChuong => "tieu_de_phan_chuong",
            Component::Muc => "muc",
            Component::TieuDeMuc => "tieu_de_muc",
            Component::MucLaMa => "muc_la_ma",
            Component::Dieu => "dieu",
            Component::KhoanTieuDe => "khoan_tieu_de",
            Component::Khoan => "khoan",
            Component::Diem => "diem",
            Component::GachDauDong => "gach_dau_dong",
            Component::TieuDeBang => "tieu_de_bang",
            Component::NoiDungBang => "noi_dung_bang",
            Component::NoiNhan => "noi_nhan",
            Component::NoiNhanDong => "noi_nhan_dong",
            Component::QuyenHanChucVu => "quyen_han_chuc_vu",
            Component::ChucVu => "chuc_vu",
            Component::ChucVuKhac => "chuc_vu_khac",
            Component::HoTen => "ho_ten",
            Component::VaiKy => "vai_ky",
            Component::DauKhan => "dau_khan",
            Component::DauLuuHanh => "dau_luu_hanh",
            Component::KyHieuSoan => "ky_hieu_soan",
            Component::LienHe => "lien_he",
            Component::PhuLuc => "phu_luc",
            Component::TieuDePhuLuc => "tieu_de_phu_luc",
            Component::KemTheo => "kem_theo",
            Component::SoTrang => "so_trang",
            Component::ChuThich => "chu_thich",
            Component::HinhThucSao => "hinh_thuc_sao",
            Component::XacNhan => "xac_nhan",
            Component::KeNgang => "ke_ngang",
            Component::BiaChuQuan => "bia_chu_quan",
            Component::BiaCoQuan => "bia_co_quan",
            Component::BiaTenLoai => "bia_ten_loai",
            Component::BiaTrichYeu => "bia_trich_yeu",
            Component::BiaThoiGian => "bia_thoi_gian",
            Component::MucLuc => "muc_luc",
            Component::MucLuc1 => "muc_luc_1",
            Component::MucLuc2 => "muc_luc_2",
            Component::MucLuc3 => "muc_luc_3",
        }
    }
}

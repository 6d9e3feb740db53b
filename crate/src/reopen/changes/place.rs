//! Where in a document a line is, in words.

use super::lines::Line;
use super::region::Region;
use crate::document::Component;

/// The longest heading that is quoted.
const QUOTED: usize = 48;

/// The names of the places of lines.
pub(super) struct Places<'p> {
    lines: &'p [Line],
    regions: &'p [Region],
}

impl<'p> Places<'p> {
    pub(super) fn of(lines: &'p [Line], regions: &'p [Region]) -> Places<'p> {
        Places { lines, regions }
    }

    /// The place of a line in Vietnamese and in English.
    pub(super) fn name(&self, line: Option<usize>) -> (String, String) {
        let Some((at, line)) = line.and_then(|at| Some((at, self.lines.get(at)?))) else {
            return ("Đầu văn bản".to_owned(), "Beginning".to_owned());
        };
        let (name, english) = match line.component {
            Component::QuocHieu
            | Component::TieuNgu
            | Component::CoQuanChuQuan
            | Component::CoQuanBanHanh
            | Component::DauPhanCach
            | Component::SoKyHieu
            | Component::DiaDanhNgay
            | Component::DauDuThao
            | Component::DauKhan
            | Component::DauLuuHanh => ("Phần đầu văn bản", "Letterhead"),
            Component::TrichYeuCongVan | Component::TenLoai | Component::TrichYeu => {
                ("Tên loại, trích yếu", "Kind and abstract")
            }
            Component::CanCu | Component::ThamQuyenBanHanh | Component::LenhBanHanh => {
                ("Căn cứ ban hành", "Legal grounds")
            }
            Component::KinhGui | Component::NoiKinhGui => ("Kính gửi", "Addressees"),
            Component::NoiNhan | Component::NoiNhanDong | Component::KyHieuSoan => ("Nơi nhận", "Recipients"),
            Component::QuyenHanChucVu
            | Component::ChucVu
            | Component::ChucVuKhac
            | Component::HoTen
            | Component::VaiKy
            | Component::XacNhan => ("Chữ ký", "Signature"),
            Component::LienHe => ("Chân trang", "Foot of the page"),
            Component::PhuLuc | Component::TieuDePhuLuc | Component::KemTheo => ("Phụ lục", "Appendix"),
            Component::TieuDeBang | Component::NoiDungBang => ("Bảng", "Table"),
            _ => ("Nội dung", "Text"),
        };
        let (mut name, mut english) = (name.to_owned(), english.to_owned());
        if let Some(region) = self.regions.iter().rev().find(|region| region.own(at).is_some()) {
            (name, english) = region.label.clone();
        }
        let heading =
            self.lines.get(..=at).and_then(|before| before.iter().rev().find(|line| is_heading(line)));
        let in_text = !line.is_edge && is_body(line.component);
        if let Some(heading) = heading.filter(|_| in_text) {
            let short: String = heading.text.chars().take(QUOTED).collect();
            let more = if short.len() < heading.text.len() { "…" } else { "" };
            name.push_str(&format!(", «{short}{more}»"));
            english.push_str(&format!(", “{short}{more}”"));
        }
        (name, english)
    }
}

fn is_heading(line: &Line) -> bool {
    matches!(
        line.component,
        Component::PhanChuong
            | Component::Muc
            | Component::MucLaMa
            | Component::Dieu
            | Component::KhoanTieuDe
            | Component::PhuLuc
    )
}

fn is_body(component: Component) -> bool {
    matches!(
        component,
        Component::ThanVanBan
            | Component::GiuaDong
            | Component::Khoan
            | Component::Diem
            | Component::GachDauDong
            | Component::TieuDeBang
            | Component::NoiDungBang
    )
}

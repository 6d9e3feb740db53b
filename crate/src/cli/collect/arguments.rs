//! The arguments of `thethuc collect` that concern a matter.

use clap::Args;

/// What there is to say of the matter the reports are about.
#[derive(Debug, Args)]
#[command(next_help_heading = "Theo hồ sơ công việc")]
pub(in super::super) struct OfMatter {
    /// Hồ sơ công việc (JSON, do «thethuc follow --matter» ghi ra): đặt mỗi báo cáo vào đơn vị, nhiệm vụ, kỳ; ghi lại vào hồ sơ
    #[arg(long, value_name = "TỆP", conflicts_with_all = ["units", "unit_field", "template"])]
    pub(in super::super) matter: Option<String>,
    /// Sổ nhận: bản ký, không phát sinh, gia hạn, nghiệm thu, thay hay thêm; trang «Sổ nhận» của bảng theo dõi
    #[arg(long, value_name = "TỆP", requires = "matter")]
    pub(in super::super) received: Option<String>,
    /// Kỳ tổng hợp: q3-2026, t09-2026, 6t1-2026, 9t-2026, n2026; không ghi thì là kỳ của hồ sơ
    #[arg(long, value_name = "KỲ", requires = "matter")]
    pub(in super::super) period: Option<String>,
    /// Ngày cuối cùng gửi báo cáo còn đúng hạn; không ghi thì theo hồ sơ
    #[arg(long, value_name = "NGÀY", requires = "matter")]
    pub(in super::super) due: Option<String>,
    /// Ngày nhận các tệp lần này
    #[arg(long, value_name = "NGÀY", requires = "matter")]
    pub(in super::super) received_on: Option<String>,
    /// Hồ sơ năm trước, để đối chiếu cùng kỳ
    #[arg(long, value_name = "TỆP", requires = "matter")]
    pub(in super::super) last_year: Option<String>,
    /// Ghi công văn đôn đốc (giá trị của cong-van-don-doc) vào thư mục: chưa báo cáo; đã báo cáo, nhiệm vụ quá hạn
    #[arg(long, value_name = "THƯ MỤC", requires = "matter")]
    pub(in super::super) reminders: Option<String>,
    /// Ngày tính, dạng 2026-11-23; không ghi thì là hôm nay
    #[arg(long, value_name = "NGÀY", requires = "matter")]
    pub(in super::super) date: Option<String>,
}

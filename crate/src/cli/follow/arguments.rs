//! The arguments of `thethuc follow`.

use clap::Args;

use crate::cli::batch::Shard;

/// What a document leads to.
#[derive(Debug, Args)]
pub(in crate::cli) struct FollowArguments {
    /// Văn bản giao việc: tệp .docx, giá trị .json, hồ sơ công việc .json, hoặc văn bản .txt chép vào; bỏ qua khi --matter đã có
    #[arg(value_name = "TỆP")]
    pub(super) file: Option<String>,
    /// Mẫu của tệp giá trị .json; không ghi thì máy chọn mẫu có đủ các trường và nói mẫu nào
    #[arg(long, value_name = "MẪU")]
    pub(super) from: Option<String>,
    /// In những gì đọc được: văn bản, nhiệm vụ, đơn vị, và các mẫu lập tiếp được
    #[arg(long)]
    pub(super) list: bool,
    /// Mẫu của văn bản lập tiếp: mã mẫu có sẵn, thư mục hay tệp .zip chứa mẫu có [[follow]]
    #[arg(long, value_name = "MẪU", required_unless_present_any = ["list", "matter"])]
    pub(super) to: Option<String>,
    /// Mỗi đơn vị một văn bản, cho mẫu lập theo đơn vị
    #[arg(long)]
    pub(super) each_unit: bool,
    /// Thư mục ghi ra, hoặc tệp .docx khi chỉ có một văn bản
    #[arg(short, long, value_name = "NƠI GHI", required_unless_present_any = ["list", "matter"])]
    pub(super) output: Option<String>,
    /// Các đơn vị của tên nhóm («các sở, ban, ngành»): danh sách mỗi dòng một đơn vị, bảng tính có cột «Đơn vị» và «Nhóm», hoặc «tỉnh Phú Thọ»
    #[arg(long, value_name = "TỆP|TỈNH")]
    pub(super) units: Option<String>,
    /// Hồ sơ công việc (JSON): có rồi thì đọc và dùng, chưa có thì ghi mới; sửa tay được
    #[arg(long, value_name = "TỆP")]
    pub(super) matter: Option<String>,
    /// Giá trị chung (JSON) của mọi văn bản lập ra, như dia_danh, chu_ky; hơn giá trị lấy từ hồ sơ
    #[arg(long, value_name = "TỆP")]
    pub(super) values: Option<String>,
    /// Kỳ báo cáo: q1-2027, t3-2027, n2027
    #[arg(long, value_name = "KỲ")]
    pub(super) period: Option<String>,
    /// Ngày lập, dạng 2026-11-23; không ghi thì là hôm nay
    #[arg(long, value_name = "NGÀY")]
    pub(super) date: Option<String>,
    /// Ghi đè những văn bản đã có
    #[arg(long)]
    pub(super) again: bool,
    /// Làm phần thứ i trong n phần, i từ 1; tên tệp như khi làm tất cả
    #[arg(long, value_name = "i/n")]
    pub(super) shard: Option<Shard>,
}

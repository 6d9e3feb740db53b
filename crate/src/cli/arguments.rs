//! The arguments of `thethuc`, explained in Vietnamese.

use std::error::Error as _;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};
use thethuc::Diagnostic;
use thethuc::examine::{Level, Stage};

use thethuc::reopen::issue::Trace;

use super::files;
use super::language::Language;
use super::marks::Marks;
use super::wrong::Wrong;

/// What is to be taken out, by its name.
fn trace(named: &str) -> Result<Trace, String> {
    Trace::of_id(named.trim()).ok_or_else(|| {
        let known = Trace::ALL.map(Trace::id).join(", ");
        format!("«{named}» không phải là loại nào trong: {known}")
    })
}

const TEMPLATE: &str = "{about}\n\nCách dùng: {usage}\n\n{all-args}{after-help}\n";

/// Điền mẫu văn bản hành chính theo Nghị định 30/2020/NĐ-CP và ghi ra DOCX hoặc HTML, ngay trên máy này.
#[derive(Debug, Parser)]
#[command(
    name = "thethuc",
    version,
    help_template = TEMPLATE,
    subcommand_help_heading = "Lệnh",
    subcommand_value_name = "LỆNH",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    next_help_heading = "Tùy chọn chung",
    after_help = "Ví dụ:\n  \
        thethuc templates                                       xem có những mẫu nào\n  \
        thethuc sample ke-hoach-nam > ke-hoach.json             lấy giá trị ví dụ để sửa\n  \
        thethuc fill ke-hoach-nam ke-hoach.json -o ke-hoach.docx\n  \
        thethuc values ke-hoach.docx                            đọc lại giá trị từ tệp đã tạo\n  \
        thethuc issue ke-hoach.docx --so 12 --ngay 25/11/2026 -o 12-ke-hoach.docx\n\n\
        Mã thoát: 0 là tốt; 1 là có lỗi cần sửa (tệp vẫn được ghi, chỗ thiếu để trống); 2 là không dùng được đầu vào."
)]
pub(super) struct Arguments {
    /// In phát hiện và danh sách dưới dạng JSON
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Ngôn ngữ của thông báo
    #[arg(
        long = "lang",
        global = true,
        value_enum,
        default_value = "vi",
        value_name = "NGÔN NGỮ",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub(super) language: Language,
    /// In hướng dẫn này
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// In phiên bản
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// How `check` puts right what it finds.
#[derive(Debug, clap::Args)]
pub(super) struct FixArguments {
    /// Sửa định dạng và dấu câu vào bản sao trong thư mục -o; không có -o thì chỉ liệt kê những gì sẽ sửa
    #[arg(long)]
    fix: bool,
    /// Thư mục ghi các bản đã sửa; tệp gốc giữ nguyên
    #[arg(short, long, value_name = "THƯ MỤC", requires = "fix")]
    output: Option<String>,
    /// Ghi chỗ sửa thành thay đổi đang theo dõi, kèm bình luận nêu điều quy định, để chấp nhận từng chỗ trong Word
    #[arg(long, requires = "fix")]
    tracked: bool,
    /// Sửa cả chữ ở những chỗ này: mã và số đoạn, cách nhau bằng dấu phẩy, như vv-hoa:8
    #[arg(long, value_name = "MÃ:ĐOẠN", value_delimiter = ',', requires = "fix", value_parser = super::check::Word::read)]
    fix_words: Vec<super::check::Word>,
    /// Ngày của các thay đổi đang theo dõi, dạng 2026-11-23; không ghi thì là hôm nay
    #[arg(long, value_name = "NGÀY", requires = "tracked")]
    date: Option<String>,
}

impl FixArguments {
    /// How files are mended; none where they are not.
    pub(super) fn fixing(self) -> Result<Option<super::check::Fixing>, Diagnostic> {
        if !self.fix {
            return Ok(None);
        }
        let tracked = self.tracked.then(|| super::day(self.date.as_deref())).transpose()?;
        Ok(Some(super::check::Fixing { output: self.output, tracked, words: self.fix_words }))
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Liệt kê các mẫu có sẵn theo nhóm: mã và tên, cách nhau bằng dấu tab; dòng bắt đầu bằng # là tên nhóm
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "Tham số",
        after_help = "Không có ở đây: văn bản quy phạm pháp luật (theo luật riêng), mẫu chuyên ngành do bộ, cơ quan\n\
            quản lý ngành ban hành, và văn bản mật. Văn bản có tên loại chưa có mẫu riêng thì dùng van-ban-co-ten-loai."
    )]
    Templates,
    /// In JSON Schema của biểu mẫu: mẫu cần những trường nào
    #[command(help_template = TEMPLATE, next_help_heading = "Tham số", after_help = "Ví dụ:\n  thethuc fields cong-van-trien-khai\n  thethuc fields mau-cua-co-quan.docx\n\nMẫu là tệp Word thì in các trường tìm thấy trong tệp: tên, kiểu, và trường con của danh sách.")]
    Fields {
        /// Mã mẫu có sẵn, thư mục hay tệp .zip chứa mẫu, hoặc một tệp Word có thẻ
        #[arg(value_name = "MẪU")]
        template: String,
        #[command(flatten)]
        marks: Marks,
    },
    /// In giá trị ví dụ của mẫu (JSON), dùng làm điểm bắt đầu
    #[command(help_template = TEMPLATE, next_help_heading = "Tham số", after_help = "Ví dụ:\n  thethuc sample bao-cao-dinh-ky > bao-cao.json")]
    Sample {
        /// Mã mẫu có sẵn, hoặc thư mục hay tệp .zip chứa mẫu
        #[arg(value_name = "MẪU")]
        template: String,
    },
    /// Điền mọi ví dụ của các mẫu và ghi vào một thư mục: xem mẫu in ra thế nào
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "Tham số",
        after_help = "Ví dụ:\n  \
            thethuc samples -o xem-thu                        ví dụ của mọi mẫu có sẵn\n  \
            thethuc samples giay-moi mau-cua-toi/ -o xem-thu\n\n\
            Mỗi ví dụ là một tệp mang mã mẫu và tên ví dụ: giay-moi-1-hoi-nghi-so-ket.docx."
    )]
    Samples {
        /// Mã mẫu có sẵn, hoặc thư mục hay tệp .zip chứa mẫu; không ghi thì là mọi mẫu có sẵn
        #[arg(value_name = "MẪU")]
        templates: Vec<String>,
        /// Thư mục ghi ra; chưa có thì được tạo
        #[arg(short, long, value_name = "THƯ MỤC")]
        output: String,
        /// Ngày lập, dạng 2026-11-23; không ghi thì là hôm nay
        #[arg(long, value_name = "NGÀY")]
        date: Option<String>,
    },
    /// In các mục của mẫu có thể viết tự do (JSON), kèm lời văn mỗi mục đang in
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "Tham số",
        after_help = "Ví dụ:\n  \
            thethuc sections ke-hoach-nam gia-tri.json\n\n\
            Muốn viết tự do mục nào thì ghi lời văn vào giá trị tu_do, ô mang tên mục đó."
    )]
    Sections {
        /// Mã mẫu có sẵn, hoặc thư mục chứa mẫu
        #[arg(value_name = "MẪU")]
        template: String,
        /// Tệp giá trị JSON; - là đầu vào chuẩn; không ghi thì coi như chưa điền gì
        #[arg(value_name = "GIÁ TRỊ")]
        values: Option<String>,
        /// Ngày lập, dạng 2026-11-23; không ghi thì là hôm nay
        #[arg(long, value_name = "NGÀY")]
        date: Option<String>,
    },
    /// Điền mẫu bằng các giá trị và ghi ra tệp
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "Tham số",
        after_help = "Ví dụ:\n  \
            thethuc fill cong-van-trien-khai gia-tri.json -o cong-van.docx\n  \
            thethuc fill cong-van-trien-khai - -o - < gia-tri.json > cong-van.docx\n  \
            thethuc fill ke-hoach-nam gia-tri.json -o xem-truoc.html --date 2026-11-23\n  \
            thethuc fill mau-cua-co-quan.docx gia-tri.json -o van-ban.docx\n  \
            thethuc fill mau.docx gia-tri.json -o van-ban.docx --delimiters { }\n\n\
            Mẫu là tệp Word thì các thẻ {{ten}} trong tệp được điền, mọi chỗ khác giữ nguyên từng byte.\n\
            Thiếu giá trị bắt buộc thì văn bản vẫn được ghi với chỗ trống nhìn thấy được, và mã thoát là 1."
    )]
    Fill {
        /// Mã mẫu có sẵn, thư mục hay tệp .zip chứa mẫu, hoặc một tệp Word có thẻ (.docx, .docm, .dotx)
        #[arg(value_name = "MẪU")]
        template: String,
        /// Tệp giá trị JSON; - là đầu vào chuẩn
        #[arg(value_name = "GIÁ TRỊ")]
        values: String,
        /// Tệp ghi ra, đuôi .docx hoặc .html; - là đầu ra chuẩn (DOCX)
        #[arg(short, long, value_name = "TỆP")]
        output: String,
        /// Ngày lập, dạng 2026-11-23; không ghi thì là hôm nay
        #[arg(long, value_name = "NGÀY")]
        date: Option<String>,
        /// Không kèm giá trị vào tệp DOCX (tệp sẽ không mở lại được thành biểu mẫu)
        #[arg(long)]
        no_values: bool,
        #[command(flatten)]
        marks: Marks,
    },
    /// Đọc lại giá trị trong một tệp DOCX do Thể Thức tạo, và cho biết văn bản có bị sửa sau đó không
    #[command(help_template = TEMPLATE, next_help_heading = "Tham số", after_help = "Ví dụ:\n  thethuc values cong-van.docx > gia-tri.json")]
    Values {
        /// Tệp DOCX; - là đầu vào chuẩn
        #[arg(value_name = "TỆP")]
        file: String,
    },
    /// Cấp số: ghi số và ngày vào một tệp DOCX đã duyệt, ký, và in dòng của sổ đăng ký văn bản đi
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "Tham số",
        after_help = "Ví dụ:\n  \
            thethuc issue ke-hoach.docx --so 123 --ngay 2026-11-25 -o 123-ke-hoach.docx\n\n\
            Chỉ số, ngày tháng và các dòng «(Kèm theo …)» được ghi; mọi chữ khác giữ nguyên. Dòng in ra có các cột của\n\
            Phụ lục IV, mục I, Nghị định 30/2020/NĐ-CP, cách nhau bằng dấu tab; --json in từng cột.\n\n\
            Những gì đi theo tệp mà không in ra (bình luận, thay đổi đang theo dõi, chữ ẩn, chỗ tô màu, dữ liệu kèm theo,\n\
            tên người và cơ quan) được báo; --take-out bỏ từng loại: binh-luan, theo-doi, chu-an, to-mau, gia-tri, tac-gia."
    )]
    Issue {
        /// Tệp DOCX, đã sửa trong Word hay chưa; - là đầu vào chuẩn
        #[arg(value_name = "TỆP")]
        file: String,
        /// Số văn bản, không ghi ký hiệu: 7, 123
        #[arg(long, value_name = "SỐ")]
        so: String,
        /// Ngày ban hành, dạng 2026-11-25 hoặc 25/11/2026
        #[arg(long, value_name = "NGÀY")]
        ngay: String,
        /// Tệp DOCX ghi ra
        #[arg(short, long, value_name = "TỆP")]
        output: String,
        /// Ký hiệu được cấp số, khi văn bản liên tịch có nhiều chỗ ghi số
        #[arg(long, value_name = "KÝ HIỆU")]
        ky_hieu: Option<String>,
        /// Ghi đè số và ngày đã có
        #[arg(long)]
        replace: bool,
        /// Bỏ khỏi tệp, cách nhau bằng dấu phẩy: binh-luan, theo-doi, chu-an, to-mau, gia-tri, tac-gia
        #[arg(long, value_name = "LOẠI", value_delimiter = ',', value_parser = trace)]
        take_out: Vec<Trace>,
        /// Bỏ giá trị kèm theo trong tệp, như --take-out gia-tri
        #[arg(long)]
        no_values: bool,
    },
    /// Ghi một bảng tính để bắt đầu: cột của mọi trường trong mẫu, một dòng ví dụ và trang hướng dẫn
    #[command(help_template = TEMPLATE, next_help_heading = "Tham số", after_help = "Ví dụ:\n  thethuc sheet giay-moi -o khach-moi.xlsx")]
    Sheet {
        /// Mã mẫu có sẵn, thư mục hay tệp .zip chứa mẫu, hoặc một tệp .docx có thẻ
        #[arg(value_name = "MẪU")]
        template: String,
        #[command(flatten)]
        marks: Marks,
        /// Tệp .xlsx ghi ra; - là đầu ra chuẩn
        #[arg(short, long, value_name = "TỆP")]
        output: String,
    },
    /// Tổng hợp các tệp DOCX đơn vị gửi về thành một bảng tính: giá trị, chỗ đã sửa trong Word, số cộng, đơn vị còn thiếu
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "Tham số",
        after_help = "Ví dụ:\n  \
            thethuc collect gui-ve/ -o tong-hop.xlsx --units don-vi.txt\n  \
            thethuc collect gui-ve/ -o tong-hop.xlsx --units \"tỉnh Phú Thọ\"\n  \
            thethuc collect *.docx -o tong-hop.xlsx --summary tong-hop.json\n  \
            thethuc fill bao-cao-tong-hop tong-hop.json -o bao-cao.docx\n  \
            thethuc collect quy-3/ --matter ho-so.json --period q3-2026 -o theo-doi.xlsx --reminders don-doc\n\n\
            Giá trị lấy như lúc tạo tệp; riêng bảng số liệu đã sửa trong Word thì đọc theo bảng trong văn bản. Tệp không đọc\n\
            được có trang riêng kèm lý do, và mã thoát là 1."
    )]
    Collect {
        /// Các tệp DOCX, hoặc thư mục chứa chúng
        #[arg(value_name = "TỆP", required = true)]
        files: Vec<String>,
        /// Bảng tính .xlsx ghi ra
        #[arg(short, long, value_name = "TỆP")]
        output: String,
        /// Danh sách đơn vị phải gửi: mỗi dòng một đơn vị, hoặc bảng tính có tên đơn vị ở cột đầu; hoặc tên tỉnh, thành phố,
        /// là mọi xã, phường, đặc khu của tỉnh, thành phố ấy
        #[arg(long, value_name = "TỆP|TỈNH")]
        units: Option<String>,
        /// Trường ghi tên đơn vị, theo tên (don_vi) hoặc nhãn; không ghi thì là tên cơ quan ban hành
        #[arg(long, value_name = "TRƯỜNG")]
        unit_field: Option<String>,
        /// Chỉ tổng hợp tệp của mẫu này
        #[arg(long, value_name = "MẪU")]
        template: Option<String>,
        /// Ghi thêm giá trị (JSON) cho mẫu bao-cao-tong-hop
        #[arg(long, value_name = "TỆP")]
        summary: Option<String>,
        #[command(flatten)]
        of: super::collect::OfMatter,
    },
    /// In mọi xã, phường, đặc khu của một tỉnh, thành phố: để làm nơi nhận, dòng của bảng tính
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "Tham số",
        after_help = "Ví dụ:\n  thethuc communes \"tỉnh Phú Thọ\" > xa-phuong.csv\n  thethuc batch giay-moi xa-phuong.csv -o giay-moi"
    )]
    Communes {
        /// Tên tỉnh, thành phố
        #[arg(value_name = "TỈNH")]
        province: String,
        /// Ngày tính, như 2026-11-23; không ghi thì là hôm nay
        #[arg(long, value_name = "NGÀY")]
        date: Option<String>,
    },
    /// Kiểm tra thể thức các tệp DOCX bất kỳ theo Nghị định 30/2020/NĐ-CP: chỗ sai, điều quy định, cách sửa
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "Tham số",
        after_help = "Ví dụ:\n  \
            thethuc check cong-van.docx\n  \
            thethuc check ho-so/ --level goi-y --ignore tac-gia\n  \
            thethuc check *.docx --json > ket-qua.json\n  \
            thethuc check ho-so/ --xlsx kiem-tra.xlsx\n  \
            thethuc check cong-van.docx --fix                 chỉ liệt kê những gì sẽ sửa\n  \
            thethuc check ho-so/ --fix -o da-sua              sửa định dạng, dấu câu vào bản sao\n  \
            thethuc check cong-van.docx --fix -o da-sua --fix-words vv-hoa:8\n\n\
            Mỗi phát hiện là một dòng: nơi: mức[mã]: câu. Mức là luật (nghị định quy định), thông lệ (cơ quan thường làm) hay gợi ý.\n\
            Mã thoát: 0 là không có phát hiện nào từ mức --level trở lên; 1 là có; 2 là có tệp không đọc được (.doc, .pdf)."
    )]
    Check {
        /// Các tệp DOCX, hoặc thư mục chứa chúng
        #[arg(value_name = "TỆP", required = true)]
        files: Vec<String>,
        /// Mức làm mã thoát thành 1: luat, thong-le hoặc goi-y
        #[arg(long, value_name = "MỨC", default_value = "luat", hide_default_value = true, value_parser = super::check::level)]
        level: Level,
        /// Chỉ xét các quy tắc này, cách nhau bằng dấu phẩy; mã xem ở «thethuc rules»
        #[arg(long, value_name = "MÃ", value_delimiter = ',', value_parser = super::check::code)]
        only: Vec<String>,
        /// Không xét các quy tắc này, cách nhau bằng dấu phẩy
        #[arg(long, value_name = "MÃ", value_delimiter = ',', value_parser = super::check::code)]
        ignore: Vec<String>,
        /// Văn bản đang ở đâu: du-thao, trinh-ky hay phat-hanh; chỗ để trống số, bình luận, thay đổi đang theo dõi và thuộc
        /// tính của tệp chỉ được xét khi phát hành
        #[arg(long, value_name = "GIAI ĐOẠN", default_value = "phat-hanh", hide_default_value = true, value_parser = super::check::stage)]
        stage: Stage,
        /// Ghi các phát hiện vào một bảng tính, mỗi phát hiện một dòng
        #[arg(long, value_name = "TỆP.xlsx")]
        xlsx: Option<String>,
        #[command(flatten)]
        fix: FixArguments,
    },
    /// Liệt kê các quy tắc kiểm tra thể thức: mã, mức, điều quy định, câu báo, cách nhau bằng dấu tab
    #[command(help_template = TEMPLATE, next_help_heading = "Tham số", after_help = "Ví dụ:\n  thethuc rules\n  thethuc rules --json")]
    Rules,
    /// Kiểm tra một mẫu và nói mọi chỗ sai, kèm dòng và cột
    #[command(help_template = TEMPLATE, next_help_heading = "Tham số", after_help = "Ví dụ:\n  thethuc lint mau-cua-toi/\n  thethuc lint mau-cua-toi.zip\n  thethuc lint mau-cua-co-quan.docx")]
    Lint {
        /// Thư mục hay tệp .zip chứa template.toml, body.hbs và samples/; tệp Word có thẻ; hoặc mã mẫu có sẵn
        #[arg(value_name = "MẪU")]
        template: String,
        #[command(flatten)]
        marks: Marks,
    },
    /// Tạo hàng loạt: mỗi dòng (hoặc mỗi nhóm dòng) của bảng tính thành một văn bản
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "Tham số",
        after_help = "Ví dụ:\n  \
            thethuc batch giay-moi khach.xlsx -o giay-moi --name \"{{stt}}-{{ho_ten}}\"\n  \
            thethuc batch mau-cua-co-quan.docx nhan-su.xlsx -o nhan-su --name \"{{stt}}-{{ho_ten}}\"\n  \
            thethuc batch giay-moi khach.csv -o giay-moi.zip --const chu_tri=\"Chủ tịch UBND xã\"\n  \
            thethuc batch bao-cao.docx so-lieu.xlsx -o bao-cao --group-by \"Đơn vị\" --skip-bad --bad loi.xlsx\n\n\
            Mọi dòng được kiểm tra trước khi ghi. Dừng giữa chừng thì chỉ có tệp trọn vẹn; chạy lại cùng lệnh thì làm tiếp."
    )]
    Batch(Box<super::batch::BatchArguments>),
    /// Từ một văn bản giao việc: đọc nhiệm vụ, đơn vị, thời hạn, và lập các văn bản tiếp theo (công văn triển khai, kế hoạch, biểu báo cáo)
    #[command(
        help_template = TEMPLATE,
        next_help_heading = "Tham số",
        after_help = "Ví dụ:\n  \
            thethuc follow chi-thi.docx --list                                       xem đọc được gì, lập tiếp được gì\n  \
            thethuc follow chi-thi.docx --matter ho-so.json                          ghi hồ sơ công việc để xem, sửa\n  \
            thethuc follow --matter ho-so.json --to cong-van-trien-khai -o cong-van.docx\n  \
            thethuc follow --matter ho-so.json --units don-vi.xlsx --to bao-cao-thuc-hien --each-unit --period q1-2027 -o bieu\n\n\
            Không điều gì được tự nghĩ ra: chỗ không đọc được thì để trống và nói rõ; tên nhóm («các sở, ban, ngành») chỉ thành đơn vị\n\
            theo danh sách --units. Mã thoát 1: có nhiệm vụ không giao cho ai, có hai nơi chủ trì, hoặc văn bản lập ra còn thiếu."
    )]
    Follow(Box<super::follow::FollowArguments>),
}

/// Prints help as asked, or says in one sentence what is wrong with the arguments.
pub(super) fn refuse(error: &clap::Error, as_json: bool) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        print!("{error}");
        return ExitCode::SUCCESS;
    }
    let named = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let argument = || named(ContextKind::InvalidArg);
    let rather = |kind: ContextKind| match named(kind) {
        suggested if suggested.is_empty() => String::new(),
        suggested => format!(", có phải là «{suggested}»"),
    };
    let sentence = match error.kind() {
        ErrorKind::InvalidSubcommand => format!(
            "không có lệnh «{}»{}",
            named(ContextKind::InvalidSubcommand),
            rather(ContextKind::SuggestedSubcommand)
        ),
        ErrorKind::UnknownArgument => {
            format!("không có tùy chọn «{}»{}", argument(), rather(ContextKind::SuggestedArg))
        }
        ErrorKind::MissingRequiredArgument => format!("còn thiếu {}", argument()),
        ErrorKind::InvalidValue if named(ContextKind::InvalidValue).is_empty() => {
            format!("còn thiếu giá trị sau {}", argument())
        }
        ErrorKind::InvalidValue => format!(
            "giá trị «{}» không dùng được cho {}; các giá trị có thể ghi: {}",
            named(ContextKind::InvalidValue),
            argument(),
            named(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => {
            let why = error.source().and_then(|why| why.downcast_ref::<Wrong>());
            let why = why.map(|why| format!(": {why}")).unwrap_or_default();
            format!("giá trị «{}» không dùng được cho {}{why}", named(ContextKind::InvalidValue), argument())
        }
        ErrorKind::ArgumentConflict => {
            format!("{} không dùng cùng với {}", argument(), named(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("số giá trị sau {} không đúng", argument())
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            eprint!("{error}");
            return ExitCode::from(super::UNUSABLE);
        }
        _ => "tham số không đúng".to_owned(),
    };
    let message = format!("Lệnh gọi không đúng: {sentence}; hãy xem «thethuc --help».");
    if as_json {
        let english = format!("The command is not right: {}", error.kind());
        let finding = Diagnostic::error("tham-so-sai", files::place("tham số"), message, english);
        eprintln!("{}", super::pretty(&[finding]));
    } else {
        eprintln!("tham số: lỗi[tham-so-sai]: {message}");
    }
    ExitCode::from(super::UNUSABLE)
}

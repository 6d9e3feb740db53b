//! The options of `thethuc batch`.

use std::num::NonZeroUsize;
use std::path::Path;
use std::str::FromStr;

use clap::Args;

use crate::cli::marks::Marks;
use crate::cli::wrong::{Wrong, count, decimal, mark};

#[derive(Debug, Args)]
pub(in crate::cli) struct BatchArguments {
    /// Mã mẫu có sẵn, thư mục hay tệp .zip chứa mẫu, tệp .docx do Thể Thức tạo (giá trị trong tệp dùng cho mọi văn bản), hoặc tệp .docx của cơ quan có thẻ
    #[arg(value_name = "MẪU")]
    pub(super) template: String,
    /// Bảng tính .xlsx, .xls, .ods hoặc .csv
    #[arg(value_name = "BẢNG TÍNH")]
    pub(super) rows: String,
    /// Nơi ghi: thư mục, tệp .zip, hoặc một tệp .docx gồm mọi văn bản để in
    #[arg(short, long, value_name = "NƠI GHI", required_unless_present = "check")]
    pub(super) output: Option<String>,
    /// Mẫu tên tệp theo trường hoặc cột: "{{ho_ten}}-{{don_vi}}"; {{stt}} là số thứ tự
    #[arg(long, value_name = "MẪU TÊN")]
    pub(super) name: Option<String>,
    /// Trang của bảng tính; không ghi thì là trang đầu
    #[arg(long, value_name = "TRANG")]
    pub(super) sheet: Option<String>,
    /// Dòng tiêu đề, đếm từ 1; không ghi thì tự tìm
    #[arg(long, value_name = "DÒNG", value_parser = count)]
    pub(super) header_row: Option<NonZeroUsize>,
    /// Tệp khớp cột; không ghi thì lấy khop-cot.json trong thư mục mẫu, hoặc tự khớp theo tên và nhãn
    #[arg(long = "match", value_name = "TỆP")]
    pub(super) matching: Option<String>,
    /// Lưu cách khớp cột đang dùng
    #[arg(long, value_name = "TỆP")]
    pub(super) save_match: Option<String>,
    /// Khớp một cột với một trường, theo tên hoặc nhãn; để trống sau dấu = thì bỏ cột; dùng được nhiều lần
    #[arg(long, value_name = "CỘT=TRƯỜNG")]
    pub(super) map: Vec<Pair>,
    /// Chữ của một cột hiểu là lựa chọn nào, ví dụ "Giới tính:Nam=Ông"; dùng được nhiều lần
    #[arg(long, value_name = "CỘT:CHỮ=LỰA CHỌN")]
    pub(super) word: Vec<Meaning>,
    /// Giá trị chung cho mọi văn bản, theo tên hoặc nhãn của trường; dùng được nhiều lần
    #[arg(long = "const", value_name = "TRƯỜNG=GIÁ TRỊ")]
    pub(super) constants: Vec<Constant>,
    /// Tệp JSON giá trị chung cho mọi văn bản
    #[arg(long, value_name = "TỆP")]
    pub(super) values: Option<String>,
    /// Gộp các dòng giống nhau ở cột này thành một văn bản; dùng được nhiều lần
    #[arg(long, value_name = "CỘT")]
    pub(super) group_by: Vec<String>,
    /// Đưa mọi dòng vào một văn bản
    #[arg(long, conflicts_with_all = ["group_by", "each"])]
    pub(super) one: bool,
    /// Mỗi dòng một văn bản, kể cả khi máy đề nghị gộp
    #[arg(long, conflicts_with = "group_by")]
    pub(super) each: bool,
    /// Bảng hay danh sách mà mỗi dòng của nhóm là một mục, theo tên hoặc nhãn
    #[arg(long, value_name = "TRƯỜNG")]
    pub(super) rows_into: Option<String>,
    /// Ngày lập, dạng 2026-11-23; không ghi thì là hôm nay, hoặc ngày của lần làm dở
    #[arg(long, value_name = "NGÀY")]
    pub(super) date: Option<String>,
    /// Số luồng; không ghi thì dùng mọi lõi của máy
    #[arg(long, value_name = "SỐ", value_parser = count)]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Chỉ làm phần i trong n phần (i đếm từ 1), để chia việc cho nhiều máy
    #[arg(long, value_name = "i/n")]
    pub(super) shard: Option<Shard>,
    /// Bỏ qua các dòng có lỗi; không ghi thì có một dòng lỗi là không tạo văn bản nào
    #[arg(long)]
    pub(super) skip_bad: bool,
    /// Ghi các dòng có lỗi ra bảng tính, thêm cột «Lý do»; khi chia phần thì thêm -i-n vào tên tệp
    #[arg(long, value_name = "TỆP")]
    pub(super) bad: Option<String>,
    /// Dòng bị ẩn trên bảng tính: skip là bỏ, take là lấy; không ghi thì bỏ dòng bị bộ lọc ẩn, lấy dòng ẩn bằng tay, và nói rõ
    #[arg(long, value_name = "skip|take")]
    pub(super) hidden: Option<String>,
    /// Dấu trước phần thập phân của số ghi bằng chữ, phẩy hoặc chấm; không ghi thì xét theo từng cột
    #[arg(long, value_name = "DẤU", value_parser = decimal)]
    pub(super) decimal: Option<char>,
    /// Bảng mã của tệp .csv
    #[arg(long, value_name = "BẢNG MÃ")]
    pub(super) encoding: Option<String>,
    /// Dấu ngăn cột của tệp .csv
    #[arg(long, value_name = "DẤU", value_parser = mark)]
    pub(super) separator: Option<char>,
    #[command(flatten)]
    pub(super) marks: Marks,
    /// Chỉ kiểm tra, không tạo văn bản
    #[arg(long)]
    pub(super) check: bool,
    /// Không kèm giá trị vào tệp DOCX
    #[arg(long)]
    pub(super) no_values: bool,
    /// Làm lại từ đầu và ghi đè những gì đã có
    #[arg(long)]
    pub(super) again: bool,
}

/// `trước=sau`.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) left: String,
    pub(super) right: String,
}

impl FromStr for Pair {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (left, right) = text
            .split_once('=')
            .ok_or(Wrong("cần ghi vế trước, dấu = rồi vế sau, ví dụ \"Họ và tên=nguoi_duoc_moi\""))?;
        Ok(Pair { left: left.trim().to_owned(), right: right.to_owned() })
    }
}

/// `trường=giá trị`.
#[derive(Debug, Clone)]
pub(super) struct Constant {
    pub(super) field: String,
    pub(super) value: String,
}

impl FromStr for Constant {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (field, value) = text
            .split_once('=')
            .ok_or(Wrong("cần ghi tên trường, dấu = rồi giá trị, ví dụ \"Chủ trì=Chủ tịch UBND xã\""))?;
        Ok(Constant { field: field.trim().to_owned(), value: value.to_owned() })
    }
}

/// `cột:chữ=lựa chọn`.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    pub(super) column: String,
    pub(super) word: String,
    pub(super) choice: String,
}

impl FromStr for Meaning {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong =
            Wrong("cần ghi tên cột, dấu :, chữ trong cột, dấu = rồi lựa chọn, ví dụ \"Giới tính:Nam=Ông\"");
        let (whole, choice) = text.rsplit_once('=').ok_or(wrong)?;
        let (column, word) = whole.rsplit_once(':').ok_or(wrong)?;
        let [column, word, choice] = [column, word, choice].map(|part| part.trim().to_owned());
        Ok(Meaning { column, word, choice })
    }
}

/// One part of the work: the documents `number - 1`, `number - 1 + of`, … of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct Shard {
    /// From 1.
    pub(in crate::cli) number: usize,
    pub(in crate::cli) of: usize,
}

impl Shard {
    pub(in crate::cli) const WHOLE: Shard = Shard { number: 1, of: 1 };

    /// The documents of this part, of `all` there are.
    pub(in crate::cli) fn documents(self, all: usize) -> impl Iterator<Item = usize> {
        (self.number - 1..all).step_by(self.of)
    }

    /// A file of this part alone: `loi-2-3.xlsx` for the second of three and `loi.xlsx`.
    pub(super) fn own(self, path: &str) -> String {
        if self == Shard::WHOLE {
            return path.to_owned();
        }
        let whole = Path::new(path);
        let stem = whole.file_stem().unwrap_or_default().to_string_lossy();
        let ending = whole.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
        let name = format!("{stem}-{}-{}{}", self.number, self.of, ending.unwrap_or_default());
        whole.with_file_name(name).to_string_lossy().into_owned()
    }
}

impl FromStr for Shard {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = Wrong("cần dạng i/n với i từ 1 đến n, ví dụ 2/8");
        let (number, of) = text.split_once('/').ok_or(wrong)?;
        let shard = Shard { number: number.parse().map_err(|_| wrong)?, of: of.parse().map_err(|_| wrong)? };
        if (1..=shard.of).contains(&shard.number) { Ok(shard) } else { Err(wrong) }
    }
}

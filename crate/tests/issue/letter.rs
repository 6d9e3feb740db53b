//! Letters as offices draw them, and what an issued one differs in.

use thethuc::docx::package::{Package, Parts, write};

/// The namespaces a part may use.
pub(super) const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\"";

/// A document of another program, its body given as XML.
pub(super) fn with_body(body: &str) -> Vec<u8> {
    with_head(None, body)
}

/// The same, with something in the head of its pages.
pub(super) fn with_head(head: Option<&str>, body: &str) -> Vec<u8> {
    let part = |name: &str, content: &str| format!("<w:{name} {NAMES}>{content}</w:{name}>").into_bytes();
    write(&Parts {
        document: part("document", &format!("<w:body>{body}</w:body>")).into(),
        styles: part(
            "styles",
            "<w:style w:type=\"character\" w:styleId=\"An\"><w:rPr><w:vanish/></w:rPr></w:style>",
        )
        .into(),
        headers: head.map(|head| part("hdr", head).into()).into_iter().collect(),
        footers: vec![],
        footnotes: None,
        title: "",
        subject: "",
        values: None,
    })
}

/// A run of text.
pub(super) fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// Paragraphs of a line as `places.tsv` writes it.
pub(super) fn paragraphs(line: &str) -> String {
    let signs = |run: String| {
        run.replace('→', "</w:t><w:tab/><w:t xml:space=\"preserve\">")
            .replace('⏎', "</w:t><w:br/><w:t xml:space=\"preserve\">")
    };
    let paragraph = |line: &str| {
        let runs: String = line.split('|').map(|text| signs(run(text))).collect();
        format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{runs}</w:p>")
    };
    line.split('¶').map(paragraph).collect()
}

fn cell(content: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"4500\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>")
}

/// A table whose cells have these paragraphs, row by row.
pub(super) fn table(rows: &[&[String]]) -> String {
    let row =
        |cells: &&[String]| format!("<w:tr>{}</w:tr>", cells.iter().map(|one| cell(one)).collect::<String>());
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"4500\"/>\
         <w:gridCol w:w=\"4500\"/></w:tblGrid>{}</w:tbl>",
        rows.iter().map(row).collect::<String>()
    )
}

/// The left side of a letterhead, and the right one.
pub(super) fn bodies() -> [String; 2] {
    [
        paragraphs("ỦY BAN NHÂN DÂN¶XÃ AN BÌNH"),
        paragraphs("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc"),
    ]
}

/// The letterhead of a letter with these paragraphs in the cells of number and date.
pub(super) fn letterhead(number: &str, date: &str) -> String {
    table(&[&bodies(), &[format!("{number}{}", paragraphs("V/v kiểm tra")), date.to_owned()]])
}

/// What follows the letterhead of a letter.
pub(super) fn text() -> String {
    let left = "<w:p><w:r><w:t>Nơi nhận:</w:t></w:r></w:p><w:p><w:r><w:t>- Như trên;</w:t></w:r></w:p>\
                <w:p><w:r><w:t>- Lưu: VT.</w:t></w:r></w:p>";
    let right = format!("{}<w:p/><w:p/>{}", paragraphs("CHỦ TỊCH"), paragraphs("Trần Văn Mẫu"));
    let body = paragraphs("Kính gửi: Phòng Kinh tế xã An Bình¶Nội dung./.");
    format!("{body}{}<w:sectPr/>", table(&[&[left.to_owned(), right]]))
}

/// A letter with these lines of number and date.
pub(super) fn letter(number: &str, date: &str) -> Vec<u8> {
    with_body(&format!("{}{}", letterhead(&paragraphs(number), &paragraphs(date)), text()))
}

pub(super) const NUMBER: &str = "Số:      /UBND-VP";
pub(super) const DATE: &str = "An Bình, ngày    tháng    năm 2026";

pub(super) fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    Package::open(bytes).unwrap().read(name).unwrap().unwrap().into_owned()
}

/// Every entry of a package as it lies there, compressed.
pub(super) fn packed(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let archive = rawzip::ZipArchive::from_slice(bytes).unwrap();
    let entries = archive.entries().map(|entry| {
        let entry = entry.unwrap();
        let name = String::from_utf8(entry.file_path().as_bytes().to_vec()).unwrap();
        (name, archive.get_entry(entry.wayfinder()).unwrap().data().to_vec())
    });
    entries.collect()
}

/// The entries that are gone, new or not what they were, compressed.
pub(super) fn changed_parts(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (packed(before), packed(after));
    let differs = |one: &Vec<(String, Vec<u8>)>, other: &[(String, Vec<u8>)]| {
        one.iter().filter(|entry| !other.contains(entry)).map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    let mut names = differs(&before, &after);
    names.extend(differs(&after, &before));
    names.sort_unstable();
    names.dedup();
    names
}

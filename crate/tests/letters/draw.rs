//! Letters as offices draw them, from a notation that says beside each piece what it is.
//!
//! A line is a paragraph, a blank one a blank paragraph: `look|text`, or the text alone. Looks: `g` centred, `p` to the right,
//! `d` bold, `n` italic, `k` underlined, `f` in a frame, `x` at the top of a page; `b` and `w` bullets, `s` figures, `c` letters,
//! each as Word numbers them. In a text `→` is a tab, `↵` a line break, `**` and `~~` turn bold and italic on and off, and
//! `«name:text»` is a piece that is to be read; `«name+:text»` goes on with the one before.
//!
//! `{40 60` opens a table of such columns, `/` ends a cell (`/2` begins one over two columns), `//` a row, `}` the table; `[[` and
//! `]]` enclose a text box; `@dau|`, `@chan|` stand at the head and the foot of the page. `! mẫu …` names the template it is to
//! become, `! chữ TCVN3` draws it in fonts from before Unicode; other lines with `!` are remarks.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Lines;

use crate::observed::package;

/// A letter and what is to be read of it.
#[derive(Default, Clone)]
pub(super) struct Letter {
    pub(super) bytes: Vec<u8>,
    /// The pieces by their names.
    pub(super) pieces: BTreeMap<String, Vec<String>>,
    pub(super) template: Option<String>,
}

const NATIONAL: [&str; 2] = ["gd|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "gd|Độc lập - Tự do - Hạnh phúc"];

const LISTS: [(char, &str, &str); 4] =
    [('b', "bullet", "-"), ('w', "bullet", "\u{F0A7}"), ('s', "decimal", "%1."), ('c', "lowerLetter", "%1)")];

/// Draws a letter.
pub(super) fn letter(notation: &str) -> Letter {
    let mut pen = Pen { is_old: notation.contains("! chữ TCVN3"), ..Pen::default() };
    let mut lines = notation.lines().peekable();
    let body = pen.blocks(&mut lines, &[]);
    assert_eq!(lines.next(), None, "a table or a box ends that did not begin");
    let mut parts = vec![("numbering", "numbering.xml", numbering())];
    let mut section = String::new();
    for (role, name, file, text) in
        [("header", "dau", "header1.xml", pen.head), ("footer", "chan", "footer1.xml", pen.foot)]
    {
        if text.is_empty() {
            continue;
        }
        let tag = if name == "dau" { "hdr" } else { "ftr" };
        section.push_str(&format!("<w:{role}Reference w:type=\"default\" r:id=\"r{}\"/>", parts.len()));
        parts.push((role, file, format!("<w:{tag} {MAIN}>{text}</w:{tag}>")));
    }
    let body = format!("{body}<w:sectPr>{section}</w:sectPr>");
    Letter { bytes: package(&body, &parts), pieces: pen.pieces, template: pen.template }
}

const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn numbering() -> String {
    let mut lists = String::new();
    for (at, (_, format, text)) in LISTS.iter().enumerate() {
        lists.push_str(&format!(
            "<w:abstractNum w:abstractNumId=\"{at}\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
             <w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum>"
        ));
    }
    for at in 0..LISTS.len() {
        let id = at + 1;
        lists.push_str(&format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{at}\"/></w:num>"));
    }
    format!("<w:numbering {MAIN}>{lists}</w:numbering>")
}

#[derive(Default)]
struct Pen {
    pieces: BTreeMap<String, Vec<String>>,
    template: Option<String>,
    head: String,
    foot: String,
    is_old: bool,
}

impl Pen {
    /// The blocks up to one of these lines.
    fn blocks(&mut self, lines: &mut Peekable<Lines<'_>>, until: &[&str]) -> String {
        let mut out = String::new();
        while let Some(line) = lines.peek().copied() {
            if until.iter().any(|end| line.starts_with(end)) {
                break;
            }
            lines.next();
            if let Some(remark) = line.strip_prefix('!') {
                if let Some(template) = remark.trim().strip_prefix("mẫu ") {
                    self.template = Some(template.to_owned());
                }
            } else if line == "%qh" {
                NATIONAL.iter().for_each(|line| out.push_str(&self.paragraph(line)));
            } else if let Some(columns) = line.strip_prefix('{') {
                out.push_str(&self.table(lines, columns));
            } else if line == "[[" {
                let inside = self.blocks(lines, &["]]"]);
                lines.next().unwrap();
                out.push_str(&text_box(&inside));
            } else if let Some(line) = line.strip_prefix("@dau|") {
                let paragraph = self.paragraph(line);
                self.head.push_str(&paragraph);
            } else if let Some(line) = line.strip_prefix("@chan|") {
                let paragraph = self.paragraph(line);
                self.foot.push_str(&paragraph);
            } else {
                out.push_str(&self.paragraph(line));
            }
        }
        out
    }

    fn table(&mut self, lines: &mut Peekable<Lines<'_>>, columns: &str) -> String {
        let widths: Vec<u32> = columns.split(' ').map(|width| width.parse::<u32>().unwrap() * 96).collect();
        let mut rows = vec![String::new()];
        let (mut span, mut is_first) = (1, true);
        loop {
            if !is_first || lines.peek().is_some_and(|line| !is_spanning(line)) {
                let mut inside = self.blocks(lines, &["/", "}"]);
                if inside.is_empty() || inside.ends_with("</w:tbl>") {
                    inside.push_str("<w:p/>");
                }
                let properties = format!("<w:tcPr><w:gridSpan w:val=\"{span}\"/></w:tcPr>");
                rows.last_mut().unwrap().push_str(&format!("<w:tc>{properties}{inside}</w:tc>"));
            }
            (span, is_first) = (1, false);
            match lines.next().expect("a table ends with }") {
                "}" => break,
                "//" => {
                    rows.push(String::new());
                    is_first = true;
                }
                cell => span = cell[1..].parse().unwrap_or(1),
            }
        }
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        let rows: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
        format!("<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")
    }

    fn paragraph(&mut self, line: &str) -> String {
        let is_look = |look: &str| look.chars().all(|c| "gpdnkfxbwsc".contains(c));
        let (look, text) = match line.split_once('|') {
            Some((look, text)) if is_look(look) => (look, text),
            _ => ("", line),
        };
        let mut properties = String::new();
        if look.contains('x') {
            properties.push_str("<w:pageBreakBefore/>");
        }
        if look.contains('f') {
            properties.push_str(
                "<w:framePr w:w=\"4000\" w:hSpace=\"180\" w:wrap=\"around\" w:vAnchor=\"text\" w:hAnchor=\"page\" w:x=\"1000\" w:y=\"1\"/>",
            );
        }
        if let Some(at) = LISTS.iter().position(|(sign, ..)| look.contains(*sign)) {
            let id = at + 1;
            properties
                .push_str(&format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{id}\"/></w:numPr>"));
        }
        for (sign, align) in [('g', "center"), ('p', "right")] {
            if look.contains(sign) {
                properties.push_str(&format!("<w:jc w:val=\"{align}\"/>"));
            }
        }
        let runs = self.runs(text, look);
        format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
    }

    fn runs(&mut self, text: &str, look: &str) -> String {
        let mut runs = Runs {
            out: String::new(),
            text: String::new(),
            bold: look.contains('d'),
            italic: look.contains('n'),
            underlined: look.contains('k'),
            is_old: self.is_old,
        };
        let mut piece: Option<(String, String)> = None;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix("**") {
                runs.end();
                runs.bold = !runs.bold;
                rest = after;
            } else if let Some(after) = rest.strip_prefix("~~") {
                runs.end();
                runs.italic = !runs.italic;
                rest = after;
            } else if let Some(after) = rest.strip_prefix('«') {
                let (name, after) = after.split_once(':').unwrap();
                piece = Some((name.to_owned(), String::new()));
                rest = after;
            } else if let Some(after) = rest.strip_prefix('»') {
                let (name, text) = piece.take().unwrap();
                let goes_on = name.strip_suffix('+');
                let all = self.pieces.entry(goes_on.unwrap_or(&name).to_owned()).or_default();
                match all.last_mut().filter(|_| goes_on.is_some()) {
                    Some(last) => *last = format!("{last} {text}"),
                    None => all.push(text),
                }
                rest = after;
            } else {
                rest = &rest[c.len_utf8()..];
                let special = match c {
                    '→' => Some("<w:tab/>"),
                    '↵' => Some("<w:br/>"),
                    _ => None,
                };
                match special {
                    Some(element) => {
                        runs.end();
                        runs.out.push_str(&format!("<w:r>{element}</w:r>"));
                    }
                    None => runs.text.push(c),
                }
                if let Some((_, text)) = &mut piece {
                    text.push(if special.is_some() { ' ' } else { c });
                }
            }
        }
        runs.end();
        runs.out
    }
}

fn is_spanning(line: &str) -> bool {
    line.strip_prefix('/').is_some_and(|span| span.parse::<usize>().is_ok())
}

struct Runs {
    out: String,
    text: String,
    bold: bool,
    italic: bool,
    underlined: bool,
    is_old: bool,
}

impl Runs {
    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        if self.is_old {
            for (font, text) in old(&text) {
                self.run(&text, &format!("<w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\"/>"));
            }
        } else {
            self.run(&text, "");
        }
    }

    fn run(&mut self, text: &str, font: &str) {
        if text.is_empty() {
            return;
        }
        let flag = |is_on: bool, tag: &'static str| if is_on { tag } else { "" };
        let look = [
            font,
            flag(self.bold, "<w:b/>"),
            flag(self.italic, "<w:i/>"),
            flag(self.underlined, "<w:u w:val=\"single\"/>"),
        ]
        .concat();
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        self.out
            .push_str(&format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"));
    }
}

/// A text as it was typed for fonts from before Unicode; capitals with a tone are in a font of their own.
fn old(text: &str) -> Vec<(&'static str, String)> {
    const LETTERS: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ";
    const CODES: &str = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u{AD}õö÷øùúûüýþ¡¢£¤¥¦§";
    let code = |c: char| LETTERS.chars().position(|letter| letter == c).and_then(|at| CODES.chars().nth(at));
    let mut runs: Vec<(&'static str, String)> = Vec::new();
    for c in text.chars() {
        let small = c.to_lowercase().next().unwrap();
        let (font, typed) = match (code(c), code(small)) {
            (Some(typed), _) => (".VnTime", typed),
            (None, Some(typed)) => (".VnTimeH", typed),
            (None, None) => (".VnTime", c),
        };
        match runs.last_mut().filter(|(last, _)| *last == font) {
            Some((_, run)) => run.push(typed),
            None => runs.push((font, typed.to_string())),
        }
    }
    runs
}

/// A text box as Word writes it: drawn, and once more for programs that know only the older way.
fn text_box(inside: &str) -> String {
    let content = format!("<w:txbxContent>{inside}</w:txbxContent>");
    format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic>\
         <a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:txbx>\
         {content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>\
         <w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
}

//! The tags of a Handlebars text and how its blocks nest, found before Handlebars parses it.
//!
//! Handlebars' own tree does not say where `{{else if}}` stands, its parser recurses as deep as the text nests, and its
//! messages name grammar rules. This pass gives places, bounds the depth, and says what is refused and what is unclosed.

use crate::Diagnostic;
use crate::ordered::OrderedMap;
use crate::template::source::Source;

/// How deep blocks, and brackets within a tag, may nest.
pub(super) const MAX_DEPTH: usize = 32;
/// The longest text of a template, in bytes.
pub(super) const MAX_LENGTH: usize = 256 * 1024;

/// A `{{…}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag {
    /// Byte offset of `{{`.
    pub(super) start: usize,
    /// Byte offset behind `}}`.
    pub(super) end: usize,
}

/// The tags of a text that is fit to be parsed.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// The end of each tag by its start.
    ends: OrderedMap<usize, usize>,
    /// The `{{else …}}` tags of each block by the start of its opening tag.
    elses: OrderedMap<usize, Vec<Tag>>,
}

impl Tags {
    /// The tag that starts at an offset.
    pub(super) fn at(&self, start: usize) -> Tag {
        Tag { start, end: self.ends.get(&start).copied().unwrap_or(start) }
    }

    /// The `{{else}}` and `{{else if …}}` of the block opened at an offset, in order.
    pub(super) fn elses(&self, start: usize) -> &[Tag] {
        self.elses.get(&start).map_or(&[], Vec::as_slice)
    }
}

struct Open {
    name: String,
    start: usize,
    /// A plain `{{else}}` was there: nothing may follow it.
    closed: bool,
}

/// Why a text cannot be parsed as it is.
#[derive(Debug)]
pub(super) struct Faults {
    /// Everything that keeps it from being parsed.
    pub(super) findings: Vec<Diagnostic>,
    /// When nothing is wrong but that blocks are not closed: what closes them.
    pub(super) mend: Option<Mend>,
}

/// What makes a text with open blocks fit to be looked at, though not to be used.
#[derive(Debug)]
pub(super) struct Mend {
    /// The missing closing tags, for the end of the text.
    pub(super) closing: String,
    /// Up to where names mean what they seem to: the first open block that changes what names mean.
    pub(super) certain: usize,
}

/// Finds the tags, or everything that keeps the text from being parsed.
pub(super) fn scan(source: Source<'_>) -> Result<Tags, Faults> {
    let mut scan = Scan { source, tags: Tags::default(), open: Vec::new(), findings: Vec::new() };
    if source.text.len() > MAX_LENGTH {
        let too_long = source.error(
            0,
            "qua-dai",
            format!("Nội dung mẫu dài quá {} KB; hãy rút ngắn.", MAX_LENGTH / 1024),
            format!("The template is longer than {} KB; shorten it.", MAX_LENGTH / 1024),
        );
        return Err(Faults { findings: vec![too_long], mend: None });
    }
    if let Some(at) = source.text.find(|c: char| c.is_control() && c != '\n' && c != '\t') {
        scan.error(
            at,
            "ky-tu-dieu-khien",
            "Có ký tự điều khiển ở đây; hãy xóa nó.",
            "There is a control character here; delete it.",
        );
    }
    scan.run();
    let mend = scan.close_all();
    if scan.findings.is_empty() { Ok(scan.tags) } else { Err(Faults { findings: scan.findings, mend }) }
}

struct Scan<'s> {
    source: Source<'s>,
    tags: Tags,
    open: Vec<Open>,
    findings: Vec<Diagnostic>,
}

impl<'s> Scan<'s> {
    fn error(
        &mut self,
        at: usize,
        code: &'static str,
        message: impl Into<String>,
        english: impl Into<String>,
    ) {
        self.findings.push(self.source.error(at, code, message, english));
    }

    fn refuse(&mut self, at: usize, what: &str, instead: &str, english: &str) {
        self.error(
            at,
            "khong-cho-phep",
            format!("Mẫu không được dùng {what}; {instead}."),
            format!("{english} are not allowed in templates."),
        );
    }

    fn from(&self, at: usize) -> &'s str {
        self.source.text.get(at..).unwrap_or("")
    }

    fn run(&mut self) {
        let mut at = 0;
        while let Some(found) = self.from(at).find("{{") {
            let start = at + found;
            at = self.tag(start);
            // What follows could only repeat the same complaint.
            if self.open.len() > MAX_DEPTH {
                return;
            }
        }
    }

    /// Reports the blocks still open at the end.
    fn close_all(&mut self) -> Option<Mend> {
        let sound = self.findings.is_empty();
        let mut mend = Mend { closing: String::new(), certain: self.source.text.len() };
        for open in std::mem::take(&mut self.open) {
            mend.closing.insert_str(0, &format!("{{{{/{}}}}}", open.name));
            if !matches!(open.name.as_str(), "if" | "unless") {
                mend.certain = mend.certain.min(open.start);
            }
            self.error(
                open.start,
                "hbs-sai",
                format!("Khối {{{{#{0}}}}} chưa đóng; hãy thêm {{{{/{0}}}}}.", open.name),
                format!("The block {{{{#{0}}}}} is not closed; add {{{{/{0}}}}}.", open.name),
            );
        }
        sound.then_some(mend)
    }

    /// Takes in the tag at `start`; returns where to go on.
    fn tag(&mut self, start: usize) -> usize {
        let rest = self.from(start);
        if self.source.text.get(..start).is_some_and(|before| before.ends_with('\\')) {
            self.refuse(start - 1, "\\{{", "hãy bỏ dấu gạch chéo ngược", "Escaped braces");
            return start + 2;
        }
        if let Some(end) = comment(rest) {
            return end.map_or_else(
                || {
                    self.error(
                        start,
                        "hbs-sai",
                        "Chú thích chưa đóng; hãy thêm --}} ở cuối.",
                        "The comment is not closed; add --}} at its end.",
                    );
                    self.source.text.len()
                },
                |end| start + end,
            );
        }
        let triple = rest.starts_with("{{{");
        if triple {
            self.refuse(start, "{{{ … }}}", "hãy viết {{ … }}", "{{{ … }}} and raw blocks");
        }
        let Some(length) = tag_length(rest) else {
            self.error(
                start,
                "hbs-sai",
                "Thiếu dấu }} cho {{ ở đây; hãy đóng lại.",
                "This {{ has no }}; close it.",
            );
            return self.source.text.len();
        };
        let tag = Tag { start, end: start + length };
        let inside =
            rest.get(2..length - 2).unwrap_or("").trim_matches(|c: char| c == '~' || c.is_whitespace());
        self.tags.ends.insert(start, tag.end);
        if !triple {
            self.inside(tag, inside);
        }
        tag.end
    }

    fn inside(&mut self, tag: Tag, inside: &str) {
        if depth(inside) > MAX_DEPTH {
            self.error(
                tag.start,
                "long-qua-sau",
                format!("Biểu thức lồng quá {MAX_DEPTH} lớp ngoặc; hãy viết gọn lại."),
                format!("More than {MAX_DEPTH} levels of brackets; simplify it."),
            );
            return;
        }
        let mut characters = inside.chars();
        let first_word = |text: &str| text.split_whitespace().next().unwrap_or("").to_owned();
        match characters.next() {
            None => self.error(
                tag.start,
                "hbs-sai",
                "Giữa {{ và }} chưa có gì; hãy ghi tên trường.",
                "There is nothing between {{ and }}; write the name of a field.",
            ),
            Some('&') => self.refuse(tag.start, "{{& … }}", "hãy viết {{ … }}", "{{& … }}"),
            Some('>') => self.refuse(tag.start, "mẫu con {{> … }}", "hãy chép nội dung vào đây", "Partials"),
            Some('*') => self.refuse(tag.start, "{{* … }}", "hãy bỏ đi", "Decorators"),
            Some('#') => {
                let body = characters.as_str().trim_start();
                match body.chars().next() {
                    Some('*') => self.refuse(tag.start, "{{#* … }}", "hãy bỏ đi", "Decorators"),
                    Some('>') => self.refuse(tag.start, "{{#> … }}", "hãy bỏ đi", "Partials"),
                    _ => {}
                }
                self.open.push(Open { name: first_word(body), start: tag.start, closed: false });
                if self.open.len() > MAX_DEPTH {
                    self.error(
                        tag.start,
                        "long-qua-sau",
                        format!("Các khối lồng nhau quá {MAX_DEPTH} lớp; hãy viết gọn lại."),
                        format!("Blocks are nested more than {MAX_DEPTH} deep; simplify."),
                    );
                }
            }
            Some('/') => self.close(tag, characters.as_str().trim()),
            Some('^') => self.otherwise(tag, characters.as_str().trim()),
            Some(_) => {
                if let Some(after) = inside.strip_prefix("else")
                    && after.chars().next().is_none_or(char::is_whitespace)
                {
                    self.otherwise(tag, after.trim());
                }
            }
        }
    }

    fn close(&mut self, tag: Tag, name: &str) {
        match self.open.pop() {
            Some(open) if open.name == name => {}
            Some(open) => self.error(
                tag.start,
                "hbs-sai",
                format!("{{{{/{name}}}}} không khớp với khối đang mở {{{{#{}}}}}; hãy sửa lại.", open.name),
                format!("{{{{/{name}}}}} does not close the open block {{{{#{}}}}}.", open.name),
            ),
            None => self.error(
                tag.start,
                "hbs-sai",
                format!("{{{{/{name}}}}} không đóng khối nào; hãy bỏ đi."),
                format!("{{{{/{name}}}}} closes no block; remove it."),
            ),
        }
    }

    fn otherwise(&mut self, tag: Tag, condition: &str) {
        let Some(open) = self.open.last_mut() else {
            self.error(
                tag.start,
                "hbs-sai",
                "{{else}} không nằm trong khối nào; hãy đặt giữa {{#if}} và {{/if}}.",
                "{{else}} stands in no block; put it between {{#if}} and {{/if}}.",
            );
            return;
        };
        if open.closed {
            self.error(
                tag.start,
                "hbs-sai",
                "Khối này đã có {{else}} ở trên; hãy bỏ bớt một chỗ.",
                "This block has an {{else}} above; remove one.",
            );
            return;
        }
        open.closed = condition.is_empty();
        self.tags.elses.get_or_default(open.start).push(tag);
    }
}

/// The length of a comment at the start of `rest`: `Some(None)` when it is not closed, `None` when it is none.
fn comment(rest: &str) -> Option<Option<usize>> {
    if rest.starts_with("{{!--") {
        return Some(rest.find("--}}").map(|at| at + 4));
    }
    rest.starts_with("{{!").then(|| rest.find("}}").map(|at| at + 2))
}

/// The length of the tag at the start of `rest`, quoted `}}` passed over.
fn tag_length(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    let bytes = rest.as_bytes();
    for (at, byte) in bytes.iter().enumerate().skip(2) {
        match (quote, byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), byte) if *byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'}') if bytes.get(at + 1) == Some(&b'}') => return Some(at + 2),
            (None, b'{') if at > 3 && bytes.get(at + 1) == Some(&b'{') => return None,
            (None, _) => {}
        }
    }
    None
}

fn depth(inside: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for c in inside.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Vec<String> {
        match scan(Source { name: "b", text }) {
            Ok(_) => Vec::new(),
            Err(faults) => {
                faults.findings.iter().map(|f| format!("{} {}", f.location, f.code)).collect::<Vec<_>>()
            }
        }
    }

    #[test]
    fn every_fault_has_its_place() {
        let cases: &[(&str, &[&str])] = &[
            ("a {{x}} {{#if y}}{{else if z}}{{else}}{{/if}}", &[]),
            ("{{!-- {{#if}} --}}{{! }", &["b:1:19 hbs-sai"]),
            ("{{f \"}}\"}} {{f '}}'}}", &[]),
            ("x\n {{#if a}}", &["b:2:2 hbs-sai"]),
            ("{{#if a}}{{/each}}", &["b:1:10 hbs-sai"]),
            ("{{/if}}{{else}}", &["b:1:1 hbs-sai", "b:1:8 hbs-sai"]),
            (
                "{{{x}}} {{&x}} {{> y}} {{* z}}",
                &[
                    "b:1:1 khong-cho-phep",
                    "b:1:9 khong-cho-phep",
                    "b:1:16 khong-cho-phep",
                    "b:1:24 khong-cho-phep",
                ],
            ),
            ("{{{{raw}}}}{{{{/raw}}}}", &["b:1:1 khong-cho-phep", "b:1:12 khong-cho-phep"]),
            ("{{x", &["b:1:1 hbs-sai"]),
            ("{{ }}", &["b:1:1 hbs-sai"]),
            ("{{#if a}}{{else}}{{else}}{{/if}}", &["b:1:18 hbs-sai"]),
            ("\\{{x}}", &["b:1:1 khong-cho-phep"]),
            ("a\u{1}", &["b:1:2 ky-tu-dieu-khien"]),
        ];
        for (text, expected) in cases {
            assert_eq!(findings(text), *expected, "{text}");
        }
    }

    #[test]
    fn depth_and_length_are_bounded() {
        assert!(findings(&"{{#if a}}".repeat(5000)).iter().any(|f| f.ends_with("long-qua-sau")));
        assert_eq!(findings(&format!("{{{{f {}}}}}", "(".repeat(5000))), ["b:1:1 long-qua-sau"]);
        assert_eq!(findings(&"x".repeat(MAX_LENGTH + 1)), ["b:1:1 qua-dai"]);
    }
}

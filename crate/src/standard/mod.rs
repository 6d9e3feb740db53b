//! The rules of a standard as data, and reading them.
//!
//! A size, margin or rule stands in a table such as `nd30.toml` once, with the article it comes from. Writing and
//! checking read the same table; a new decree, or the rules of another issuer, is a new table.

pub(crate) mod read;

use crate::unicode;
use std::sync::OnceLock;

use serde_json::Value;

use self::read::{Fault, Read, or_wrong, record, wrong};
use crate::document::{Align, Color, Component};
use crate::ordered::OrderedMap;
use crate::packed;

/// The layout rules of one standard. Lengths in mm, sizes and distances in pt.
///
/// ```
/// use thethuc::{document::Component, standard::Standard};
/// let nd30 = Standard::nd30();
/// let motto = nd30.component(Component::TieuNgu);
/// assert_eq!((motto.size, motto.bold), ([13.0, 14.0], true));
/// assert!(motto.source.contains("II.1.b"));
/// ```
#[derive(Debug, Clone)]
pub struct Standard {
    /// `nd30`
    pub id: String,
    /// The name of the decree.
    pub title: String,
    /// The face of all text.
    pub font: String,
    /// BCP 47 tag of the text.
    pub language: String,
    /// Paper and margins.
    pub page: PageRule,
    /// How pages are numbered.
    pub page_number: PageNumberRule,
    /// Appendices.
    pub appendix: AppendixRule,
    /// Paragraphs of the body.
    pub body: BodyRule,
    /// What prints for a value that is missing.
    pub blank: BlankRule,
    /// Sizes that rise or fall together.
    pub preset: Vec<Preset>,
    /// Boxes 1 to 5b.
    pub letterhead: LetterheadRule,
    /// Boxes 5a and 9a.
    pub opening: OpeningRule,
    /// Boxes 7 and 9b.
    pub signature: SignatureRule,
    /// Who signs, for whom.
    pub signing: Vec<Signing>,
    /// Covers.
    pub cover: CoverRule,
    /// Tables of contents.
    pub contents: ContentsRule,
    /// Drawn lines, and what is written in their place, by the component they stand under.
    rules: OrderedMap<Component, LineRule>,
    /// Framed marks, by the value that asks for them.
    pub(crate) marks: OrderedMap<String, MarkRule>,
    /// Tables of the body.
    pub table: TableRule,
    components: OrderedMap<Component, ComponentRule>,
    /// The kinds of document and their symbols.
    pub kind: Vec<Kind>,
    /// The kinds of copy and their symbols (Article 25).
    pub copy: Vec<Kind>,
}

/// A range and the value taken when nobody chooses.
#[derive(Debug, Clone, Copy, Default)]
pub struct Range {
    /// Least.
    pub min: f64,
    /// Most.
    pub max: f64,
    /// Taken by default.
    pub default: f64,
}

/// Paper and margins, in mm.
#[derive(Debug, Clone)]
pub struct PageRule {
    /// Where it is written.
    pub source: String,
    /// Width of the standing sheet.
    pub width: f64,
    /// Height of the standing sheet.
    pub height: f64,
    /// Top margin.
    pub top: Range,
    /// Bottom margin.
    pub bottom: Range,
    /// Left margin.
    pub left: Range,
    /// Right margin.
    pub right: Range,
    /// From the upper edge to the page number.
    pub header: f64,
    /// From the lower edge to the foot of the first page.
    pub footer: f64,
}

/// How pages are numbered.
#[derive(Debug, Clone)]
pub struct PageNumberRule {
    /// Where it is written.
    pub source: String,
    /// The number of the first page.
    pub start: u32,
    /// The first page shows none.
    pub hidden_on_first: bool,
}

/// Appendices.
#[derive(Debug, Clone)]
pub struct AppendixRule {
    /// Where it is written.
    pub source: String,
    /// `Phụ lục`
    pub label: String,
    /// `Kèm theo`
    pub attached: String,
    /// The number of the first page of each.
    pub start: u32,
}

/// Paragraphs of the body.
#[derive(Debug, Clone)]
pub struct BodyRule {
    /// Where it is written.
    pub source: String,
    /// Sizes to choose from, pt.
    pub sizes: Vec<f64>,
    /// Size taken by default, pt.
    pub size: f64,
    /// Indent of the first line, mm.
    pub first_line: Choice,
    /// Space between paragraphs, pt.
    pub gap: Range,
    /// Distance of lines, as a multiple of the font's own.
    pub line: Range,
    /// The distance of lines is exact, in pt.
    pub exact: bool,
    /// What ends a document that ends by custom.
    pub end_mark: String,
    /// A page break never parts a single line of a paragraph from the others.
    pub widow_control: bool,
}

/// Values to choose from and the one taken when nobody chooses.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Allowed values.
    pub choices: Vec<f64>,
    /// Taken by default.
    pub default: f64,
}

/// What prints for a value that is missing.
#[derive(Debug, Clone)]
pub struct BlankRule {
    /// Where it is written.
    pub source: String,
    /// Dots to be written over by hand.
    pub text: String,
}

/// Sizes that rise or fall together.
#[derive(Debug, Clone)]
pub struct Preset {
    /// `13-14-14`
    pub id: String,
    sizes: OrderedMap<Component, f64>,
}

/// The table of boxes 1 to 5b.
#[derive(Debug, Clone)]
pub struct LetterheadRule {
    /// Where it is written.
    pub source: String,
    /// The part of the text width the left column keeps at least.
    pub left_share_min: f64,
    /// What a line leaves free of its column, mm.
    pub slack: f64,
    /// Between issuing body and number, pt.
    pub row_gap: f64,
    /// Line distance of number and place-date, pt.
    pub line: f64,
    /// Between number and symbol: `/` of `15/QĐ-UBND`.
    pub after_number: String,
    /// Between the kind and the body in the symbol: `-` of `QĐ-UBND`.
    pub after_kind: String,
}

/// Boxes 5a and 9a, widths as parts of the text width, and the bases.
#[derive(Debug, Clone)]
pub struct OpeningRule {
    /// Where it is written.
    pub source: String,
    /// What the lines of a centred abstract may take.
    pub abstract_share: f64,
    /// How far `Kính gửi:` may stand in.
    pub recipients_share_max: f64,
    /// What a basis begins with.
    pub basis_lead: String,
    /// What each basis but the last ends with.
    pub basis_end: String,
    /// What the last ends with, unless the user chose.
    pub last_basis_end: String,
}

/// The table of boxes 7 and 9b.
#[derive(Debug, Clone)]
pub struct SignatureRule {
    /// Where it is written.
    pub source: String,
    /// The part of the text width the recipients take.
    pub left_share: f64,
    /// Space above the block, pt.
    pub before: f64,
    /// Height kept free for signature and seal, pt.
    pub space: f64,
    /// Line distance of the first lines, pt.
    pub line: f64,
    /// Lines of the body that stay with the block.
    pub body_lines: usize,
    /// How many signers stand side by side at most.
    pub abreast: usize,
    /// What the signer's position is printed as.
    pub position: Component,
    /// What the last line of the recipients begins with.
    pub archive: String,
    /// Who keeps the copy when nobody else is named.
    pub archived_at: String,
    /// What stands before the name of a collective that is signed for.
    pub collective: String,
    /// The titles of heads: an authority line that begins with one is personal.
    pub heads: Vec<String>,
    /// Academic ranks, degrees and honours, which do not stand before a name.
    pub titles: Vec<String>,
    /// Where they may.
    pub titles_unless: String,
    /// The same in English.
    pub titles_unless_en: String,
    /// What a field of the signer may hold, to show in the form: `chuc_vu: Phó Chủ tịch`.
    pub examples: Vec<String>,
}

/// A way of signing: who signs, for whom (Article 13).
#[derive(Debug, Clone)]
pub struct Signing {
    /// `ky_thay`
    pub id: String,
    /// The answer as a clerk says it.
    pub label: String,
    /// The same in English.
    pub label_en: String,
    /// The lines of capacity and position, each some words and the field of the signer that completes them:
    /// `KT. {nguoi_dung_dau}`.
    pub lines: Vec<String>,
    /// Where it is written.
    pub source: String,
    /// The rule in one sentence.
    pub help: String,
    /// The same in English.
    pub help_en: String,
}

/// A cover.
#[derive(Debug, Clone)]
pub struct CoverRule {
    /// Where it is written.
    pub source: String,
    /// How far down the name of the kind stands, as a part of the text height.
    pub title_at: f64,
    /// What the lines of the abstract may take, as a part of the text width.
    pub abstract_share: f64,
}

/// A table of contents.
#[derive(Debug, Clone)]
pub struct ContentsRule {
    /// Where it is written.
    pub source: String,
    levels: OrderedMap<Component, u8>,
    /// How far the entries of each level stand in, mm.
    pub left: Vec<f64>,
    /// What stays free of the entries' text at the right, mm.
    pub right: f64,
}

impl ContentsRule {
    /// The level at which headings of a component are listed, from 1.
    pub fn level(&self, component: Component) -> Option<u8> {
        self.levels.get(&component).copied()
    }
}

/// A drawn line under a component, or what is written there.
#[derive(Debug, Clone)]
pub struct LineRule {
    /// Where it is written.
    pub source: String,
    /// Written in the place of the line; the rest does not count then.
    pub sign: Option<String>,
    /// Its length as a part of the line of text above it.
    pub part: Range,
    /// Thickness, pt.
    pub weight: f64,
    /// Space above, pt.
    pub before: f64,
    /// Space below, pt.
    pub after: f64,
}

/// A mark, framed where it has a thickness.
#[derive(Debug, Clone)]
pub struct MarkRule {
    /// Where it is written.
    pub source: String,
    /// What it says.
    pub text: String,
    /// Width of the frame, mm.
    pub width: f64,
    /// Height of the frame, mm.
    pub height: f64,
    /// Thickness of the frame, pt.
    pub weight: f64,
    /// Colour of text and frame.
    pub color: Color,
}

/// Tables of the body.
#[derive(Debug, Clone)]
pub struct TableRule {
    /// Where it is written.
    pub source: String,
    /// Between a cell's edge and its text, mm.
    pub padding: f64,
    /// Space above the table, pt.
    pub before: f64,
    /// Thickness of the rules between cells, pt.
    pub border: f64,
    /// A row of more lines than this may break across pages.
    pub unbroken_lines: usize,
}

/// One row of the component table (Annex I, Part I, section V).
#[derive(Debug, Clone)]
pub struct ComponentRule {
    /// Name of the paragraph style.
    pub name: String,
    /// Box of the placement diagram.
    pub placement: Option<String>,
    /// Words the component always has.
    pub text: Option<String>,
    /// Least and greatest size, pt.
    pub size: [f64; 2],
    chosen: ChosenSize,
    /// Printed in capitals.
    pub case: Case,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Alignment.
    pub align: Align,
    /// Takes first-line indent, gap and line distance of the body.
    pub body: bool,
    /// Space above, pt.
    pub before: f64,
    /// Space below, pt.
    pub after: f64,
    /// Stays with the next paragraph.
    pub keep_next: bool,
    /// Depth in the outline, from 0.
    pub outline: Option<u8>,
    /// Where it is written.
    pub source: String,
}

/// How the letters of a component print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Case {
    /// As written.
    #[default]
    AsWritten,
    /// In capitals.
    Upper,
}

#[derive(Debug, Clone, Copy)]
enum ChosenSize {
    Fixed(f64),
    By(SizeBy),
}

#[derive(Debug, Clone, Copy)]
enum SizeBy {
    Preset,
    Body,
}

/// A kind of document (Article 7) and its symbol (Annex III.I).
#[derive(Debug, Clone)]
pub struct Kind {
    /// Name.
    pub name: String,
    /// Abbreviation; none for công văn and thư công.
    pub symbol: Option<String>,
}

impl Preset {
    /// The size this preset gives a component, in pt.
    pub fn size(&self, component: Component) -> Option<f64> {
        self.sizes.get(&component).copied()
    }
}

impl Signing {
    /// The words of each line and the field of the signer that completes them.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().map(|line| {
            let (words, name) = line.split_once('{').unwrap_or((line, ""));
            (words, name.trim_end_matches('}'))
        })
    }
}

impl Standard {
    /// Decree 30/2020/NĐ-CP.
    #[expect(clippy::expect_used, reason = "the table is part of the crate")]
    pub fn nd30() -> &'static Standard {
        Standard::named("nd30").expect("the standard nd30")
    }

    /// All standards.
    pub fn all() -> &'static [Standard] {
        standards()
    }

    /// The standard of that id.
    pub fn named(id: &str) -> Option<&'static Standard> {
        standards().iter().find(|standard| standard.id == id)
    }

    /// The symbol of a kind, by its name in whatever case: `KH` of `Kế hoạch`.
    pub fn symbol_of(&self, name: &str) -> Option<&str> {
        let name = unicode::lower(name.trim());
        let named =
            |kind: &&Kind| kind.name.split(" (").next().is_some_and(|one| unicode::lower(one) == name);
        self.kind.iter().find(named)?.symbol.as_deref()
    }

    /// The rule of a component.
    #[expect(clippy::expect_used, reason = "a table is checked for completeness when it is read")]
    pub fn component(&self, component: Component) -> &ComponentRule {
        self.components.get(&component).expect("the rule of a component")
    }

    /// The rule of the line drawn under a component.
    pub fn line_under(&self, component: Component) -> Option<&LineRule> {
        self.rules.get(&component)
    }

    /// The size a component takes, in pt, with a preset and a body size.
    pub fn size(&self, component: Component, preset: &Preset, body: f64) -> f64 {
        let rule = self.component(component);
        match rule.chosen {
            ChosenSize::Fixed(size) => size,
            ChosenSize::By(SizeBy::Body) => body,
            ChosenSize::By(SizeBy::Preset) => preset.size(component).unwrap_or(rule.size[1]),
        }
    }

    /// The text printed in the component's case.
    pub fn cased(&self, component: Component, text: &str) -> String {
        match self.component(component).case {
            Case::AsWritten => text.to_owned(),
            Case::Upper => unicode::upper(text),
        }
    }
}

record!(Standard {
    id,
    title,
    font,
    language,
    page,
    page_number,
    appendix,
    body,
    blank,
    preset,
    letterhead,
    opening,
    signature,
    signing or_default,
    cover,
    contents,
    rules,
    marks,
    table,
    components,
    kind,
    copy or_default,
});
record!(Range { min, max, default = "use" });
record!(PageRule { source, width, height, top, bottom, left, right, header, footer });
record!(PageNumberRule { source, start, hidden_on_first });
record!(AppendixRule { source, label, attached, start });
record!(BodyRule { source, sizes, size, first_line, gap, line, exact or_default, end_mark, widow_control });
record!(Choice { choices, default = "use" });
record!(BlankRule { source, text });
record!(Preset { id, sizes });
record!(LetterheadRule { source, left_share_min, slack, row_gap, line, after_number, after_kind });
record!(SignatureRule {
    source, left_share, before, space, line, body_lines, abreast, position, archive, archived_at, collective or_default, heads or_default, titles or_default,
    titles_unless or_default, titles_unless_en or_default, examples,
});
record!(Signing { id, label, label_en, lines, source, help, help_en });
record!(CoverRule { source, title_at, abstract_share });
record!(ContentsRule { source, levels, left, right });
record!(LineRule { source, sign, part or_default, weight or_default, before or_default, after or_default });
record!(MarkRule { source, text, width or_default, height or_default, weight or_default, color });
record!(TableRule { source, padding, before, border, unbroken_lines });
record!(OpeningRule { source, abstract_share, recipients_share_max, basis_lead, basis_end, last_basis_end });
record!(ComponentRule {
    name, placement = "box", text, size, chosen = "use", case or_default, bold or_default, italic or_default, underline or_default, align, body or_default, before or_default, after or_default,
    keep_next or_default, outline, source,
});
record!(Kind { name, symbol });

/// The one of some values that a word stands for, the first when it stands for none.
pub(crate) fn word<T: Copy, const N: usize>(
    value: &Value,
    words: &[(&str, T); N],
    faults: &mut Vec<Fault>,
) -> T {
    let written = value.as_str().unwrap_or_default();
    let known = words.iter().find(|(word, _)| *word == written);
    known
        .unwrap_or_else(|| {
            wrong(value, "one of the words that stand here", faults);
            &words[0]
        })
        .1
}

impl Read for Component {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let known = Component::ALL.iter().find(|component| value.as_str() == Some(component.id()));
        known.copied().unwrap_or_else(|| {
            wrong(value, "a component", faults);
            Component::ThanVanBan
        })
    }
}

impl Read for Align {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let words = [
            ("left", Align::Left),
            ("center", Align::Center),
            ("right", Align::Right),
            ("justify", Align::Justify),
        ];
        word(value, &words, faults)
    }
}

impl Read for Color {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        word(value, &[("black", Color::Black), ("red", Color::Red)], faults)
    }
}

impl Read for Case {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        word(value, &[("as_written", Case::AsWritten), ("upper", Case::Upper)], faults)
    }
}

impl Read for ChosenSize {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        match value.as_f64() {
            Some(size) => ChosenSize::Fixed(size),
            None => {
                let words = [("preset", SizeBy::Preset), ("body", SizeBy::Body)];
                ChosenSize::By(word(value, &words, faults))
            }
        }
    }
}

impl Read for [f64; 2] {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        or_wrong(Vec::read(value, faults).try_into().ok(), value, "two numbers", faults)
    }
}

impl<K: Read + Ord, V: Read> Read for OrderedMap<K, V> {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        if !value.is_object() {
            wrong(value, "a table", faults);
        }
        let entries = value.as_object().into_iter().flatten();
        entries
            .map(|(key, value)| (K::read(&Value::String(key.clone()), faults), V::read(value, faults)))
            .collect()
    }
}

/// All standards.
#[expect(clippy::expect_used, reason = "the tables are part of the crate, not input; the tests read them")]
fn standards() -> &'static [Standard] {
    static TABLES: OnceLock<Vec<Standard>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let tables = packed::table("standard.json");
        let tables: Vec<Standard> = read::all(&tables).expect("the standards' tables are well formed");
        for (table, component) in
            tables.iter().flat_map(|table| Component::ALL.iter().map(move |one| (table, one)))
        {
            assert!(table.components.get(component).is_some(), "{} lacks {component:?}", table.id);
        }
        assert!(tables.iter().all(|table| !table.preset.is_empty()), "a standard has at least one preset");
        tables
    })
}

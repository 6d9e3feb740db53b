//! What is observed of a document beside its text: where letters stand, how they look and who says so, sections, drawn lines,
//! tracked changes.

use std::ops::Range;

use proptest::prelude::*;
use thethuc::docx::package::Package;
use thethuc::docx::read::{
    Anchor, Block, Border, Color, DrawnLine, Font, Glyph, Leader, LineDistance, LineKind, MAX_LABEL,
    MAX_LETTERS, MAX_QUOTED, Observed, Origin, Paragraph, ParagraphFormat, ParagraphId, RevisionKind, Run,
    RunFormat, SectionStart, Stroke, Tab, TabKind, Traced, Underline, Vertical, observe,
};
use thethuc::xml::{Document, Element, Node};
use thethuc::{Align, Length, library};

use crate::documents::{files, sample};
use crate::docx::zip::zip;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;

/// A file with these parts beside the main one, each with the role it has for that.
pub(crate) fn package(body: &str, parts: &[(&str, &str, String)]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |at: usize, role: &str, target: &str| {
        format!("<Relationship Id=\"r{at}\" Type=\"{OFFICE}/{role}\" Target=\"{target}\"/>")
    };
    let all: String =
        parts.iter().enumerate().map(|(at, (role, name, _))| relation(at, role, name)).collect();
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>";
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types.as_bytes().to_vec()),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{RELATIONS}\">{}</Relationships>",
                relation(0, "officeDocument", "word/document.xml")
            )
            .into_bytes(),
        ),
        (
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{RELATIONS}\">{all}</Relationships>").into_bytes(),
        ),
        (
            "word/document.xml".to_owned(),
            format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>").into_bytes(),
        ),
    ];
    let others = parts.iter().map(|(_, name, xml)| (format!("word/{name}"), xml.as_bytes().to_vec()));
    files.extend(others);
    zip(&files)
}

fn styles(xml: &str) -> (&'static str, &'static str, String) {
    ("styles", "styles.xml", format!("<w:styles {NAMESPACES}>{xml}</w:styles>"))
}

fn read(body: &str, parts: &[(&str, &str, String)]) -> Observed {
    let bytes = package(body, parts);
    let observed = observe(&bytes).unwrap();
    check(&bytes, &observed);
    observed
}

fn text_of(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| if let Glyph::Letter { letter, .. } = glyph { *letter } else { '\n' }).collect()
}

/// The elements of a part in document order: their names, and the character data right inside them.
fn elements(xml: &[u8]) -> Vec<(String, String)> {
    fn step(element: &Element<'_>, into: &mut Vec<(String, String)>) {
        let at = into.len();
        into.push((element.local_name().to_owned(), String::new()));
        for child in &element.children {
            match child {
                Node::Element(child) => step(child, into),
                Node::Text(raw) => into[at].1.push_str(&thethuc::xml::unescape(raw)),
                Node::CData(raw) => into[at].1.push_str(raw),
                _ => {}
            }
        }
    }
    let mut all = Vec::new();
    step(&Document::parse(xml).unwrap().root, &mut all);
    all
}

/// All paragraphs, wherever they stand.
fn everything(observed: &Observed) -> Vec<&Paragraph> {
    let mut all = observed.paragraphs();
    all.extend(&observed.boxes);
    all.extend(&observed.edges);
    all.extend(observed.page_edges.iter().flat_map(|edge| &edge.paragraphs));
    all.extend(observed.notes.iter().flat_map(|note| &note.paragraphs));
    all
}

/// What an anchor points at.
fn at(anchor: &Anchor, parts: &[Vec<(String, String)>]) -> String {
    let (_, text) = &parts[anchor.part.index()][anchor.element as usize];
    let range = anchor.range.start as usize..anchor.range.end as usize;
    assert!(range.end <= text.chars().count(), "{anchor:?} in {text:?}");
    text.chars().skip(range.start).take(range.len()).collect()
}

/// Each glyph is in one run, each anchor in its element, each paragraph at its number, each block in one section.
fn check(bytes: &[u8], observed: &Observed) {
    let package = Package::open(bytes).unwrap();
    let parts: Vec<_> =
        observed.parts.iter().map(|name| elements(&package.read(name).unwrap().unwrap())).collect();
    for (number, paragraph) in observed.paragraphs().into_iter().enumerate() {
        assert_eq!(paragraph.number.0 as usize, number);
        assert_eq!(observed.part(paragraph.part), observed.parts[0]);
    }
    for paragraph in everything(observed) {
        assert_eq!(parts[paragraph.part.index()][paragraph.element as usize].0, "p");
        let mut next = 0;
        for run in &paragraph.runs {
            assert_eq!(run.range.start, next, "{paragraph:?}");
            assert!(run.range.end > next);
            assert_eq!(run.anchor.part, paragraph.part);
            next = run.range.end;
            let (name, _) = &parts[run.anchor.part.index()][run.anchor.element as usize];
            let _ = at(&run.anchor, &parts);
            if run.anchor.range.is_empty() {
                assert_eq!(run.range.len(), 1, "{name}");
                assert_ne!(name, "t");
            }
        }
        assert_eq!(next, paragraph.glyphs.len());
    }
    let mut end = 0;
    for section in &observed.sections {
        assert_eq!(section.blocks.start, end);
        end = section.blocks.end;
    }
    assert_eq!(end, observed.blocks.len());
    let known = |id: Option<ParagraphId>, any: bool| id.is_some() || !any;
    let any = !observed.paragraphs().is_empty();
    assert!(observed.lines.iter().all(|line| line.part.index() > 0 || known(line.paragraph, any)));
}

/// A text as it is shown: one blank for any white space, capitals where the look says so.
fn shown(text: &str, format: &RunFormat<'_>) -> String {
    let text = if format.capitals.value { text.to_uppercase() } else { text.to_owned() };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_text_at_an_anchor_is_the_text_of_the_run_in_every_sample() {
    let (mut runs, mut letters) = (0, 0);
    for id in library::ids() {
        for sample in library::get(id).unwrap().samples() {
            for bytes in files(id, &sample.values, true) {
                let observed = observe(&bytes).unwrap();
                check(&bytes, &observed);
                let package = Package::open(&bytes).unwrap();
                let parts: Vec<_> = observed
                    .parts
                    .iter()
                    .map(|name| elements(&package.read(name).unwrap().unwrap()))
                    .collect();
                for paragraph in everything(&observed) {
                    for run in paragraph.runs.iter().filter(|run| !run.anchor.range.is_empty()) {
                        let format = observed.formats.run(run.format);
                        let text = text_of(&paragraph.glyphs[run.range.clone()]);
                        assert_eq!(shown(&at(&run.anchor, &parts), &format), text.trim(), "{id}");
                        // Glyph by glyph it is the same.
                        for one in run.range.clone() {
                            let anchors = paragraph.anchors(&(one..one + 1));
                            let [anchor] = anchors.as_slice() else { panic!("{anchors:?}") };
                            let letter = text_of(&paragraph.glyphs[one..=one]);
                            assert_eq!(shown(&at(anchor, &parts), &format), letter.trim(), "{id}");
                            letters += 1;
                        }
                        runs += 1;
                    }
                }
                let (looks, formats) = observed.formats.counts();
                assert!(looks < 60 && formats < 120, "{id}: {looks} {formats}");
            }
        }
    }
    assert!(runs > 5_000 && letters > 100_000, "{runs} {letters}");
}

/// The glyphs of runs, and what they are anchored at: the name of the element and the characters.
fn anchored(observed: &Observed, paragraph: &Paragraph, bytes: &[u8]) -> Vec<(String, String)> {
    let package = Package::open(bytes).unwrap();
    let parts: Vec<_> =
        observed.parts.iter().map(|name| elements(&package.read(name).unwrap().unwrap())).collect();
    let each = paragraph.runs.iter().map(|run| {
        let (name, _) = &parts[run.anchor.part.index()][run.anchor.element as usize];
        let text = at(&run.anchor, &parts);
        let text = if text.is_empty() { format!("<{name}>") } else { text };
        (text_of(&paragraph.glyphs[run.range.clone()]), text)
    });
    each.collect()
}

/// The runs of the paragraphs of a body, each run as `glyphs=characters`.
fn runs(body: &str) -> Vec<Vec<String>> {
    let bytes = package(body, &[]);
    let observed = observe(&bytes).unwrap();
    check(&bytes, &observed);
    let each = observed.paragraphs().into_iter().chain(&observed.boxes).map(|paragraph| {
        let runs = anchored(&observed, paragraph, &bytes);
        runs.into_iter().map(|(glyphs, text)| format!("{glyphs}={text}")).collect()
    });
    each.collect()
}

#[test]
fn anchors_survive_white_space() {
    let body = r#"<w:p><w:r><w:t>  Số:   12 </w:t><w:t> /KH</w:t><w:tab/><w:t>a</w:t><w:br/><w:t> b </w:t></w:r></w:p>"#;
    assert_eq!(runs(body), [["Số: 12 =Số:   12 ", "/KH=/KH", " =<tab>", "a=a", "\n=<br>", "b=b"]]);
    let bytes = package(body, &[]);
    let observed = observe(&bytes).unwrap();
    let paragraph = observed.paragraphs()[0].clone();
    let ranges = |range: Range<usize>| {
        paragraph.anchors(&range).into_iter().map(|anchor| anchor.range).collect::<Vec<_>>()
    };
    // "12" stands after two blanks that stand for one.
    assert_eq!(text_of(&paragraph.glyphs[4..6]), "12");
    assert_eq!(ranges(4..6), vec![8..10]);
    assert_eq!(ranges(3..4), vec![5..8]);
    assert_eq!(ranges(5..9), [9..11, 1..3]);
    assert_eq!(ranges(10..11), vec![0..0]);
    assert_eq!(ranges(2..2), Vec::<Range<u32>>::new());
}

#[test]
fn anchors_survive_fields_controls_links_and_pieces_of_text() {
    let body = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF So </w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>bảy</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
        <w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:r><w:t>A&amp;<!-- c -->B<![CDATA[<C]]></w:t></w:r></w:sdtContent></w:sdt>
        <w:hyperlink w:anchor="z"><w:r><w:t>xem</w:t></w:r></w:hyperlink>
        <w:fldSimple w:instr="DATE"><w:r><w:t>hôm nay</w:t></w:r></w:fldSimple>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:noBreakHyphen/><w:sym w:char="F0B7"/></w:r>
        <m:oMath><m:r><m:t> x+1 </m:t></m:r></m:oMath></w:p>"#;
    assert_eq!(
        runs(body),
        [["bảy=bảy", "A&B<C=A&B<C", "xem=xem", "hôm nay=hôm nay", "-=<noBreakHyphen>", "•=<sym>", "x+1=x+1"]]
    );
}

#[test]
fn anchors_survive_capitals_and_deleted_ends_and_text_boxes() {
    let body = r#"<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr><w:r><w:t>Một </w:t></w:r><w:del w:id="2"><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>
        <w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Điều ß x</w:t></w:r></w:p>
        <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>trong hộp</w:t></w:r></w:p></w:txbxContent></mc:Choice>
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>trong hộp</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>sau hộp</w:t></w:r></w:p>"#;
    assert_eq!(
        runs(body),
        [
            vec!["Một =Một ", "ĐIỀU =Điều ", "SS=ß", " X= x"],
            vec!["sau hộp=sau hộp"],
            vec!["trong hộp=trong hộp"]
        ]
    );
}

#[test]
fn anchors_survive_letters_of_old_fonts_and_composed_letters() {
    let run = |font: &str, text: &str| {
        format!(r#"<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t>{text}</w:t></w:r>"#)
    };
    let body = [
        format!("<w:p>{}{}</w:p>", run(".VnTime", "Céng hßa"), run(".VnTimeH", " x· héi")),
        format!("<w:p>{}{}</w:p>", run("VNI-Times", "Coäng hoøa "), run("VNI-Times", "xaõ hoäi")),
        format!("<w:p>{}</w:p>", run("Arial", "Bo\u{323}\u{302} Tu\u{31B} pha\u{301}p")),
    ];
    assert_eq!(
        runs(&body.concat()),
        [
            vec!["Cộng hòa=Céng hßa", " XÃ HỘI= x· héi"],
            vec!["Cộng hòa =Coäng hoøa ", "xã hội=xaõ hoäi"],
            vec!["Bộ Tư pháp=Bo\u{323}\u{302} Tu\u{31B} pha\u{301}p"],
        ]
    );
    let observed = read(&body.concat(), &[]);
    let paragraphs = observed.paragraphs();
    // The letter with its mark is two characters, and what follows it is found all the same.
    assert_eq!(paragraphs[1].anchors(&(1..2))[0].range, 1..3);
    assert_eq!(paragraphs[1].anchors(&(5..8))[0].range, 6..10);
    assert_eq!(paragraphs[1].anchors(&(10..11))[0].range, 1..3);
    assert_eq!(paragraphs[2].anchors(&(1..2))[0].range, 1..4);
    assert_eq!(paragraphs[2].anchors(&(3..5))[0].range, 5..8);
}

/// The look of the first letter.
fn look(observed: &Observed, paragraph: usize) -> RunFormat<'_> {
    observed.formats.run(observed.paragraphs()[paragraph].runs[0].format)
}

fn format(observed: &Observed, paragraph: usize) -> ParagraphFormat<'_> {
    observed.formats.paragraph(observed.paragraphs()[paragraph].format)
}

fn traced<T>(value: T, origin: Origin) -> Traced<T> {
    Traced { value, origin }
}

fn theme() -> (&'static str, &'static str, String) {
    let xml = format!(
        r#"<a:theme {NAMESPACES}><a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme>
        <a:fontScheme name="x"><a:majorFont><a:latin typeface="Calibri Light"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Viet" typeface="Times New Roman"/></a:majorFont>
        <a:minorFont><a:latin typeface="Calibri"/><a:ea typeface="MS Mincho"/><a:cs typeface="Angsana New"/></a:minorFont></a:fontScheme>
        <a:fmtScheme name="x"><a:ln><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></a:fmtScheme></a:themeElements></a:theme>"#
    );
    ("theme", "theme/theme1.xml", xml)
}

#[test]
fn each_property_of_letters_tells_who_says_it() {
    let sheet = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Arial" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="majorEastAsia" w:eastAsia="SimSun" w:cstheme="minorBidi"/><w:sz w:val="22"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:rPr><w:sz w:val="28"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="B"><w:name w:val="Body"/><w:basedOn w:val="N"/><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/><w:i/><w:u w:val="double"/></w:rPr></w:style>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:t>kiểu</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:rPr><w:rStyle w:val="S"/></w:rPr><w:t>mạnh</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:rPr><w:rStyle w:val="S"/><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b/><w:i w:val="0"/><w:strike/><w:dstrike/><w:caps/><w:smallCaps/><w:color w:themeColor="accent1"/><w:spacing w:val="-4"/><w:w w:val="90"/><w:sz w:val="13.5pt"/><w:highlight w:val="yellow"/><w:u w:val="none"/><w:vertAlign w:val="superscript"/><w:lang w:val="en-US"/></w:rPr><w:t>chữ</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="missing"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Arial" w:asciiTheme="majorHAnsi" w:hAnsi="Arial"/><w:color w:val="auto"/></w:rPr><w:t>đề</w:t></w:r></w:p>
        <w:p><w:r><w:rPr><w:rFonts w:ascii="Arial" w:asciiTheme="majorBidi"/><w:color w:val="2F5496" w:themeColor="accent1" w:themeShade="BF"/><w:vanish w:val="false"/></w:rPr><w:t>a</w:t></w:r></w:p>"#;
    let observed = read(body, &[styles(sheet), theme()]);
    let font = |name, of_theme, origin| traced(Font { name, of_theme }, origin);

    let plain = look(&observed, 0);
    assert_eq!(plain.font, font("Calibri", true, Origin::Defaults));
    assert_eq!(plain.high_font, font("Calibri", true, Origin::Defaults));
    // A theme without a font of that kind leaves the named one.
    assert_eq!(plain.east_asian_font, font("SimSun", false, Origin::Defaults));
    assert_eq!(plain.complex_font, font("Angsana New", true, Origin::Defaults));
    assert_eq!(plain.size, traced(Length::pt(14.0), Origin::ParagraphStyle));
    assert_eq!(plain.bold, traced(true, Origin::ParagraphStyle));
    assert_eq!(plain.italic, traced(false, Origin::Unsaid));
    assert_eq!(plain.color, traced(Color::Rgb(0xFF_0000), Origin::ParagraphStyle));
    assert_eq!(plain.language, traced("vi-VN", Origin::Defaults));
    assert_eq!(plain.scale, traced(100, Origin::Unsaid));
    assert_eq!(plain.highlight, traced("", Origin::Unsaid));

    // Bold in a style of letters turns over that of the paragraph's style, in the format as in Word.
    let strong = look(&observed, 1);
    assert_eq!(strong.bold, traced(false, Origin::CharacterStyle));
    assert_eq!(strong.italic, traced(true, Origin::CharacterStyle));
    assert_eq!(strong.underline, traced(Underline::Double, Origin::CharacterStyle));

    let direct = look(&observed, 2);
    assert_eq!(direct.font, font("Times New Roman", false, Origin::Direct));
    assert_eq!(direct.high_font, font("Times New Roman", false, Origin::Direct));
    assert_eq!(direct.bold, traced(true, Origin::Direct));
    assert_eq!(direct.italic, traced(false, Origin::Direct));
    assert_eq!(direct.strike, traced(true, Origin::Direct));
    assert_eq!(direct.double_strike, traced(true, Origin::Direct));
    assert_eq!(direct.capitals, traced(true, Origin::Direct));
    assert_eq!(direct.small_capitals, traced(true, Origin::Direct));
    assert_eq!(direct.color, traced(Color::Rgb(0x44_72C4), Origin::Direct));
    assert_eq!(direct.spacing, traced(Length::from_twips(-4), Origin::Direct));
    assert_eq!(direct.scale, traced(90, Origin::Direct));
    assert_eq!(direct.size, traced(Length::pt(13.5), Origin::Direct));
    assert_eq!(direct.highlight, traced("yellow", Origin::Direct));
    assert_eq!(direct.underline, traced(Underline::None, Origin::Direct));
    assert_eq!(direct.vertical, traced(Vertical::Superscript, Origin::Direct));
    assert_eq!(direct.language, traced("en-US", Origin::Direct));
    assert_eq!(direct.hidden, traced(false, Origin::Unsaid));

    // A font of the theme beats the one named beside it; a style that is not there is the usual one.
    let themed = look(&observed, 3);
    assert_eq!(themed.font, font("Calibri Light", true, Origin::Direct));
    assert_eq!(themed.high_font, font("Arial", false, Origin::Direct));
    assert_eq!(themed.color, traced(Color::Automatic, Origin::Direct));
    assert_eq!(themed.size, traced(Length::pt(14.0), Origin::ParagraphStyle));
    let shaded = look(&observed, 4);
    assert_eq!(shaded.font, font("Arial", false, Origin::Direct));
    assert_eq!(shaded.color, traced(Color::Rgb(0x2F_5496), Origin::Direct));
    assert_eq!(shaded.hidden, traced(false, Origin::Direct));

    let bare = read("<w:p><w:r><w:t>a</w:t></w:r></w:p>", &[]);
    assert_eq!(look(&bare, 0).font, font("Times New Roman", false, Origin::Unsaid));
    assert_eq!(look(&bare, 0).size, traced(Length::pt(10.0), Origin::Unsaid));
}

#[test]
fn each_property_of_paragraphs_tells_who_says_it() {
    let sheet = r#"<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:pPr><w:spacing w:before="60"/><w:tabs><w:tab w:val="left" w:pos="900"/><w:tab w:val="right" w:pos="100" w:leader="dot"/></w:tabs></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="L"><w:name w:val="Listed"/><w:basedOn w:val="N"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="I"><w:name w:val="Indented"/><w:basedOn w:val="L"/><w:pPr><w:ind w:left="50"/></w:pPr></w:style>"#;
    let numbering = format!(
        r#"<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2)"/><w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    );
    let body = r#"<w:p><w:pPr><w:jc w:val="both"/><w:ind w:left="10" w:right="1cm" w:firstLine="567" w:hanging="20"/><w:spacing w:before="120" w:line="340" w:lineRule="exact" w:afterAutospacing="1"/><w:contextualSpacing/><w:keepNext/><w:keepLines/><w:widowControl w:val="0"/><w:pageBreakBefore/><w:tabs><w:tab w:val="clear" w:pos="900"/><w:tab w:val="center" w:pos="4500" w:leader="underscore"/></w:tabs><w:pBdr><w:top w:val="single" w:sz="6" w:space="1"/><w:left w:val="nil" w:sz="6"/><w:bottom w:val="thinThickSmallGap" w:sz="12"/></w:pBdr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="L"/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="I"/></w:pPr><w:r><w:t>c</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="I"/><w:numPr><w:ilvl w:val="1"/></w:numPr><w:spacing w:line="20pt" w:lineRule="atLeast"/></w:pPr><w:r><w:t>d</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>e</w:t></w:r></w:p>"#;
    let observed = read(body, &[styles(sheet), ("numbering", "numbering.xml", numbering)]);
    let length = |twips, origin| traced(Length::from_twips(twips), origin);

    let direct = format(&observed, 0);
    assert_eq!(direct.align, traced(Align::Justify, Origin::Direct));
    assert_eq!(direct.left, length(10, Origin::Direct));
    assert_eq!(direct.right, length(567, Origin::Direct));
    assert_eq!(direct.first_line, length(-20, Origin::Direct));
    assert_eq!(direct.before, length(120, Origin::Direct));
    assert_eq!(direct.after, length(160, Origin::Defaults));
    assert_eq!(direct.after_auto, traced(true, Origin::Direct));
    assert_eq!(direct.before_auto, traced(false, Origin::Unsaid));
    assert_eq!(direct.line, traced(LineDistance::Exactly(Length::pt(17.0)), Origin::Direct));
    assert_eq!(direct.contextual_spacing, traced(true, Origin::Direct));
    assert_eq!(direct.keep_next, traced(true, Origin::Direct));
    assert_eq!(direct.keep_lines, traced(true, Origin::Direct));
    assert_eq!(direct.widow_control, traced(false, Origin::Direct));
    assert_eq!(direct.page_break_before, traced(true, Origin::Direct));
    let border = |stroke, eighths: i32, space: i32| Border {
        stroke,
        weight: Length::pt(f64::from(eighths) / 8.0),
        space: Length::pt(f64::from(space)),
    };
    assert_eq!(direct.top, traced(border(Stroke::Single, 6, 1), Origin::Direct));
    assert_eq!(direct.bottom, traced(border(Stroke::Other, 12, 0), Origin::Direct));
    assert_eq!(direct.left_border, traced(Border::default(), Origin::Direct));
    assert_eq!(direct.right_border, traced(Border::default(), Origin::Unsaid));
    let tab = |at, kind, leader| Tab { at: Length::from_twips(at), kind, leader };
    let tabs = vec![tab(100, TabKind::Right, Leader::Dots), tab(4500, TabKind::Center, Leader::Underscores)];
    assert_eq!(direct.tabs, traced(tabs, Origin::Direct));

    let listed = format(&observed, 1);
    assert_eq!(listed.align, traced(Align::Left, Origin::Unsaid));
    assert_eq!(listed.left, length(720, Origin::Numbering));
    assert_eq!(listed.first_line, length(-360, Origin::Numbering));
    assert_eq!(listed.before, length(60, Origin::ParagraphStyle));
    assert_eq!(listed.line, traced(LineDistance::Multiple(259), Origin::Defaults));
    assert_eq!(listed.outline, traced(Some(2), Origin::ParagraphStyle));
    assert_eq!(listed.list.value.map(|list| (list.id, list.level)), Some(("1", 0)));
    assert_eq!(listed.tabs.value.len(), 2);
    assert_eq!(listed.widow_control, traced(true, Origin::Unsaid));
    // A style that builds on the one with the list says more than the list; the paragraph's own level more than both.
    let indented = format(&observed, 2);
    assert_eq!(indented.left, length(50, Origin::ParagraphStyle));
    assert_eq!(indented.first_line, length(-360, Origin::Numbering));
    let deeper = format(&observed, 3);
    assert_eq!(deeper.left, length(1440, Origin::Numbering));
    assert_eq!(deeper.line, traced(LineDistance::AtLeast(Length::pt(20.0)), Origin::Direct));
    let out = format(&observed, 4);
    assert_eq!(out.left, length(0, Origin::Unsaid));
    assert_eq!(out.list, traced(None, Origin::Direct));
}

#[test]
fn the_style_of_a_table_is_asked_by_where_a_cell_stands() {
    let sheet = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/><w:i/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:rPr><w:sz w:val="30"/></w:rPr></w:style>
        <w:style w:type="table" w:styleId="T0"><w:name w:val="Base"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr></w:style>
        <w:style w:type="table" w:styleId="T"><w:name w:val="Grid"/><w:basedOn w:val="T0"/>
          <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>
          <w:tblStylePr w:type="lastCol"><w:rPr><w:color w:val="0000FF"/></w:rPr></w:tblStylePr>
          <w:tblStylePr w:type="band2Horz"><w:rPr><w:u w:val="single"/></w:rPr></w:tblStylePr></w:style>"#;
    let cell = |text: &str, properties: &str| {
        format!("<w:tc><w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row = |texts: [&str; 2]| format!("<w:tr>{}{}</w:tr>", cell(texts[0], ""), cell(texts[1], ""));
    let body = format!(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:val="0120" w:noHBand="0" w:noVBand="1"/></w:tblPr>{}{}{}<w:tr>{}</w:tr></w:tbl><w:p><w:r><w:t>sau</w:t></w:r></w:p>"#,
        row(["a", "b"]),
        row(["c", "d"]),
        row(["e", "f"]),
        cell("g", r#"<w:pStyle w:val="P"/>"#),
    );
    let observed = read(&body, &[styles(sheet)]);
    let head = look(&observed, 0);
    assert_eq!(head.bold, traced(true, Origin::TableStyle));
    assert_eq!(head.size, traced(Length::pt(10.0), Origin::TableStyle));
    assert_eq!(head.color.origin, Origin::Unsaid);
    assert_eq!(head.italic, traced(true, Origin::Defaults));
    assert_eq!(format(&observed, 0).align, traced(Align::Center, Origin::TableStyle));
    assert_eq!(look(&observed, 1).color, traced(Color::Rgb(0xFF), Origin::TableStyle));
    assert_eq!(look(&observed, 2).bold.origin, Origin::Unsaid);
    let underlined = |paragraph| look(&observed, paragraph).underline.value == Underline::Single;
    assert_eq!([2, 3, 4, 5, 6].map(underlined), [false, false, true, true, false]);
    assert_eq!(look(&observed, 6).size, traced(Length::pt(15.0), Origin::ParagraphStyle));
    assert_eq!(look(&observed, 7).size, traced(Length::pt(12.0), Origin::Defaults));
    // What is read of the letters themselves asks no table.
    assert!(matches!(observed.paragraphs()[0].glyphs[0], Glyph::Letter { bold: false, .. }));
}

#[test]
fn equal_formats_are_one() {
    let run = |size: u32| format!(r#"<w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>a</w:t></w:r>"#);
    let body: String = (0..1_000).map(|at| format!("<w:p>{}{}</w:p>", run(20 + at % 3), run(26))).collect();
    let observed = read(&body, &[]);
    // Those of the letters, and that of the marks at the ends.
    assert_eq!(observed.formats.counts(), (5, 1));
    let formats: Vec<_> = observed.paragraphs().iter().map(|paragraph| paragraph.runs[1].format).collect();
    assert!(formats.iter().all(|format| *format == formats[0]));
}

#[test]
fn sections_take_headers_from_those_before_them() {
    let edge = |role: &'static str, name: &'static str, xml: &str| {
        let root = if role == "header" { "hdr" } else { "ftr" };
        (role, name, format!("<w:{root} {NAMESPACES}>{xml}</w:{root}>"))
    };
    let number = r#"<w:p><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>2</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    let parts = [
        edge("header", "header1.xml", number),
        edge("header", "header2.xml", "<w:p><w:r><w:t>chẵn</w:t></w:r></w:p><w:p/>"),
        edge("footer", "footer1.xml", r#"<w:p><w:fldSimple w:instr="PAGE"/></w:p>"#),
        ("settings", "settings.xml", format!("<w:settings {NAMESPACES}><w:evenAndOddHeaders/></w:settings>")),
    ];
    let body = r#"<w:p><w:r><w:t>một</w:t></w:r></w:p>
        <w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="r0"/><w:footerReference w:type="first" r:id="r2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="850" w:header="567" w:footer="568" w:gutter="0"/><w:pgBorders><w:top w:val="single"/></w:pgBorders><w:titlePg/></w:sectPr></w:pPr></w:p>
        <w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>
        <w:p><w:pPr><w:sectPr><w:type w:val="continuous"/><w:headerReference w:type="even" r:id="r1"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:cols w:num="2" w:space="720"/><w:pgNumType w:start="3" w:fmt="lowerRoman"/></w:sectPr></w:pPr></w:p>
        <w:p/><w:sectPr><w:headerReference w:type="default" r:id="r9"/><w:titlePg w:val="0"/></w:sectPr>"#;
    let observed = read(body, &parts);
    let [first, second, third] = observed.sections.as_slice() else { panic!("{:?}", observed.sections) };
    assert_eq!([&first.blocks, &second.blocks, &third.blocks], [&(0..2), &(2..4), &(4..5)]);
    assert_eq!((first.headers.default, first.headers.even, first.footers.first), (Some(0), None, Some(2)));
    assert_eq!(
        (second.headers.default, second.headers.even, second.footers.first),
        (Some(0), Some(1), Some(2))
    );
    assert_eq!(third.headers, second.headers);
    assert_eq!(first.width, Some(Length::from_twips(11_906)));
    assert_eq!(first.margins.footer, Some(Length::from_twips(568)));
    assert_eq!([first.title_page, second.title_page, third.title_page], [true, false, false]);
    assert_eq!((first.start, second.start), (SectionStart::NextPage, SectionStart::Continuous));
    assert!(second.is_landscape && !first.is_landscape);
    assert_eq!((second.columns, second.column_gap), (2, Some(Length::from_twips(720))));
    assert_eq!((second.first_page, second.page_format.as_str()), (Some(3), "lowerRoman"));
    assert_eq!((third.width, third.columns), (None, 1));
    assert!(observed.even_and_odd);

    let edges: Vec<_> = observed
        .page_edges
        .iter()
        .map(|edge| (observed.part(edge.part), edge.is_footer, edge.paragraphs.len()))
        .collect();
    assert_eq!(
        edges,
        [("word/header1.xml", false, 1), ("word/header2.xml", false, 2), ("word/footer1.xml", true, 1)]
    );
    let page_number = observed.page_edges[0].paragraphs[0].page_number.unwrap();
    assert_eq!(observed.formats.run(page_number).size, traced(Length::pt(13.0), Origin::Direct));
    assert!(observed.page_edges[2].paragraphs[0].page_number.is_some());
    assert!(observed.page_edges[1].paragraphs[0].page_number.is_none());
    let numbers: Vec<u32> = everything(&observed).iter().map(|paragraph| paragraph.number.0).collect();
    assert_eq!(numbers[..5], [0, 1, 2, 3, 4]);
    let texts: Vec<String> = observed.edges.iter().map(Paragraph::text).collect();
    assert_eq!(texts, ["chẵn"]);
}

/// Kind, paragraph, length and weight of the lines.
fn drawn(observed: &Observed) -> Vec<(LineKind, u32, Option<i32>, Option<i32>)> {
    let each = observed.lines.iter().map(|line: &DrawnLine| {
        let paragraph = line.paragraph.unwrap().0;
        (line.kind, paragraph, line.length.map(Length::twips), line.weight.map(Length::twips))
    });
    each.collect()
}

#[test]
fn borders_of_paragraphs_are_lines_as_long_as_the_text_is_wide() {
    let bordered = |sides: &str, more: &str| {
        format!("<w:p><w:pPr><w:pBdr>{sides}</w:pBdr>{more}</w:pPr><w:r><w:t>a</w:t></w:r></w:p>")
    };
    let top = r#"<w:top w:val="single" w:sz="6"/>"#;
    let bottom = r#"<w:bottom w:val="double" w:sz="4"/>"#;
    let left = r#"<w:left w:val="single" w:sz="4"/>"#;
    let body = [
        bordered(top, r#"<w:ind w:left="1000" w:right="500"/>"#),
        bordered(bottom, ""),
        // Two with the same borders have one around both; one with sides is a box.
        bordered(bottom, ""),
        bordered(&format!("{top}{left}{bottom}"), ""),
        bordered(r#"<w:top w:val="none" w:sz="6"/>"#, ""),
        r#"<w:tbl><w:tblPr><w:tblCellMar><w:left w:w="0"/><w:right w:w="0"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:tc><w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="8"/></w:pBdr><w:ind w:left="1000"/></w:pPr></w:p></w:tc></w:tr></w:tbl>"#.to_owned(),
        r#"<w:sectPr><w:pgSz w:w="11906"/><w:pgMar w:left="1700" w:right="906"/></w:sectPr>"#.to_owned(),
    ];
    let observed = read(&body.concat(), &[]);
    assert_eq!(
        drawn(&observed),
        [
            (LineKind::Above, 0, Some(7_800), Some(15)),
            (LineKind::Below, 2, Some(9_300), Some(10)),
            (LineKind::Above, 5, Some(2_000), Some(20)),
        ]
    );
}

#[test]
fn borders_of_cells_without_sides_are_lines() {
    let cell = |properties: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:p><w:r><w:t>{text}2</w:t></w:r></w:p></w:tc>"
        )
    };
    let bottom = r#"<w:tcBorders><w:bottom w:val="single" w:sz="8"/></w:tcBorders>"#;
    let sides =
        r#"<w:tcBorders><w:bottom w:val="single" w:sz="8"/><w:left w:val="single" w:sz="8"/></w:tcBorders>"#;
    let loose = format!(
        r#"<w:tbl><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="2000"/></w:tblGrid><w:tr>{}{}</w:tr></w:tbl>"#,
        cell(bottom, "a"),
        cell(sides, "b"),
    );
    let sheet = r#"<w:style w:type="table" w:styleId="G"><w:name w:val="G"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr></w:style>"#;
    let grid =
        format!(r#"<w:tbl><w:tblPr><w:tblStyle w:val="G"/></w:tblPr><w:tr>{}</w:tr></w:tbl>"#, cell("", "c"));
    let topped = format!(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="G"/><w:tblBorders><w:left w:val="nil"/><w:right w:val="nil"/><w:bottom w:val="nil"/></w:tblBorders></w:tblPr><w:tr>{}</w:tr></w:tbl>"#,
        cell(r#"<w:tcW w:w="1234" w:type="dxa"/>"#, "d")
    );
    let observed = read(&format!("{loose}{grid}{topped}"), &[styles(sheet)]);
    assert_eq!(
        drawn(&observed),
        [(LineKind::BelowCell, 1, Some(3_000), Some(20)), (LineKind::AboveCell, 6, Some(1_234), Some(10)),]
    );
}

#[test]
fn drawings_that_are_lines_are_lines() {
    let shape = |name: &str, kind: &str, size: (u32, u32), outline: &str| {
        format!(
            r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="{0}" cy="{1}"/><a:graphic><a:graphicData><wps:{name}><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{0}" cy="{1}"/></a:xfrm><a:prstGeom prst="{kind}"/>{outline}</wps:spPr></wps:{name}></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:line from="0,0" to="9pt,0"/></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"#,
            size.0, size.1
        )
    };
    let vml = |xml: &str| format!("<w:p><w:r><w:pict>{xml}</w:pict></w:r></w:p>");
    let thick = r#"<a:ln w="9525"><a:solidFill/></a:ln>"#;
    let body = [
        shape("cxnSp", "straightConnector1", (1_270_000, 0), thick),
        shape("wsp", "line", (635_000, 6_350), ""),
        shape("wsp", "line", (635_000, 0), "<a:ln><a:noFill/></a:ln>"),
        shape("wsp", "rect", (635_000, 635_000), thick),
        shape("wsp", "rect", (635_000, 12_700), "<a:ln><a:noFill/></a:ln>"),
        shape("cxnSp", "bentConnector3", (635_000, 635_000), thick),
        vml(r##"<v:line from="10pt,5pt" to="110pt,5pt" strokeweight=".75pt"/>"##),
        vml(r##"<v:line from="0,0" to="40,0" stroked="f"/>"##),
        vml(
            r##"<v:shape type="#_x0000_t32" style="position:absolute; width:2in ;height:0" strokeweight="1pt"/>"##,
        ),
        vml(r##"<v:shape type="#_x0000_t202" style="width:2in;height:0"/>"##),
        vml(r##"<v:rect style="width:0;height:1.5pt" o:hr="t"/>"##),
        vml(r##"<v:group><v:line from="0,0" to="4000,0"/></v:group>"##),
        vml(r##"<v:line from="x" to="40,0"/>"##),
    ];
    let observed = read(&body.concat(), &[]);
    assert_eq!(
        drawn(&observed),
        [
            (LineKind::Drawing, 0, Some(2_000), Some(15)),
            (LineKind::Drawing, 1, Some(1_000), None),
            (LineKind::Drawing, 4, Some(1_000), None),
            (LineKind::Drawing, 6, Some(2_000), Some(15)),
            (LineKind::Drawing, 8, Some(2_880), Some(20)),
            (LineKind::Drawing, 10, None, None),
            (LineKind::Drawing, 11, None, None),
        ]
    );
    assert_eq!(observed.lines[1].height, Length::from_twips(10));
}

#[test]
fn typed_lines_are_lines() {
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr>{text}</w:r>");
    let stops = r#"<w:pPr><w:tabs><w:tab w:val="left" w:pos="1000"/><w:tab w:val="left" w:pos="4000" w:leader="underscore"/></w:tabs></w:pPr>"#;
    let body = [
        format!("<w:p>{}</w:p>", run("", "<w:t>TRÍCH YẾU</w:t><w:br/><w:t>-----</w:t><w:t>---</w:t>")),
        format!("<w:p>{}</w:p>", run("", "<w:t>  ___ ___ </w:t>")),
        format!("<w:p>{}</w:p>", run("", "<w:t>--</w:t>")),
        format!("<w:p>{}</w:p>", run("", "<w:t>Số: ____/KH</w:t>")),
        format!("<w:p>{}</w:p>", run(r#"<w:u w:val="single"/>"#, "<w:tab/><w:tab/>")),
        format!("<w:p>{}</w:p>", run(r#"<w:u w:val="single"/>"#, r#"<w:t xml:space="preserve">    </w:t>"#)),
        format!("<w:p>{}</w:p>", run("", r#"<w:t xml:space="preserve">    </w:t><w:tab/>"#)),
        format!("<w:p>{stops}{}</w:p>", run("", "<w:tab/><w:tab/>")),
        format!("<w:p>{stops}{}</w:p>", run("", "<w:tab/>")),
        format!("<w:p>{}</w:p>", run("", "<w:t>– — ―</w:t>")),
    ];
    let observed = read(&body.concat(), &[]);
    assert_eq!(
        drawn(&observed),
        [
            (LineKind::Signs, 0, None, None),
            (LineKind::Signs, 1, None, None),
            (LineKind::Underlined, 4, None, None),
            (LineKind::Underlined, 5, None, None),
            (LineKind::Leader, 7, Some(3_000), None),
            (LineKind::Signs, 9, None, None),
        ]
    );
    let range = observed.lines[0].range.clone();
    assert_eq!(text_of(&observed.paragraphs()[0].glyphs[range]), "--------");
}

#[test]
fn the_rules_of_a_letterhead_are_seen() {
    let id = "ke-hoach-nam";
    let observed = observe(&files(id, &sample(id), false)[0]).unwrap();
    let paragraphs = observed.paragraphs();
    let Block::Table(letterhead) = &observed.blocks[0] else { panic!("no letterhead") };
    let inside =
        letterhead.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.blocks.len()).sum::<usize>();
    let rules: Vec<_> = observed.lines.iter().filter(|line| line.kind == LineKind::Above).collect();
    // Below the issuing agency, below the motto, below the abstract, above the appendix.
    assert_eq!(rules.len(), 4, "{rules:?}");
    for rule in &rules {
        let paragraph = paragraphs[rule.paragraph.unwrap().0 as usize];
        assert!(paragraph.is_blank());
        assert!(
            rule.length.unwrap() > Length::mm(10.0) && rule.length.unwrap() < Length::mm(90.0),
            "{rule:?}"
        );
        assert!(rule.weight.unwrap() > Length::ZERO);
    }
    assert_eq!(rules.iter().filter(|rule| (rule.paragraph.unwrap().0 as usize) < inside).count(), 2);
}

#[test]
fn revisions_tell_who_did_what_to_which_text() {
    let by = |id: u32| format!(r#"w:id="{id}" w:author="Lan" w:date="2026-01-0{id}T08:00:00Z""#);
    let body = [
        format!(
            r#"<w:p><w:r><w:t>Một </w:t></w:r><w:ins {}><w:r><w:t>hai</w:t></w:r></w:ins><w:del {}><w:r><w:delText>ba</w:delText><w:tab/></w:r></w:del></w:p>"#,
            by(1),
            by(2)
        ),
        format!(
            r#"<w:p><w:pPr><w:rPr><w:ins {}/></w:rPr></w:pPr><w:moveFrom {}><w:r><w:t>đi</w:t></w:r></w:moveFrom></w:p>"#,
            by(3),
            by(4)
        ),
        format!(r#"<w:p><w:pPr><w:rPr><w:del {}/></w:rPr></w:pPr><w:r><w:t>nối</w:t></w:r></w:p>"#, by(5)),
        format!(
            r#"<w:p><w:moveTo {}><w:r><w:t>đi</w:t></w:r></w:moveTo><w:r><w:rPr><w:b/><w:rPrChange {}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>đậm</w:t></w:r></w:p>"#,
            by(6),
            by(7)
        ),
        format!(
            r#"<w:tbl><w:tr><w:trPr><w:del {}/></w:trPr><w:tc><w:p><w:r><w:t>mất</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:ins {}/></w:trPr><w:tc><w:p><w:pPr><w:pPrChange w:id="10" w:author="Lan"><w:pPr/></w:pPrChange></w:pPr></w:p></w:tc></w:tr></w:tbl>"#,
            by(8),
            by(9)
        ),
    ];
    let observed = read(&body.concat(), &[]);
    let texts: Vec<String> = observed.paragraphs().into_iter().map(Paragraph::text).collect();
    assert_eq!(texts, ["Một hai", "", "nốiđiđậm", ""]);
    let seen: Vec<_> = observed
        .revisions
        .iter()
        .map(|revision| (revision.kind, revision.text.as_str(), revision.paragraph.unwrap().0))
        .collect();
    assert_eq!(
        seen,
        [
            (RevisionKind::Insertion, "hai", 0),
            (RevisionKind::Deletion, "ba ", 0),
            (RevisionKind::Insertion, "\n", 1),
            (RevisionKind::MoveFrom, "đi", 1),
            (RevisionKind::Deletion, "\n", 2),
            (RevisionKind::MoveTo, "đi", 2),
            (RevisionKind::Format, "đậm", 2),
            (RevisionKind::Deletion, "", 3),
            (RevisionKind::Insertion, "", 3),
            (RevisionKind::Format, "", 3),
        ]
    );
    assert!(observed.revisions.iter().all(|revision| revision.author == "Lan"));
    assert_eq!(observed.revisions[3].date, "2026-01-04T08:00:00Z");
}

#[test]
fn notes_have_paragraphs_with_anchors() {
    let notes = format!(
        r#"<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>Theo số liệu.</w:t></w:r></w:p></w:footnote></w:footnotes>"#
    );
    let body = r#"<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="2"/></w:r></w:p>"#;
    let observed = read(body, &[("footnotes", "footnotes.xml", notes)]);
    let [note] = observed.notes.as_slice() else { panic!("{:?}", observed.notes) };
    assert_eq!(
        (note.id.as_str(), note.is_endnote, observed.part(note.part)),
        ("2", false, "word/footnotes.xml")
    );
    assert_eq!(note.paragraphs[0].text(), "Theo số liệu.");
    assert_eq!(note.paragraphs[0].number, ParagraphId(1));
    let [letter, mark] = observed.paragraphs()[0].runs.as_slice() else { panic!() };
    let ends = |run: &Run| run.anchor.range.clone();
    assert_eq!((ends(letter), ends(mark)), (0..1, 0..0));
}

/// A document with one of everything.
fn rich() -> [(&'static str, String); 4] {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="B"/><w:rPr><w:del w:id="1" w:author="A"/></w:rPr><w:pBdr><w:top w:val="single" w:sz="6"/></w:pBdr><w:tabs><w:tab w:pos="900" w:leader="underscore"/></w:tabs><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr><w:rStyle w:val="S"/><w:rFonts w:ascii=".VnTime"/><w:caps/></w:rPr><w:t> Céng  hßa </w:t><w:tab/><w:br/></w:r></w:p>
        <w:p><w:ins w:id="2"><w:r><w:rPr><w:rFonts w:ascii="VNI-Times"/><w:u w:val="single"/></w:rPr><w:t>Coäng hoøa</w:t><w:br/><w:t>-----</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/><w:noBreakHyphen/></w:r></w:p>
        <w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:val="01E0"/><w:tblBorders><w:top w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="200"/></w:tblGrid><w:tr><w:trPr><w:ins w:id="3"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:tcBorders><w:bottom w:val="single"/></w:tcBorders></w:tcPr><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:r><w:drawing><wp:inline><wps:wsp><wps:spPr><a:xfrm><a:ext cx="635000" cy="0"/></a:xfrm><a:prstGeom prst="line"/><a:ln w="9525"/></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></wp:inline></w:drawing><w:pict><v:group><v:line from="0,0" to="9,0"/></v:group></w:pict></w:r></w:p>
        <w:p><w:pPr><w:sectPr><w:headerReference w:type="first" r:id="r2"/><w:pgSz w:w="11906" w:h="16838"/><w:cols w:num="3" w:space="7"/></w:sectPr></w:pPr><w:del w:id="4"><w:r><w:delText>bỏ</w:delText></w:r></w:del><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>
        <w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:t>1</w:t></w:r></w:p><w:sectPr/>"#;
    let sheet = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:default="1" w:styleId="N"><w:name w:val="N"/></w:style><w:style w:styleId="B"><w:basedOn w:val="N"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:tabs><w:tab w:pos="5"/></w:tabs></w:pPr></w:style><w:style w:type="character" w:styleId="S"><w:basedOn w:val="S"/><w:rPr><w:b/></w:rPr></w:style><w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:rPr><w:i/></w:rPr></w:tblStylePr><w:tblPr><w:tblStyleRowBandSize w:val="0"/></w:tblPr></w:style>"#;
    let notes = r#"<w:footnote w:id="2"><w:p><w:r><w:t>Chú thích</w:t></w:r></w:p></w:footnote>"#;
    let header = r#"<w:p><w:r><w:t>Đầu trang</w:t></w:r></w:p>"#;
    [
        ("body", body.to_owned()),
        ("styles", format!("<w:styles {NAMESPACES}>{sheet}</w:styles>")),
        ("footnotes", format!("<w:footnotes {NAMESPACES}>{notes}</w:footnotes>")),
        ("header", format!("<w:hdr {NAMESPACES}>{header}</w:hdr>")),
    ]
}

/// Something done to an element that is found by number.
#[derive(Debug, Clone)]
enum Damage {
    Remove,
    Unwrap,
    Double,
    Rename(usize),
    Say(usize, usize),
    Put(usize),
}

const NAMES: &[&str] = &[
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:pPr",
    "w:rPr",
    "w:sectPr",
    "w:txbxContent",
    "w:ins",
    "w:del",
    "w:moveTo",
    "w:tab",
    "w:tabs",
    "w:pBdr",
    "w:rPrChange",
    "w:instrText",
    "w:sdt",
    "wps:wsp",
    "v:line",
    "v:group",
    "w:style",
    "w:footnote",
    "m:oMath",
    "a:ln",
    "w:tblPrEx",
];
const VALUES: &[&str] = &[
    "",
    "-1",
    "0",
    "99999999999999999999",
    "-2147483648",
    "2147483647",
    "1e308",
    "NaN",
    "12pt",
    "auto",
    "first",
    "ẫ",
    "9,9",
    "T",
    "B",
    "4294967295",
];
const ATTRIBUTES: &[&str] = &[
    "w:val",
    "w:w",
    "w:pos",
    "w:sz",
    "w:num",
    "w:space",
    "w:left",
    "w:hanging",
    "w:type",
    "cx",
    "cy",
    "from",
    "to",
    "style",
    "strokeweight",
    "w:id",
    "w:numId",
    "w:line",
    "w:fill",
    "w:h",
    "w:start",
];

fn damage() -> impl Strategy<Value = (usize, Damage)> {
    let what = prop_oneof![
        Just(Damage::Remove),
        Just(Damage::Unwrap),
        Just(Damage::Double),
        (0..NAMES.len()).prop_map(Damage::Rename),
        (0..ATTRIBUTES.len(), 0..VALUES.len()).prop_map(|(name, value)| Damage::Say(name, value)),
        (0..NAMES.len()).prop_map(Damage::Put),
    ];
    (0..400_usize, what)
}

/// Does it to the element of that number below `element`; counts down.
fn spoil(element: &mut Element<'_>, left: &mut usize, damage: &Damage) -> bool {
    for at in 0..element.children.len() {
        let Node::Element(child) = &mut element.children[at] else { continue };
        if *left > 0 {
            *left -= 1;
            if spoil(child, left, damage) {
                return true;
            }
            continue;
        }
        match damage {
            Damage::Remove => drop(element.children.remove(at)),
            Damage::Unwrap => {
                let inside = std::mem::take(&mut child.children);
                element.children.splice(at..=at, inside);
            }
            Damage::Double => {
                let copy = child.clone();
                element.insert(at, copy);
            }
            Damage::Rename(name) => child.rename(NAMES[*name]),
            Damage::Say(name, value) => child.set_attribute(ATTRIBUTES[*name], VALUES[*value]),
            Damage::Put(name) => child.insert(0, Element::new(NAMES[*name])),
        }
        return true;
    }
    false
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_damaged_document_is_observed_without_a_panic(
        which in 0..4_usize,
        harms in proptest::collection::vec(damage(), 1..6),
    ) {
        let mut parts = rich();
        parts[0].1 = format!("<w:body {NAMESPACES}>{}</w:body>", parts[0].1);
        let source = parts[which].1.clone();
        let mut document = Document::parse(source.as_bytes()).unwrap();
        for (mut at, harm) in harms {
            spoil(&mut document.root, &mut at, &harm);
        }
        parts[which].1 = String::from_utf8(document.to_bytes()).unwrap();
        let [(_, body), (_, sheet), (_, notes), (_, header)] = parts;
        let bytes = package(&body, &[
            ("styles", "styles.xml", sheet),
            ("footnotes", "footnotes.xml", notes),
            ("header", "header1.xml", header),
        ]);
        if let Ok(observed) = observe(&bytes) {
            check(&bytes, &observed);
            for paragraph in everything(&observed) {
                let _ = observed.formats.paragraph(paragraph.format);
                for run in &paragraph.runs {
                    let _ = observed.formats.run(run.format);
                    let _ = paragraph.anchors(&run.range);
                }
            }
        }
    }
}

#[test]
fn any_number_of_looks_is_kept_apart() {
    let run = |at: usize| format!(r#"<w:r><w:rPr><w:sz w:val="{at}"/></w:rPr><w:t>a</w:t></w:r>"#);
    let one: String = (0..5_000).map(run).collect();
    let many: String = (0..2_500).map(|at| format!("<w:p>{}</w:p>", run(at * 3))).collect();
    let observed = read(&format!("<w:p>{one}</w:p>{many}"), &[]);
    assert_eq!(observed.paragraphs()[0].runs.len(), 5_000);
    // Those of both, and that of the marks at the ends.
    assert_eq!(observed.formats.counts().0, 5_000 + 833 + 1);
    for (at, paragraph) in observed.paragraphs().iter().skip(1).enumerate() {
        let size = observed.formats.run(paragraph.runs[0].format).size;
        assert_eq!(size.value.half_points(), i32::try_from(at * 3).unwrap());
    }
}

/// What is read of a document, a line each.
pub(crate) fn transcript(observed: &Observed) -> String {
    fn step(blocks: &[Block], depth: usize, lines: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let mut text = paragraph.label.clone();
                    text.push_str(if paragraph.label.is_empty() { "" } else { " " });
                    for glyph in &paragraph.glyphs {
                        match glyph {
                            Glyph::Letter { letter, .. } => text.push(*letter),
                            Glyph::Break => text.push('⏎'),
                            Glyph::Note(note) => text.push_str(&format!("^[{}]", text_of(note))),
                        }
                    }
                    let contents = if paragraph.is_contents { " (contents)" } else { "" };
                    let page = if paragraph.page_break { " (page)" } else { "" };
                    lines.push(format!("{indent}“{text}”{contents}{page}"));
                }
                Block::Table(table) => {
                    for row in &table.rows {
                        lines.push(format!("{indent}row"));
                        for cell in &row.cells {
                            let goes_on = if cell.continues { " goes on" } else { "" };
                            lines.push(format!("{indent}  cell {}{goes_on}", cell.span));
                            step(&cell.blocks, depth + 2, lines);
                        }
                    }
                }
            }
        }
    }
    let mut lines = Vec::new();
    step(&observed.blocks, 0, &mut lines);
    lines.extend(observed.boxes.iter().map(|paragraph| format!("box “{}”", paragraph.text())));
    lines.extend(observed.edges.iter().map(|paragraph| format!("edge “{}”", paragraph.text())));
    let unread = &observed.unread;
    lines.extend(unread.hidden.iter().map(|text| format!("hidden “{text}”")));
    lines.extend(unread.asides.iter().map(|aside| format!("{:?} “{}”", aside.kind, aside.text)));
    for (count, what) in [(unread.pictures, "pictures"), (unread.files, "files")] {
        if count > 0 {
            lines.push(format!("{count} {what}"));
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_glyph_is_read_or_told() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docx/data/said");
    let raised = r#"<w:style w:type="character" w:styleId="Mu"><w:name w:val="Mu"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>"#;
    let mut wrong = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "xml")) {
        let body = std::fs::read_to_string(file).unwrap();
        let list = std::fs::read_to_string(file.with_extension("numbering")).ok();
        let list = list.map(|list| {
            ("numbering", "numbering.xml", format!("<w:numbering {NAMESPACES}>{list}</w:numbering>"))
        });
        let parts: Vec<_> = std::iter::once(styles(raised)).chain(list).collect();
        let observed = read(&body, &parts);
        let found = transcript(&observed.said());
        let expected = file.with_extension("txt");
        if crate::updating() {
            std::fs::write(&expected, &found).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The file with other bytes in a part, or without it.
fn with_part(file: &[u8], name: &str, bytes: Option<&[u8]>) -> Vec<u8> {
    let package = Package::open(file).unwrap();
    let parts = package.parts().iter().filter(|part| part.name != name || bytes.is_some());
    let parts: Vec<(String, Vec<u8>)> = parts
        .map(|part| {
            let own = package.read(&part.name).unwrap().unwrap().into_owned();
            (part.name.clone(), bytes.filter(|_| part.name == name).map_or(own, <[u8]>::to_vec))
        })
        .collect();
    zip(&parts)
}

/// A document with a part of each kind.
fn with_every_part() -> Vec<u8> {
    let list = format!(
        r#"<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    );
    let story = |root: &str, inner: &str| format!("<w:{root} {NAMESPACES}>{inner}</w:{root}>");
    let line = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Phạm vi</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#;
    let note = format!(r#"<w:footnote w:id="2">{}</w:footnote>"#, line("chú"));
    package(
        body,
        &[
            styles(""),
            ("numbering", "numbering.xml", list),
            ("footnotes", "footnotes.xml", story("footnotes", &note)),
            ("comments", "comments.xml", story("comments", "")),
            ("header", "header1.xml", story("hdr", &line("đầu trang"))),
            ("theme", "theme.xml", "<a/>".to_owned()),
        ],
    )
}

#[test]
fn a_document_of_too_many_letters_is_refused_wherever_they_stand() {
    let line = |count: usize| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "ạ".repeat(count));
    let header = format!("<w:hdr {NAMESPACES}>{}</w:hdr>", line(1_000));
    let file = |count: usize| package(&line(count), &[("header", "header1.xml", header.clone())]);
    assert!(observe(&file(MAX_LETTERS - 1_000)).is_ok());
    let refused = observe(&file(MAX_LETTERS - 999)).unwrap_err();
    assert_eq!(&*refused.code, "tep-qua-lon");
    assert!(refused.message.contains("4000000 chữ"), "{}", refused.message);
}

#[test]
fn of_two_notes_of_one_id_the_second_is_told() {
    let line = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    for (kind, other) in [("footnote", "endnote"), ("endnote", "footnote")] {
        let notes = |kind: &str, texts: &[&str]| {
            let notes: String =
                texts.iter().map(|text| format!(r#"<w:{kind} w:id="2">{}</w:{kind}>"#, line(text))).collect();
            format!("<w:{kind}s {NAMESPACES}>{notes}</w:{kind}s>")
        };
        let body = format!(
            r#"<w:p><w:r><w:t>a</w:t><w:{kind}Reference w:id="2"/><w:{other}Reference w:id="2"/></w:r></w:p>"#
        );
        let parts: Vec<(String, String)> = [(kind, ["một", "hai"].as_slice()), (other, &["ba"])]
            .iter()
            .map(|(kind, texts)| (format!("{kind}s"), notes(kind, texts)))
            .collect();
        let files: Vec<_> =
            parts.iter().map(|(role, xml)| (role.as_str(), role.as_str(), xml.clone())).collect();
        let observed = observe(&package(&body, &files)).unwrap();
        assert_eq!(transcript(&observed), "“a^[một]^[ba]”\nTwin “hai”\n", "{kind}");
    }
}

#[test]
fn parts_that_are_missing_or_damaged_are_told_with_what_refers_to_them() {
    let whole = with_every_part();
    assert_eq!(transcript(&observe(&whole).unwrap()), "“Điều 1. Phạm vi^[chú]”\nedge “đầu trang”\n");
    for part in ["styles", "numbering", "footnotes", "comments", "header1", "theme"] {
        let name = format!("word/{part}.xml");
        for bytes in [None, Some(b"<w:x".as_slice()), Some(b"<!DOCTYPE x><x/>")] {
            let observed = observe(&with_part(&whole, &name, bytes)).unwrap();
            let told: Vec<_> = observed.unread.asides.iter().map(|aside| aside.text.as_str()).collect();
            let expected = match part {
                "theme" => vec![],
                "footnotes" => vec!["2", &name],
                _ => vec![name.as_str()],
            };
            assert_eq!(told, expected);
        }
    }
    let relations = with_part(&whole, "word/_rels/document.xml.rels", Some(b"<!DOCTYPE r><r/>"));
    let refused = observe(&relations).unwrap_err();
    assert_eq!(&*refused.code, "xml-hong");
    assert!(refused.message.contains("DOCTYPE"), "{}", refused.message);
}

#[test]
fn parts_in_utf_16_and_in_ascii_are_read() {
    let file = package("<w:p><w:r><w:t>Điều 1 😀</w:t></w:r></w:p>", &[]);
    let text = String::from_utf8(
        Package::open(&file).unwrap().read("word/document.xml").unwrap().unwrap().into_owned(),
    )
    .unwrap();
    let text = format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{text}");
    let units: Vec<u16> = "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).collect();
    let little: Vec<u8> = units.iter().copied().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units.iter().copied().flat_map(u16::to_be_bytes).collect();
    let ascii = text.replace("utf-16", "US-ASCII").replace('Đ', "&#272;").replace('ề', "&#7873;");
    let ascii = ascii.replace("😀", "&#128512;").into_bytes();
    for bytes in [little.clone(), big, ascii] {
        let observed = observe(&with_part(&file, "word/document.xml", Some(&bytes))).unwrap();
        assert_eq!(transcript(&observed), "“Điều 1 😀”\n");
    }
    let cut = little.get(..little.len() - 1).unwrap();
    let refused = observe(&with_part(&file, "word/document.xml", Some(cut))).unwrap_err();
    assert!(refused.message.contains("UTF-16"), "{}", refused.message);
    let later = text.replace("1.0", "1.1").replace("utf-16", "UTF-8").into_bytes();
    let refused = observe(&with_part(&file, "word/document.xml", Some(&later))).unwrap_err();
    assert!(refused.message.contains("XML 1.1"), "{}", refused.message);
}

#[test]
fn programs_in_a_document_are_told_whatever_its_file_is_called() {
    let file = package("<w:p/>", &[]);
    let name = "[Content_Types].xml";
    let types = Package::open(&file).unwrap().read(name).unwrap().unwrap().into_owned();
    let types = String::from_utf8(types).unwrap().replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    );
    let observed = observe(&with_part(&file, name, Some(types.as_bytes()))).unwrap();
    assert_eq!(transcript(&observed), "“”\nMacro “word/document.xml”\n");
}

#[test]
fn a_note_referred_to_again_and_again_is_refused_before_it_fills_the_memory() {
    let refers =
        |count: usize| r#"<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="2"/></w:r></w:p>"#.repeat(count);
    let text = "chữ ".repeat(1_000);
    let notes = format!(
        r#"<w:footnotes {NAMESPACES}><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"#
    );
    let part = ("footnotes", "footnotes.xml", notes);
    let few = observe(&package(&refers(400), std::slice::from_ref(&part))).unwrap();
    let paragraphs = few.paragraphs();
    let copied = paragraphs.iter().flat_map(|paragraph| &paragraph.glyphs);
    assert_eq!(copied.filter(|glyph| matches!(glyph, Glyph::Note(_))).count(), 400);
    let refused = observe(&package(&refers(600), &[part])).unwrap_err();
    assert_eq!(&*refused.code, "tep-qua-lon");
    assert!(refused.message.contains("Chú thích"), "{}", refused.message);
}

#[test]
fn labels_and_quotes_that_every_paragraph_or_remark_has_are_no_longer_than_they_can_be() {
    let long = "x".repeat(100_000);
    let list = format!(
        r#"<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{long}%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    );
    let remarks: String = (0..50).map(|id| format!(r#"<w:commentReference w:id="{id}"/>"#)).collect();
    let comments: String = (0..50)
        .map(|id| format!(r#"<w:comment w:id="{id}"><w:p><w:r><w:t>xem</w:t></w:r></w:p></w:comment>"#))
        .collect();
    let comments = format!("<w:comments {NAMESPACES}>{comments}</w:comments>");
    let body = format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{long}</w:t>{remarks}</w:r></w:p>"#
    );
    let parts = [("numbering", "numbering.xml", list), ("comments", "comments.xml", comments)];
    let observed = observe(&package(&body, &parts)).unwrap();
    assert_eq!(observed.paragraphs()[0].label.chars().count(), MAX_LABEL);
    assert_eq!(observed.paragraphs()[0].glyphs.len(), long.len());
    assert_eq!(observed.comments.len(), 50);
    assert!(observed.comments.iter().all(|comment| comment.paragraph.chars().count() == MAX_QUOTED));
}

#[test]
fn numbers_of_lists_are_written_as_their_level_says() {
    let level = |at: usize, format: &str, text: &str, more: &str| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="2"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let list = format!(
        r#"<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{}{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#,
        level(0, "upperRoman", "%1.", ""),
        level(1, "decimal", "%1.%2.", "<w:isLgl/>"),
        level(2, "decimalEnclosedCircle", "%3", ""),
    );
    let line = |at: usize| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#
        )
    };
    let observed = read(&(0..3).map(line).collect::<String>(), &[("numbering", "numbering.xml", list)]);
    let labels: Vec<&str> = observed.paragraphs().iter().map(|paragraph| paragraph.label.as_str()).collect();
    assert_eq!(labels, ["II.", "2.2.", "②"]);
}

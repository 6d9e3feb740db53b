use thethuc::docx::canonical::{self, StyleSheet};
use thethuc::xml::{Document, Element};

use super::sample;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn tidied(source: &str) -> String {
    let mut document = Document::parse(source.as_bytes()).unwrap();
    canonical::tidy(&mut document);
    String::from_utf8(document.to_bytes()).unwrap()
}

/// The schema's sequences, copied from wml.xsd apart from the table the library uses: what a letter needs of each.
const SEQUENCES: [(&str, &str); 14] = [
    (
        "pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr shd tabs suppressAutoHyphens bidi adjustRightInd snapToGrid spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr",
    ),
    (
        "rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike vanish color spacing w kern position sz szCs highlight u bdr shd fitText vertAlign lang specVanish",
    ),
    ("pBdr", "top left bottom right between bar"),
    ("tblPr", "tblStyle tblpPr tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook"),
    ("tblBorders", "top left bottom right insideH insideV"),
    ("tblCellMar", "top left bottom right"),
    ("trPr", "gridBefore gridAfter cantSplit trHeight tblHeader jc ins del"),
    ("tcPr", "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign"),
    ("tcBorders", "top left bottom right insideH insideV tl2br tr2bl"),
    (
        "sectPr",
        "headerReference footerReference footnotePr type pgSz pgMar pgBorders pgNumType cols vAlign titlePg textDirection docGrid",
    ),
    ("docDefaults", "rPrDefault pPrDefault"),
    (
        "style",
        "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr trPr tcPr",
    ),
    ("numPr", "ilvl numId"),
    (
        "settings",
        "zoom mirrorMargins defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl footnotePr compat docVars themeFontLang decimalSymbol listSeparator",
    ),
];

#[test]
fn children_stand_in_the_sequence_of_the_schema() {
    for (parent, children) in SEQUENCES {
        let expected: Vec<String> = children.split(' ').map(|child| format!("w:{child}")).collect();
        let child = |name: &String| format!("<{name} w:x=\"1\"/>");
        let reversed: String = expected.iter().rev().map(child).collect();
        let written = tidied(&format!("<w:{parent} {W}>{reversed}</w:{parent}>"));
        let document = Document::parse(written.as_bytes()).unwrap();
        let names: Vec<&str> = document.root.elements().map(Element::name).collect();
        assert_eq!(names, expected, "{parent}");
    }
}

#[test]
fn what_docx_rs_writes_wrongly_becomes_valid_and_small() {
    let cases = [
        ("<w:pPr><w:rPr /></w:pPr>", "<w:pPr/>"),
        ("<w:p w14:paraId=\"1\" w:rsidR=\"2\"><w:pPr><w:rPr /></w:pPr></w:p>", "<w:p/>"),
        (
            "<w:p><w:r><w:rPr /><w:t xml:space=\"preserve\">a b</w:t></w:r><w:pPr><w:jc w:val=\"left\" /></w:pPr></w:p>",
            "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r><w:t>a b</w:t></w:r></w:p>",
        ),
        ("<w:t xml:space=\"preserve\"> a</w:t>", "<w:t xml:space=\"preserve\"> a</w:t>"),
        ("<w:t xml:space=\"preserve\">a  b</w:t>", "<w:t xml:space=\"preserve\">a  b</w:t>"),
        ("<w:p><w:r><w:rPr><w:b /></w:rPr><w:t></w:t></w:r><w:r /></w:p>", "<w:p/>"),
        (
            "<w:p><w:pPr><w:rPr><w:sz w:val=\"2\" /><w:b /></w:rPr></w:pPr></w:p>",
            "<w:p><w:pPr><w:rPr><w:b/><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>",
        ),
        ("<w:style><w:pPr><w:rPr><w:b /></w:rPr></w:pPr></w:style>", "<w:style/>"),
        (
            "<w:tblGrid><w:gridCol w:w=\"5\" w:type=\"dxa\" /></w:tblGrid>",
            "<w:tblGrid><w:gridCol w:w=\"5\"/></w:tblGrid>",
        ),
        ("<w:tc><w:tcPr /><w:p /></w:tc>", "<w:tc><w:p/></w:tc>"),
        ("<w:tr><w:trPr /><w:tc><w:p /></w:tc></w:tr>", "<w:tr><w:tc><w:p/></w:tc></w:tr>"),
        ("<w:rPr><w:b /><w:unknown /><w:b w:val=\"0\" /></w:rPr>", "<w:rPr><w:b/></w:rPr>"),
        ("<w:fldChar w:fldCharType=\"begin\" w:dirty=\"false\" />", "<w:fldChar w:fldCharType=\"begin\"/>"),
        (
            "<w:body><w:sectPr><w:titlePg /></w:sectPr><w:p /></w:body>",
            "<w:body><w:p/><w:sectPr><w:titlePg/></w:sectPr></w:body>",
        ),
    ];
    for (source, expected) in cases {
        let written = tidied(&format!("<w:root {W} xmlns:w14=\"urn:w14\">{source}</w:root>"));
        let expected = format!("<w:root {W}>{expected}</w:root>");
        assert_eq!(written, expected, "{source}");
    }
}

#[test]
fn namespaces_nobody_uses_go_and_used_ones_stay() {
    let root = |rest: &str, content: &str| format!("<w:a {W} {rest}>{content}</w:a>");
    let both = "xmlns:mc=\"m\" xmlns:w14=\"x\" xmlns:wp14=\"y\" mc:Ignorable=\"w14 wp14\"";
    assert_eq!(tidied(&root(both, "<w:b/>")), format!("<w:a {W}><w:b/></w:a>"));
    assert_eq!(
        tidied(&root(both, "<w:b w14:c=\"\"/>")),
        format!("<w:a {W} xmlns:mc=\"m\" xmlns:w14=\"x\" mc:Ignorable=\"w14\"><w:b w14:c=\"\"/></w:a>")
    );
}

#[test]
fn styles_get_language_default_and_custom_marks() {
    let built = sample::built("x");
    let mut part = Document::parse(&built.styles).unwrap();
    canonical::styles(&mut part, &StyleSheet { language: "vi-VN", default_paragraph: "ThanVanBan" });
    let styles: Vec<(String, bool, bool)> = part
        .root
        .elements()
        .filter(|element| element.name() == "w:style")
        .map(|style| {
            let has = |name| style.attribute(name).as_deref() == Some("1");
            (style.attribute("w:styleId").unwrap().into_owned(), has("w:default"), has("w:customStyle"))
        })
        .collect();
    let expected =
        [("ThanVanBan", true, true), ("QuocHieu", false, true), ("FootnoteReference", false, false)];
    assert_eq!(styles, expected.map(|(id, default, custom)| (id.to_owned(), default, custom)));
    let text = String::from_utf8(part.to_bytes()).unwrap();
    assert_eq!(text.matches("<w:lang w:val=\"vi-VN\"/>").count(), 1);
}

#[test]
fn the_empty_normal_of_docx_rs_stays_only_where_it_is_needed() {
    let normal = "<w:style w:type=\"paragraph\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>";
    let other = |based: &str| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:name w:val=\"A\"/>{based}</w:style>")
    };
    let count = |content: String, default: &str| {
        let source = format!("<w:styles {W}>{content}</w:styles>");
        let mut part = Document::parse(source.as_bytes()).unwrap();
        canonical::styles(&mut part, &StyleSheet { language: "vi-VN", default_paragraph: default });
        String::from_utf8(part.to_bytes()).unwrap().matches("w:styleId=\"Normal\"").count()
    };
    assert_eq!(count(format!("{normal}{}", other("")), "A"), 0);
    assert_eq!(count(format!("{normal}{}", other("<w:basedOn w:val=\"Normal\"/>")), "A"), 1);
    assert_eq!(count(format!("{normal}{}", other("")), "Normal"), 1);
    assert_eq!(count(format!("{normal}{normal}"), "Normal"), 1);
}

#[test]
fn notes_are_numbered_from_one_and_carry_their_mark() {
    let notes: [&[u8]; 2] =
        [b"<w:p><w:pPr><w:jc w:val=\"left\" /></w:pPr><w:r><w:t>x</w:t></w:r></w:p>", b"<w:p /><w:p />"];
    let xml = String::from_utf8(canonical::footnotes(notes, None).unwrap()).unwrap();
    assert!(xml.contains("<w:footnote w:type=\"separator\" w:id=\"-1\">"));
    let mark = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
    let first = format!(
        "<w:footnote w:id=\"1\"><w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>{mark}<w:r><w:t>x</w:t></w:r></w:p></w:footnote>"
    );
    let second = format!("<w:footnote w:id=\"2\"><w:p>{mark}</w:p><w:p/></w:footnote></w:footnotes>");
    assert!(xml.ends_with(&format!("{first}{second}")), "{xml}");
    assert!(canonical::footnotes([b"<w:p>".as_slice()], None).is_err());
}

#[test]
fn tidying_twice_is_tidying_once() {
    let built = sample::built("x");
    for part in [built.document, built.styles, built.header, built.footer] {
        let once = tidied(std::str::from_utf8(&part).unwrap());
        assert_eq!(tidied(&once), once);
    }
}

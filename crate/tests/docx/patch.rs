//! Patches: what is named changes, where it stands, and nothing else does.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use thethuc::docx::lint::lint;
use thethuc::docx::package::{Package, PackageError};
use thethuc::docx::patch::{
    Addition, Changes, Edit, EditError, Line, Unwritable, edits, line_of, lines, patch,
};
use thethuc::docx::read::{Glyph, observe};
use thethuc::library;
use thethuc::xml::{Document, Element, Problem};
use thethuc::zip::ZipError;

use super::zip::zip;
use crate::documents::{document, sample};

const MAIN: &str = "word/document.xml";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A part no program of ours would write: a mark, other quotes and prefixes, a box, text in every spelling.
static ODD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    format!(
        "\u{FEFF}<?xml version='1.0' encoding='utf-8'?>\r\n<!-- a --><x:document xmlns:x='{WORD}'\n ><x:body >\
         <x:p><x:r ><x:t xml:space = \"preserve\" >S&#7889; <![CDATA[ & ]]><!--b-->1</x:t ><x:tab /><x:t/><x:br></x:br>\
         <x:t>hai</x:t></x:r><?go on?><x:r><x:txbxContent><x:p><x:r><x:t>trong</x:t></x:r></x:p>\n<x:p/>\
         <x:p><x:r><x:t>hộp</x:t></x:r></x:p></x:txbxContent></x:r><x:r><x:noBreakHyphen/><x:t>sau</x:t></x:r></x:p>\
         <x:sectPr/></x:body></x:document>\n<!--c-->\n"
    )
    .into_bytes()
});

static DOCUMENTS: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| library::ids().map(|id| document(id, &sample(id))).collect());

/// The odd part and the text of some samples.
static PARTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let texts = DOCUMENTS.iter().step_by(7).map(|file| part(file, MAIN));
    std::iter::once(ODD.clone()).chain(texts).collect()
});

fn part(file: &[u8], name: &str) -> Vec<u8> {
    Package::open(file).unwrap().read(name).unwrap().unwrap().into_owned()
}

fn lines_of(xml: &[u8]) -> Vec<Line> {
    lines(&Document::parse(xml).unwrap().root)
}

/// The part after the edits.
fn patched(xml: &[u8], edits: &[Edit]) -> Result<Vec<u8>, EditError> {
    let mut document = Document::parse(xml).unwrap();
    patch(&lines(&document.root), edits)?.apply(&mut document.root);
    Ok(document.to_bytes())
}

/// Of every element its own tokens, and the text if it is one with text.
fn tokens(xml: &[u8]) -> Vec<(String, Option<String>)> {
    fn step(element: &Element<'_>, all: &mut Vec<(String, Option<String>)>) {
        let mut own = element.clone();
        own.retain_elements(|_| false);
        let text = (own.local_name() == "t").then(|| {
            let text = own.text();
            own.children.clear();
            own.remove_attribute("xml:space");
            own.tighten();
            text
        });
        let mut xml = Vec::new();
        own.write(&mut xml);
        all.push((String::from_utf8(xml).unwrap(), text));
        element.elements().for_each(|child| step(child, all));
    }
    let mut document = Document::parse(xml).unwrap();
    let mut all = Vec::new();
    step(&document.root, &mut all);
    document.root.children.clear();
    all.push((String::from_utf8(document.to_bytes()).unwrap(), None));
    all
}

fn is_sign(tokens: &str) -> bool {
    let name = tokens.trim_start_matches('<').split([' ', '/', '>']).next().unwrap_or_default();
    ["tab", "br", "noBreakHyphen"].contains(&name.rsplit(':').next().unwrap_or_default())
}

#[test]
fn an_empty_patch_gives_the_bytes_of_every_part() {
    let mut count = 0;
    for file in DOCUMENTS.iter() {
        for entry in Package::open(file).unwrap().parts() {
            let xml = part(file, &entry.name);
            assert_eq!(patched(&xml, &[]).unwrap(), xml, "{}", entry.name);
            count += 1;
        }
    }
    assert!(count > 10 * library::ids().count(), "{count}");
    assert_eq!(patched(&ODD, &[]).unwrap(), *ODD);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_patch_changes_the_text_it_names(
        which: Index,
        line: Index,
        range: (Index, Index),
        text in "[ \\PCấđ&<>]{0,12}",
    ) {
        let xml = which.get(&PARTS);
        let before = lines_of(xml);
        let line = line.index(before.len());
        let was = before[line].text.clone();
        let offsets: Vec<usize> = was.char_indices().map(|(at, _)| at).chain([was.len()]).collect();
        let (one, other) = (*range.0.get(&offsets), *range.1.get(&offsets));
        let range = one.min(other)..one.max(other);
        let edit = Edit { line, range: range.clone(), text: text.clone() };
        let now = match patched(xml, std::slice::from_ref(&edit)) {
            Ok(now) => now,
            Err(wrong) => {
                prop_assert_eq!(wrong, EditError { edit: 0, reason: Unwritable::NoText });
                prop_assert!(was[range].chars().all(|letter| "\t\n-".contains(letter)));
                return Ok(());
            }
        };

        let after = lines_of(&now);
        prop_assert_eq!(before.len(), after.len());
        for (at, (before, after)) in before.iter().zip(&after).enumerate() {
            if at == line {
                prop_assert_eq!(&after.text, &format!("{}{text}{}", &was[..range.start], &was[range.end..]));
            } else {
                prop_assert_eq!(&after.text, &before.text);
            }
        }
        let then = tokens(&now);
        let mut next = then.iter().peekable();
        let mut gone = 0;
        for (element, (tokens, text)) in (0..).zip(tokens(xml)) {
            let is_named = line_of(&before, element) == Some(line);
            match next.next_if(|(now, _)| *now == tokens) {
                Some((_, now)) => prop_assert!(*now == text || is_named, "{tokens}"),
                None => {
                    prop_assert!(is_named && is_sign(&tokens), "{tokens}");
                    gone += 1;
                }
            }
        }
        prop_assert!(next.next().is_none());
        prop_assert!(gone <= was[range].chars().filter(|letter| "\t\n-".contains(*letter)).count());
    }
}

#[test]
fn what_is_written_into_a_foreign_part_is_the_only_change_of_its_bytes() {
    let text = String::from_utf8(ODD.clone()).unwrap();
    let edit = |line: usize, range, text: &str| Edit { line, range, text: text.to_owned() };
    let first = lines_of(&ODD)[0].text.clone();
    assert_eq!(first, "Số  & 1\t\nhai-sau");

    let number = first.find('1').unwrap();
    let now =
        patched(&ODD, &[edit(0, number..number + 1, "2 < 3"), edit(3, 0.."hộp".len(), "thùng ")]).unwrap();
    let expected = text
        .replace("S&#7889; <![CDATA[ & ]]><!--b-->1</x:t >", "Số  &amp; 2 &lt; 3</x:t >")
        .replace("<x:t>hộp", "<x:t xml:space=\"preserve\">thùng ");
    assert_eq!(String::from_utf8(now).unwrap(), expected);

    // Over several runs, with the tab and the break between them.
    let to_end = first.find("ai").unwrap();
    let now = patched(&ODD, &[edit(0, number..to_end, "x")]).unwrap();
    let expected = text
        .replace("S&#7889; <![CDATA[ & ]]><!--b-->1</x:t ><x:tab />", "Số  &amp; x</x:t >")
        .replace("<x:t/><x:br></x:br>", "<x:t></x:t>")
        .replace("hai", "ai");
    assert_eq!(String::from_utf8(now).unwrap(), expected);
}

#[test]
fn edits_come_in_any_order_and_what_is_put_in_at_one_place_in_the_order_given() {
    let edit = |range, text: &str| Edit { line: 3, range, text: text.to_owned() };
    let end = "hộp".len();
    let all = [edit(0..0, "a"), edit(end..end, "c"), edit(0..1, "H"), edit(0..0, "b"), edit(end..end, "d")];
    assert_eq!(lines_of(&patched(&ODD, &all).unwrap())[3].text, "abHộpcd");
}

#[test]
fn a_line_is_found_by_any_element_in_it() {
    fn step(element: &Element<'_>, inside: Option<usize>, count: &mut usize, all: &mut Vec<Option<usize>>) {
        let is_line = element.local_name() == "p";
        let inside = if is_line { Some(*count) } else { inside };
        *count += usize::from(is_line);
        all.push(inside);
        element.elements().for_each(|child| step(child, inside, count, all));
    }
    for xml in PARTS.iter() {
        let document = Document::parse(xml).unwrap();
        let mut expected = Vec::new();
        step(&document.root, None, &mut 0, &mut expected);
        let lines = lines(&document.root);
        let found: Vec<Option<usize>> = (0..).take(expected.len()).map(|at| line_of(&lines, at)).collect();
        assert_eq!(found, expected);
        assert_eq!(line_of(&lines, u32::MAX), None);
    }
}

/// The first word of a paragraph.
fn first_word(glyphs: &[Glyph]) -> usize {
    let is_letter =
        |glyph: &&Glyph| matches!(glyph, Glyph::Letter { letter, .. } if letter.is_alphanumeric());
    glyphs.iter().take_while(is_letter).count()
}

#[test]
fn anchors_of_what_is_read_become_edits() {
    let mut written = 0;
    for file in DOCUMENTS.iter().step_by(5) {
        let package = Package::open(file).unwrap();
        let before = observe(file).unwrap();
        let xml = part(file, MAIN);
        let known = lines_of(&xml);
        let mut all = Vec::new();
        for paragraph in before.paragraphs() {
            let word = first_word(&paragraph.glyphs);
            if word > 0 {
                all.extend(edits(&known, &paragraph.anchors(&(0..word)), "Thay").unwrap());
                written += 1;
            }
        }
        let now = patched(&xml, &all).unwrap();
        let after = observe(&package.with_parts(&[(MAIN, &now)]).unwrap()).unwrap();
        for (before, after) in before.paragraphs().into_iter().zip(after.paragraphs()) {
            let word = first_word(&before.glyphs);
            let label = if before.label.is_empty() { String::new() } else { format!("{} ", before.label) };
            let whole = before.text();
            let rest: String = whole.strip_prefix(&label).unwrap_or_default().chars().skip(word).collect();
            let expected = if word > 0 { format!("{label}Thay{rest}") } else { whole };
            assert_eq!(after.text().to_lowercase(), expected.to_lowercase());
        }
    }
    assert!(written > 200, "{written}");
}

#[test]
fn anchors_of_what_is_no_text_become_none() {
    let xml = format!(
        "<w:document xmlns:w=\"{WORD}\"><w:body><w:p><w:r><w:t>một</w:t><w:tab/><w:sym w:char=\"F0B7\"/>\
         <w:t>hai</w:t></w:r></w:p></w:body></w:document>"
    );
    let known = lines_of(xml.as_bytes());
    let anchor = |element, range| thethuc::docx::read::Anchor { element, range, ..Default::default() };
    let edit = |range, text: &str| Edit { line: 0, range, text: text.to_owned() };
    let (text, tab, sign) = (anchor(4, 1..3), anchor(5, 0..0), anchor(6, 0..0));
    assert_eq!(edits(&known, std::slice::from_ref(&text), "x"), Some(vec![edit(1.."một".len(), "x")]));
    assert_eq!(
        edits(&known, &[tab.clone(), anchor(7, 0..1)], "x"),
        Some(vec![edit(5..6, ""), edit(6..7, "x")])
    );
    assert_eq!(edits(&known, &[tab], ""), Some(vec![edit(5..6, "")]));
    for none in
        [vec![], vec![text, sign], vec![anchor(4, 1..4)], vec![anchor(0, 0..0)], vec![anchor(9, 0..0)]]
    {
        assert_eq!(edits(&known, &none, "x"), None, "{none:?}");
    }
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is() {
    let edit = |line: usize, range, text: &str| Edit { line, range, text: text.to_owned() };
    let wrong = |edits: &[Edit]| patched(&ODD, edits).map(|_| ()).unwrap_err();
    let fails = |edits: &[Edit], at: usize, reason| assert_eq!(wrong(edits), EditError { edit: at, reason });
    fails(&[edit(9, 0..0, "")], 0, Unwritable::Place);
    fails(&[edit(0, 0..99, "")], 0, Unwritable::Place);
    fails(&[edit(0, 2..3, "")], 0, Unwritable::Place);
    #[expect(clippy::reversed_empty_ranges, reason = "it is what is refused")]
    fails(&[edit(0, 1..0, "")], 0, Unwritable::Place);
    fails(&[edit(2, 0..0, "x")], 0, Unwritable::NoText);
    fails(&[edit(1, 0..2, "x"), edit(1, 1..3, "y")], 0, Unwritable::Overlap);
    fails(&[edit(1, 0..2, "x"), edit(1, 0..2, "x")], 0, Unwritable::Overlap);
    for character in ['\u{1}', '\t', '\n', '\r', '\u{FFFE}'] {
        let text = format!("a{character}");
        fails(&[edit(1, 0..1, &text), edit(1, 1..2, "b")], 0, Unwritable::Character(character));
    }
    // Against the schema, and read nonetheless.
    let broken = format!("<w:p xmlns:w=\"{WORD}\"><w:r><w:t>Số: <w:br/>ấ</w:t><w:t>x</w:t></w:r></w:p>");
    let known = lines_of(broken.as_bytes());
    assert_eq!(known[0].text, "Số: \nấx");
    let refused = patched(broken.as_bytes(), &[edit(0, 0.."Số: \nấx".len(), "y")]);
    assert_eq!(refused, Err(EditError { edit: 0, reason: Unwritable::NoText }));
}

/// Names, and contents as they lie in the zip.
fn packed(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let archive = rawzip::ZipArchive::from_slice(file).unwrap();
    let entries = archive.entries().map(|entry| {
        let entry = entry.unwrap();
        let name = String::from_utf8(entry.file_path().as_bytes().to_vec()).unwrap();
        (name, archive.get_entry(entry.wayfinder()).unwrap().data().to_vec())
    });
    entries.collect()
}

fn addition<'n>(
    name: &'n str,
    content_type: &'n str,
    source: &'n str,
    relation: &'n str,
) -> Addition<'n, 'static> {
    Addition { name, content_type, content: name.as_bytes().to_vec().into(), source, relation }
}

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

#[test]
fn parts_are_added_with_all_that_declares_them_and_other_entries_are_copied() {
    let file = document("ke-hoach-nam", &sample("ke-hoach-nam"));
    let package = Package::open(&file).unwrap();
    let mut changes = Changes::new(&package);
    let comments = format!("<w:comments xmlns:w=\"{WORD}\"/>");
    let relation = format!("{OFFICE}/comments");
    let id = changes.add(Addition {
        name: "word/comments.xml",
        content_type: COMMENTS,
        content: comments.as_bytes().into(),
        source: "WORD/document.xml",
        relation: &relation,
    });
    let id = id.unwrap();
    assert!(package.relations(MAIN).unwrap().iter().all(|known| known.id != id));
    let text = String::from_utf8(part(&file, MAIN)).unwrap().replacen("</w:body>", "<!--x--></w:body>", 1);
    changes.set("word/DOCUMENT.xml", text.as_bytes()).unwrap();
    let changed = changes.finish().unwrap();

    assert_eq!(lint(&changed), []);
    let now = Package::open(&changed).unwrap();
    assert_eq!(part(&changed, MAIN), text.as_bytes());
    assert_eq!(part(&changed, "word/comments.xml"), comments.as_bytes());
    assert_eq!(now.content_types().unwrap().of("word/comments.xml"), Some(COMMENTS));
    let relations = now.relations(MAIN).unwrap();
    let added = relations.iter().find(|relation| relation.id == id).unwrap();
    assert_eq!((added.role(), added.target.as_str()), ("comments", "word/comments.xml"));

    let (before, after) = (packed(&file), packed(&changed));
    let names =
        |entries: &[(String, Vec<u8>)]| -> Vec<String> { entries.iter().map(|(n, _)| n.clone()).collect() };
    assert_eq!(names(&after)[..before.len()], names(&before));
    assert_eq!(names(&after)[before.len()..], ["word/comments.xml"]);
    let differ: Vec<&str> =
        before.iter().zip(&after).filter(|(one, other)| one != other).map(|((n, _), _)| n.as_str()).collect();
    assert_eq!(differ, ["[Content_Types].xml", MAIN, "word/_rels/document.xml.rels"]);
    assert_eq!(packed(&Changes::new(&package).finish().unwrap()), before);
}

/// A package as another program may write it.
fn foreign() -> Vec<u8> {
    let types = "<?xml version='1.0'?>\n\
        <t:Types xmlns:t='http://schemas.openxmlformats.org/package/2006/content-types'>\n\
        <t:Default Extension='XML' ContentType='application/xml'/>\
        <t:Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
        <t:Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.\
        wordprocessingml.document.main+xml'/>\
        <t:Override PartName='/word/media/a.JPG' ContentType='image/jpeg'/>\
        <t:Override PartName='/Word/Left.xml' ContentType='application/left'/>\n</t:Types>";
    let relations = format!(
        "\u{FEFF}<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
         <Relationship Id='RID2' Type='{OFFICE}/officeDocument' Target='/word/document.xml'/></Relationships>"
    );
    let text = format!("<w:document xmlns:w='{WORD}'/>");
    let files = [
        (MAIN, text.as_str()),
        ("word/media/a.JPG", "a"),
        ("_rels/.rels", &relations),
        ("[Content_Types].xml", types),
    ];
    zip(&files.map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec())))
}

#[test]
fn declarations_are_put_into_those_of_another_program_as_it_spells_them() {
    let file = foreign();
    let package = Package::open(&file).unwrap();
    let mut changes = Changes::new(&package);
    let (image, header) = (format!("{OFFICE}/image"), format!("{OFFICE}/header"));
    assert_eq!(changes.free_name("word/media/", "jpg"), "word/media/1.jpg");
    assert_eq!(changes.free_name("word/docu", "xml"), "word/docu1.xml");
    let ids = [
        addition("word/media/1.png", "image/png", MAIN, &image),
        addition("word/media/2.png", "image/png", MAIN, &image),
        addition("word/media/1.jpg", "image/jpeg", MAIN, &image),
        addition("word/left.xml", "application/right", MAIN, &header),
        addition("customXml/item.xml", "application/xml", MAIN, "urn:a&b"),
        addition("customXml/item.props", "application/props", "customXml/item.xml", "urn:c"),
        addition("top", "application/top", "", "urn:d"),
    ]
    .map(|part| changes.add(part).unwrap());
    assert_eq!(ids, ["rId1", "rId2", "rId3", "rId4", "rId5", "rId1", "rId3"]);
    assert_eq!(changes.relate("word/LEFT.xml", &image, "word/media/A.jpg").unwrap(), "rId1");
    assert_eq!(changes.free_name("word/media/", "png"), "word/media/3.png");
    changes.set("top", b"new".as_slice()).unwrap();
    let changed = changes.finish().unwrap();

    let text = |name: &str| String::from_utf8(part(&changed, name)).unwrap();
    assert_eq!(text("top"), "new");
    let before = String::from_utf8(part(&file, "[Content_Types].xml")).unwrap();
    let expected = before.replace("'application/left'", "'application/right'").replace(
        "\n</t:Types>",
        "\n<t:Default Extension=\"png\" ContentType=\"image/png\"/>\
         <t:Override PartName=\"/word/media/1.jpg\" ContentType=\"image/jpeg\"/>\
         <t:Default Extension=\"props\" ContentType=\"application/props\"/>\
         <t:Override PartName=\"/top\" ContentType=\"application/top\"/></t:Types>",
    );
    assert_eq!(text("[Content_Types].xml"), expected);
    let before = String::from_utf8(part(&file, "_rels/.rels")).unwrap();
    let new = "<Relationship Id=\"rId3\" Type=\"urn:d\" Target=\"top\"/></Relationships>";
    assert_eq!(text("_rels/.rels"), before.replace("</Relationships>", new));
    let relations = text("word/_rels/document.xml.rels");
    assert!(
        relations.starts_with(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships xmlns="
        )
    );
    assert!(relations.contains("Target=\"media/1.png\"/>"), "{relations}");
    assert!(relations.contains("Type=\"urn:a&amp;b\" Target=\"../customXml/item.xml\"/>"), "{relations}");
    let now = Package::open(&changed).unwrap();
    for (source, targets) in [
        (
            MAIN,
            vec![
                "word/media/1.png",
                "word/media/2.png",
                "word/media/1.jpg",
                "word/left.xml",
                "customXml/item.xml",
            ],
        ),
        ("word/left.xml", vec!["word/media/a.JPG"]),
        ("customXml/item.xml", vec!["customXml/item.props"]),
        ("", vec![MAIN, "top"]),
    ] {
        let found: Vec<String> =
            now.relations(source).unwrap().into_iter().map(|found| found.target).collect();
        assert_eq!(found, targets, "{source}");
    }
    let types = now.content_types().unwrap();
    assert!(
        now.parts().iter().all(|part| part.name == "[Content_Types].xml" || types.of(&part.name).is_some())
    );
    let order: Vec<String> = packed(&changed).into_iter().map(|(name, _)| name).collect();
    assert_eq!(order[..4], [MAIN, "word/media/a.JPG", "_rels/.rels", "[Content_Types].xml"]);
    assert_eq!(
        order[10..],
        ["top", "word/_rels/document.xml.rels", "customXml/_rels/item.xml.rels", "word/_rels/left.xml.rels"]
    );
}

#[test]
fn what_cannot_be_added_is_refused() {
    let file = foreign();
    let package = Package::open(&file).unwrap();
    let mut changes = Changes::new(&package);
    let name = |name: &str| PackageError::Zip(ZipError::Name(name.to_owned()));
    let damaged = |name: &str| PackageError::Zip(ZipError::Damaged(name.to_owned()));
    for wrong in [
        "",
        "/a.xml",
        "a//b.xml",
        "../a.xml",
        "a.",
        "á.xml",
        "a b.xml",
        "word/_rels/a.xml.rels",
        "[Content_Types].xml",
    ] {
        assert_eq!(changes.add(addition(wrong, "a/b", MAIN, "urn:a")), Err(name(wrong)), "{wrong}");
    }
    let taken = PackageError::Zip(ZipError::Duplicate("word/Document.xml".to_owned()));
    assert_eq!(changes.add(addition("word/Document.xml", "a/b", MAIN, "urn:a")), Err(taken));
    assert_eq!(changes.add(addition("a.xml", "a/b", "none.xml", "urn:a")), Err(damaged("none.xml")));
    assert_eq!(changes.add(addition("a.xml", "a/\u{1}", MAIN, "urn:a")), Err(damaged("a.xml")));
    assert_eq!(changes.add(addition("a.xml", "a/b", MAIN, "\u{1}")), Err(damaged("a.xml")));
    assert_eq!(changes.relate(MAIN, "urn:a", "none.xml"), Err(damaged("none.xml")));
    assert_eq!(changes.set("none.xml", b"".as_slice()), Err(damaged("none.xml")));
    for wrong in ["[content_types].xml", "_rels/.rels", "none.rels"] {
        assert_eq!(changes.set(wrong, b"".as_slice()), Err(name(wrong)));
    }
    assert_eq!(packed(&changes.finish().unwrap()), packed(&package.with_parts(&[]).unwrap()));
}

#[test]
fn parts_in_utf_16_are_read_and_patched_in_utf_8() {
    let file = foreign();
    let package = Package::open(&file).unwrap();
    for name in ["[Content_Types].xml", "_rels/.rels"] {
        let text = String::from_utf8(package.read(name).unwrap().unwrap().into_owned()).unwrap();
        let text = text.replacen("UTF-8", "UTF-16", 1);
        let units = "\u{FEFF}".encode_utf16().chain(text.encode_utf16());
        let xml: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        assert_eq!(Document::parse(&xml).unwrap_err().problem, Problem::Encoding);
        let other = package.with_parts(&[(name, &xml)]).unwrap();
        let package = Package::open(&other).unwrap();
        let mut changes = Changes::new(&package);
        changes.add(addition("a.b", "a/b", "", "urn:a")).unwrap();
        let patched = changes.finish().unwrap();
        let patched = Package::open(&patched).unwrap();
        assert!(patched.contains("a.b"));
        assert!(Document::parse(&patched.read(name).unwrap().unwrap()).is_ok());
    }
}

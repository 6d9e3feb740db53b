//! Templates from outside: the worked example of `templates/README.md` taken literally, the mistakes authors make, and
//! zips of every kind.
//!
//! A file in `tests/outside` is one mistake: the file it is made in, the lines taken out (`- `) and put in (`+ `), and
//! what lint then says (`= `). `UPDATE=1` writes what lint says anew: read the difference before committing it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::documents::today;
use crate::docx::zip::{patch_directory, zip};
use thethuc::check::lint;
use thethuc::template::{MAX_FILE, MAX_SAMPLES};
use thethuc::{Diagnostic, Template, TemplateFiles, fill};

const ID: &str = "phieu-van-phong-pham";

/// The files of the worked example: each fenced block that follows a paragraph naming it.
fn worked_example() -> BTreeMap<String, String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let mut files = BTreeMap::new();
    for (at, _) in readme.match_indices(&format!("`{ID}/")) {
        let rest = &readme[at + ID.len() + 2..];
        let (name, rest) = rest.split_once('`').unwrap();
        let Some(block) = rest.strip_prefix(":\n\n```") else { continue };
        let (text, _) = block.split_once('\n').unwrap().1.split_once("```\n").unwrap();
        files.insert(name.to_owned(), text.to_owned());
    }
    assert_eq!(files.len(), 3, "{:?}", files.keys());
    files
}

fn folder(files: &BTreeMap<String, String>) -> TemplateFiles {
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    TemplateFiles::gather(ID, &paths, |path| Ok(files[path].as_bytes().into())).unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let files: Vec<_> = files.iter().map(|(name, content)| ((*name).to_owned(), content.to_vec())).collect();
    zip(&files)
}

/// The worked example in a zip, every path made by `path`, with some more files.
fn zip_with(path: impl Fn(&str) -> String, more: &[(&str, &[u8])]) -> Vec<u8> {
    let example = worked_example();
    let named: Vec<(String, &[u8])> =
        example.iter().map(|(name, text)| (path(name), text.as_bytes())).collect();
    let mut files: Vec<(&str, &[u8])> = named.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    files.extend(more);
    zipped(&files)
}

fn docx(files: &TemplateFiles) -> Vec<u8> {
    let template = Template::load(files).unwrap();
    let filled = fill(&template, &template.samples()[0].values, today());
    assert_eq!(lines(&filled.diagnostics), Vec::<String>::new());
    filled.docx(true).unwrap().remove(0).bytes
}

fn lines(findings: &[Diagnostic]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

fn codes(findings: &[Diagnostic]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}", finding.location, finding.code)).collect()
}

struct Mistake {
    file: String,
    from: String,
    to: String,
    expected: Vec<String>,
}

impl Mistake {
    fn read(text: &str) -> Self {
        let with = |mark: &str| text.lines().filter_map(|line| line.strip_prefix(mark)).collect::<Vec<_>>();
        Mistake {
            file: text.lines().next().unwrap().to_owned(),
            from: with("- ").join("\n"),
            to: with("+ ").join("\n"),
            expected: with("= ").into_iter().map(str::to_owned).collect(),
        }
    }

    fn make(&self, files: &mut BTreeMap<String, String>) {
        let text = files.get_mut(&self.file).unwrap();
        let at = text.rfind(&self.from).unwrap_or_else(|| panic!("no {:?} in {}", self.from, self.file));
        text.replace_range(at..at + self.from.len(), &self.to);
    }
}

fn mistake(name: &str) -> (std::path::PathBuf, Mistake) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside").join(name).with_extension("txt");
    let text = fs::read_to_string(&path).unwrap();
    (path, Mistake::read(&text))
}

#[test]
fn the_worked_example_is_clean_and_a_folder_and_a_zip_of_it_give_the_same_document() {
    let from_folder = folder(&worked_example());
    assert_eq!(lines(&lint(&from_folder)), Vec::<String>::new());
    let in_folder = zip_with(|name| format!("{ID}/{name}"), &[]);
    let at_top = zip_with(str::to_owned, &[]);
    let bytes = docx(&from_folder);
    for (name, zip) in [("mau.zip", in_folder), ("Mẫu của tôi (1).ZIP", at_top)] {
        let files = TemplateFiles::from_zip(name, &zip).unwrap();
        assert_eq!(lines(&lint(&files)), Vec::<String>::new(), "{name}");
        assert!(docx(&files) == bytes, "{name}");
    }
}

#[test]
fn each_mistake_is_one_finding_at_its_place() {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside")).unwrap() {
        let path = entry.unwrap().path();
        let (path, mistake) = mistake(path.file_stem().unwrap().to_str().unwrap());
        let mut files = worked_example();
        mistake.make(&mut files);
        let found = lines(&lint(&folder(&files)));
        if crate::updating() {
            let text = fs::read_to_string(&path).unwrap();
            let kept = text.lines().filter(|line| !line.starts_with("= ")).map(|line| format!("{line}\n"));
            let said = found.iter().map(|line| format!("= {line}\n"));
            fs::write(&path, kept.chain(said).collect::<String>()).unwrap();
            continue;
        }
        assert_eq!(found, mistake.expected, "{}", path.display());
        assert_eq!(found.len(), 1, "{}", path.display());
    }
}

#[test]
fn five_mistakes_at_once_are_five_findings() {
    let names = ["ten-chua-khai", "truong-khong-dung", "toml-sai", "gia-tri-sai", "khoi-chua-dong"];
    let mut files = worked_example();
    let mut expected = Vec::new();
    for name in names {
        let (_, mistake) = mistake(name);
        mistake.make(&mut files);
        expected.extend(mistake.expected);
    }
    let mut found = lines(&lint(&folder(&files)));
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn what_systems_add_to_zips_and_texts_does_no_harm() {
    let junk: &[(&str, &[u8])] = &[
        ("__MACOSX/phieu-van-phong-pham/._template.toml", b"\0\x05\x16\x07"),
        ("phieu-van-phong-pham/.DS_Store", b"\0\xff"),
        ("phieu-van-phong-pham/samples/._1-giay-in.json", b"\xff"),
        ("phieu-van-phong-pham/Thumbs.db", b"\xd0\xcf"),
        ("phieu-van-phong-pham/ghi chú.docx", b"PK"),
        ("phieu-van-phong-pham/cu/template.toml", b"\xff"),
    ];
    let zip = zip_with(|name| format!("{ID}/{name}"), junk);
    let files = TemplateFiles::from_zip("mau.zip", &zip).unwrap();
    assert_eq!(files.name, "mau.zip/phieu-van-phong-pham");
    assert!(docx(&files) == docx(&folder(&worked_example())));

    let windows: BTreeMap<String, String> = worked_example()
        .into_iter()
        .map(|(name, text)| (name, format!("\u{FEFF}{}", text.replace('\n', "\r\n"))))
        .collect();
    assert!(docx(&folder(&windows)) == docx(&folder(&worked_example())));
}

fn refused(zip: &[u8]) -> Vec<String> {
    let findings = TemplateFiles::from_zip("mau.zip", zip).unwrap_err();
    for finding in &findings {
        assert!(finding.message.ends_with('.') && finding.message.contains("; hãy "), "{finding}");
    }
    codes(&findings)
}

#[test]
fn hostile_and_broken_zips_are_refused_with_their_reason() {
    assert_eq!(refused(b""), ["mau.zip khong-phai-zip"]);
    assert_eq!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), ["mau.zip khong-phai-zip"]);
    for name in ["../template.toml", "/etc/template.toml", "a/../../b", "..\\template.toml", "C:/a", "a\u{7}"]
    {
        assert_eq!(refused(&zip_with(str::to_owned, &[(name, b"x")])), ["mau.zip ten-tep"], "{name:?}");
    }
    let twice = zip_with(str::to_owned, &[("TEMPLATE.toml", b"x")]);
    assert_eq!(refused(&twice), ["mau.zip tep-hong"]);
    let two = zipped(&[("a/template.toml", b""), ("b/template.toml", b"")]);
    assert_eq!(refused(&two), ["mau.zip nhieu-mau"]);

    let patched = |offset: usize, field: &[u8]| {
        let mut zip = zip_with(str::to_owned, &[]);
        patch_directory(&mut zip, offset, field);
        refused(&zip)
    };
    assert_eq!(patched(8, &1_u16.to_le_bytes()), ["mau.zip tep-co-mat-khau"]);
    assert_eq!(patched(24, &50_000_000_u32.to_le_bytes()), ["mau.zip tep-qua-lon"], "a bomb");
    assert_eq!(patched(42, &0_u32.to_le_bytes()), ["mau.zip tep-hong"], "entries over each other");
    assert_eq!(patched(16, &7_u32.to_le_bytes()), vec!["mau.zip tep-hong"; 3], "wrong checksums");
    // The first letter of every name, which stands in the directory only once more, is no UTF-8.
    assert_eq!(patched(46, b"\xff"), ["mau.zip ten-tep"]);

    let good = zip_with(str::to_owned, &[]);
    for cut in (0..good.len()).step_by(61) {
        let _ = TemplateFiles::from_zip("mau.zip", &good[..cut]);
        let mut bad = good.clone();
        bad[cut] ^= 0xFF;
        if let Ok(files) = TemplateFiles::from_zip("mau.zip", &bad) {
            let _ = lint(&files);
        }
    }
}

#[test]
fn texts_that_cannot_be_read_are_named_all_at_once() {
    let long = vec![b'x'; usize::try_from(MAX_FILE).unwrap() + 1];
    let zip = zipped(&[
        ("m/template.toml", b"id = \"m\"\ntitle = \"Gi\xe1\xba\xa5y \xd0\""),
        ("m/body.hbs.txt", b"x"),
        ("m/samples/1-a.json", &long),
        ("m/samples/2-b.json", b"\xff\xfe{\0}\0"),
    ]);
    assert_eq!(
        refused(&zip),
        [
            "mau.zip/m/body.hbs.txt ten-tep",
            "mau.zip/m/template.toml:2:15 khong-phai-utf8",
            "mau.zip/m/samples/1-a.json tep-qua-lon",
            "mau.zip/m/samples/2-b.json:1:1 khong-phai-utf8",
        ]
    );
    let names: Vec<String> = (0..=MAX_SAMPLES).map(|at| format!("samples/{at}.json")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"{}".as_slice())).collect();
    assert_eq!(refused(&zipped(&many)), ["mau.zip/samples qua-nhieu-tep"]);
    let empty = TemplateFiles::from_zip("mau.zip", &zipped(&[("a.txt", b"")])).unwrap();
    assert_eq!(codes(&lint(&empty)), ["mau.zip/body.hbs thieu-tep", "mau.zip/template.toml thieu-tep"]);
}

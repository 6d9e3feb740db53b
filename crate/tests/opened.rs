//! Templates opened for a session: folders and zips with one template or several, and what is wrong with them.

use std::fs;
use std::path::Path;

use thethuc::template::{Opened, open_all};
use thethuc::{Location, library};

use crate::docx::zip::zip;

/// The files of a template as it is written, under another id.
fn template(id: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/giay-moi");
    let samples = fs::read_dir(folder.join("samples")).unwrap();
    let mut paths: Vec<String> = vec!["template.toml".to_owned(), "body.hbs".to_owned()];
    paths.extend(samples.map(|entry| format!("samples/{}", entry.unwrap().file_name().to_string_lossy())));
    let renamed = format!("id = \"{id}\"");
    let own =
        |path: &str| fs::read_to_string(folder.join(path)).unwrap().replace("id = \"giay-moi\"", &renamed);
    paths.iter().map(|path| (path.clone(), own(path).into_bytes())).collect()
}

fn under(folder: &str, files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    files.into_iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes)).collect()
}

fn ids(opened: &Opened) -> Vec<&str> {
    opened.templates.iter().map(|info| info.id.as_str()).collect()
}

#[test]
fn a_folder_or_zip_may_hold_several_templates() {
    let mut files = under("mau/giay-mot", template("giay-mot"));
    files.extend(under("mau/giay-hai", template("giay-hai")));
    files.push(("mau/.DS_Store".to_owned(), vec![0]));
    files.push(("mau/doc-toi.txt".to_owned(), b"x".to_vec()));
    let opened = open_all(&files);
    assert_eq!(opened.diagnostics, []);
    assert_eq!(ids(&opened), ["giay-hai", "giay-mot"]);
    assert_eq!(
        opened.templates[0].group_en,
        library::templates().iter().find(|info| info.id == "giay-moi").unwrap().group_en
    );
    assert!(library::get("giay-mot").is_some());

    let zipped = open_all(&[("mau.zip".to_owned(), zip(&files))]);
    assert_eq!(ids(&zipped), ["giay-hai", "giay-mot"], "{:?}", zipped.diagnostics);
    let top = open_all(&[("giay.zip".to_owned(), zip(&template("giay-tren-cung")))]);
    assert_eq!(ids(&top), ["giay-tren-cung"], "{:?}", top.diagnostics);
}

#[test]
fn a_fault_is_told_with_its_place_and_keeps_the_others() {
    let mut files = under("giay-tot", template("giay-tot"));
    let broken = under("giay-hong", template("giay-hong"));
    files.extend(broken.into_iter().map(|(path, bytes)| match path.ends_with("body.hbs") {
        true => (path, [b"{{khong_co}}\n".as_slice(), &bytes].concat()),
        false => (path, bytes),
    }));
    let opened = open_all(&files);
    assert_eq!(ids(&opened), ["giay-tot"]);
    let Location::File { file, line, column } = &opened.diagnostics[0].location else {
        panic!("{:?}", opened.diagnostics)
    };
    assert_eq!((file.as_str(), *line), ("giay-hong/body.hbs", 1));
    assert!(*column > 0);
}

#[test]
fn what_is_no_template_says_so() {
    let codes = |files: &[(String, Vec<u8>)]| {
        let found = open_all(files);
        assert!(found.templates.is_empty());
        found.diagnostics.into_iter().map(|one| one.code.into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&[]), ["khong-co-mau"]);
    assert_eq!(codes(&[("x.zip".to_owned(), b"x".to_vec())]), ["khong-phai-zip"]);
    assert_eq!(codes(&under("giay-moi", template("giay-moi"))), ["trung-ma"]);
    assert!(!codes(&[("mau/ghi-chu.txt".to_owned(), b"x".to_vec())]).is_empty());
}

//! Pasted citations are taken apart (`citations.tsv`), and printing them again gives what was taken apart.

use thethuc::vietnamese::{CitedDocument, Joining};

fn joining(name: &str) -> Option<Joining> {
    [Joining::Ve, Joining::VeViec, Joining::Khong].into_iter().find(|joining| joining.name() == name)
}

fn cases() -> impl Iterator<Item = (&'static str, CitedDocument)> {
    include_str!("citations.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut parts = line.split('\t').map(str::to_owned);
        let pasted = line.split('\t').next().unwrap();
        let mut next = || parts.next().unwrap_or_default();
        next();
        let cited = CitedDocument {
            ten_loai: next(),
            so_ky_hieu: next(),
            ngay: next().parse().unwrap(),
            co_quan: next(),
            trich_yeu: next(),
            chu_noi: joining(&next()),
            nguyen_van: next(),
        };
        (pasted, cited)
    })
}

#[test]
fn every_citation_is_taken_apart() {
    for (pasted, cited) in cases() {
        assert_eq!(CitedDocument::parse(pasted), cited, "{pasted}");
        assert_eq!(CitedDocument::from_value(&cited.to_value()), cited);
    }
    assert!(cases().count() >= 40);
}

#[test]
fn a_citation_in_parts_or_decomposed_letters_is_the_same() {
    for (pasted, cited) in cases().filter(|(_, cited)| cited.nguyen_van.is_empty()) {
        let decomposed: String = pasted.chars().flat_map(apart).collect();
        assert_eq!(CitedDocument::parse(&decomposed), cited, "{pasted}");
        let spread = pasted.replace(' ', "  ") + " ; ";
        assert_eq!(CitedDocument::parse(&spread), cited, "{pasted}");
    }
}

/// In running text a law has its name alone.
#[test]
fn what_is_cited_in_running_text_is_taken_apart_again() {
    for (pasted, cited) in cases().filter(|(_, cited)| cited.nguyen_van.is_empty()) {
        let law = ["Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"].contains(&cited.ten_loai.as_str());
        let wanted = match law {
            true => CitedDocument { so_ky_hieu: String::new(), ngay: Default::default(), ..cited.clone() },
            false => cited.clone(),
        };
        assert_eq!(CitedDocument::parse(&cited.full()), wanted, "{pasted}");
    }
}

/// The letters of the cases that are two in NFD; enough to tell that the text is composed first.
fn apart(letter: char) -> Vec<char> {
    match letter {
        'á' => vec!['a', '\u{301}'],
        'à' => vec!['a', '\u{300}'],
        'ạ' => vec!['a', '\u{323}'],
        'ị' => vec!['i', '\u{323}'],
        'ề' => vec!['e', '\u{302}', '\u{300}'],
        'ủ' => vec!['u', '\u{309}'],
        other => vec![other],
    }
}

#[test]
fn what_a_citation_prints_is_taken_apart_again() {
    // Where the issuer's own name says "về", only "về việc" tells where the abstract begins.
    let plain = |cited: &CitedDocument| cited.nguyen_van.is_empty() && !cited.co_quan.contains(" về ");
    for (pasted, cited) in cases().filter(|(_, cited)| plain(cited)) {
        let printed = CitedDocument::parse(&cited.basis_line());
        let mut wanted = cited.clone();
        if ["Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"].contains(&cited.ten_loai.as_str()) {
            wanted.so_ky_hieu.clear();
        }
        assert_eq!(printed, wanted, "{pasted}");
    }
}

#[test]
fn a_basis_keeps_the_words_it_begins_with() {
    for text in include_str!("bases.txt").lines().filter(|line| !line.starts_with('#')) {
        let printed = CitedDocument::parse_basis(text).basis_line();
        let bare = text.trim_end_matches(';');
        assert_eq!(printed, bare);
    }
}

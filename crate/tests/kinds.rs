//! The kinds of Article 7 of Decree 30/2020/NĐ-CP and the copies of Article 25, written down a second time in `kinds.tsv`
//! with their abbreviations (Annex III.I): the standard lists them, and each has a template.

use thethuc::library;
use thethuc::standard::Standard;

const KINDS: &str = include_str!("kinds.tsv");
/// Kinds of Article 7; the lines after them are copies.
const OF_ARTICLE_7: usize = 29;

fn kinds() -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    KINDS.lines().map(|line| {
        let (name, symbol) = line.split_once('\t').unwrap();
        (name, Some(symbol).filter(|symbol| !symbol.is_empty()))
    })
}

/// The templates of the decree; those of another standard have kinds of their own.
fn templates() -> impl Iterator<Item = std::sync::Arc<thethuc::Template>> {
    let all = library::ids().filter_map(library::get);
    all.filter(|template| template.form.standard().id == Standard::nd30().id)
}

#[test]
fn the_standard_lists_the_kinds_with_their_abbreviations() {
    let standard = Standard::nd30();
    let written = |kinds: &'static [thethuc::standard::Kind]| {
        kinds.iter().map(|kind| (kind.name.split(" (").next().unwrap(), kind.symbol.as_deref()))
    };
    assert_eq!(standard.kind.len(), OF_ARTICLE_7);
    assert!(written(&standard.kind).eq(kinds().take(OF_ARTICLE_7)));
    assert!(written(&standard.copy).eq(kinds().skip(OF_ARTICLE_7)));
}

#[test]
fn every_kind_and_every_copy_has_a_template() {
    let templates: Vec<_> = templates().collect();
    for (name, symbol) in kinds() {
        let found = templates.iter().any(|template| match (name, symbol) {
            ("Công văn", _) => template.form.id == "cong-van" && template.kind_name.is_none(),
            _ => template.kind_name.as_deref() == Some(name) && template.kind.as_deref() == symbol,
        });
        assert!(found, "no template for {name}");
    }
}

#[test]
fn templates_that_share_an_abbreviation_share_the_name() {
    for template in templates() {
        let (Some(symbol), Some(name)) = (&template.kind, &template.kind_name) else { continue };
        let known = kinds().find(|(_, known)| *known == Some(symbol));
        assert_eq!(known.map(|(name, _)| name), Some(name.as_str()), "{}", template.id);
    }
}

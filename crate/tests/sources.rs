//! Every place of Decree 30/2020/NĐ-CP that is named anywhere, in tables, templates, code, the page or what is written
//! about them, is one the decree has (`decree.tsv`), and says which Part of Annex I it means.

use std::fs;
use std::path::{Path, PathBuf};

/// Where sources are named.
const FOLDERS: [&str; 5] = ["crate/src", "templates", "www/src", "tests/layout", "tests/src"];
const FILES: [&str; 2] = ["README.md", "crate/npm/README.md"];
const ENDINGS: [&str; 6] = ["toml", "rs", "md", "ts", "svelte", "hbs"];

/// The Vietnamese letters of points, in order.
const LETTERS: [&str; 23] = [
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v",
    "x", "y",
];

/// A place of the decree.
#[derive(Debug, Clone, Default, PartialEq)]
struct Cited {
    article: Option<usize>,
    annex: Option<String>,
    part: Option<String>,
    section: Option<String>,
    /// The clause of an article, the item of a section.
    item: Option<usize>,
    point: Option<String>,
    form: Option<String>,
}

/// What the decree consists of.
#[derive(Debug, Default)]
struct Decree {
    /// How many clauses each article has, from the first on.
    clauses: Vec<usize>,
    forms: Vec<String>,
    sections: Vec<Section>,
}

#[derive(Debug)]
struct Section {
    annex: String,
    /// Empty in an annex without parts.
    part: String,
    number: String,
    /// How many points each of its items has.
    points: Vec<usize>,
}

impl Decree {
    fn read() -> Decree {
        let mut decree = Decree::default();
        for line in include_str!("decree.tsv").lines().filter(|line| !line.starts_with('#')) {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["article", number, clauses] => {
                    decree.clauses.push(clauses.parse().unwrap());
                    assert_eq!(number, decree.clauses.len().to_string());
                }
                ["form", number] => decree.forms.push(number.to_owned()),
                ["section", annex, part, number, points] => decree.sections.push(Section {
                    annex: annex.to_owned(),
                    part: part.to_owned(),
                    number: number.to_owned(),
                    points: points.split_whitespace().map(|count| count.parse().unwrap()).collect(),
                }),
                _ => panic!("{line}"),
            }
        }
        decree
    }

    /// What is wrong with a place that is named.
    fn fault(&self, cited: &Cited) -> Option<String> {
        if let Some(article) = cited.article {
            let Some(count) = article.checked_sub(1).and_then(|at| self.clauses.get(at)) else {
                return Some(format!("no article {article}"));
            };
            return cited
                .item
                .filter(|item| !(1..=*count).contains(item))
                .map(|item| format!("no clause {item}"));
        }
        if let Some(form) = &cited.form {
            return (!self.forms.contains(form)).then(|| format!("no form {form}"));
        }
        let annex = cited.annex.as_deref()?;
        let sections: Vec<&Section> = self.sections.iter().filter(|one| one.annex == annex).collect();
        if sections.is_empty() {
            return Some(format!("no annex {annex}"));
        }
        let part = cited.part.as_deref();
        let of_part: Vec<&Section> =
            sections.into_iter().filter(|one| part.is_none() || part == Some(&one.part)).collect();
        if of_part.is_empty() {
            return Some(format!("no part {part:?} in annex {annex}"));
        }
        let section = cited.section.as_deref()?;
        let Some(found) = of_part.iter().find(|one| one.number == section) else {
            return Some(format!("no section {section} in annex {annex}"));
        };
        if part.is_none() && !found.part.is_empty() {
            return Some(format!("which part of annex {annex}?"));
        }
        let item = cited.item?;
        let Some(points) = item.checked_sub(1).and_then(|at| found.points.get(at)) else {
            return Some(format!("no item {item} in section {section}"));
        };
        let point = cited.point.as_deref()?;
        let at = LETTERS.iter().position(|letter| *letter == point);
        at.is_none_or(|at| at >= *points).then(|| format!("no point {point} in {section}.{item}"))
    }
}

fn is_roman(word: &str) -> bool {
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"].contains(&word)
}

/// `II.9.d`: section, item, point.
fn path(word: &str) -> Option<(String, Option<usize>, Option<String>)> {
    let mut pieces = word.split('.');
    let section = pieces.next().filter(|piece| is_roman(piece))?.to_owned();
    let item = match pieces.next() {
        Some(piece) => Some(piece.parse().ok()?),
        None => None,
    };
    let point = pieces.next().map(str::to_owned);
    (pieces.next().is_none()).then_some((section, item, point))
}

fn number(word: &str) -> Option<usize> {
    word.parse().ok()
}

/// The words of a text, each with whether a sign that ends a citation stands behind it.
fn words(text: &str) -> Vec<(String, bool)> {
    let edge = |c: char| !c.is_alphanumeric() && c != '/';
    text.split_whitespace()
        .filter(|word| !["//", "///", "//!", "#", "*", "|", "/**"].contains(word))
        .map(|word| {
            let bare = word.trim_matches(edge);
            let ends = word
                .trim_end_matches(['`', '“', '”', '"', '»'])
                .ends_with([';', ':', '(', ')', '.', '?', '!']);
            (bare.to_owned(), ends)
        })
        .filter(|(word, _)| !word.is_empty())
        .collect()
}

/// The places of the decree a text names; its own articles only in what is a `source`.
fn cited(text: &str, is_source: bool) -> Vec<Cited> {
    let words = words(text);
    let word = |at: usize| words.get(at).map_or("", |(word, _)| word.as_str());
    let mut found: Vec<Cited> = Vec::new();
    let mut at = 0;
    // What a citation that goes on belongs to; gone when other words come between.
    let mut current: Option<Cited> = None;
    while at < words.len() {
        let (here, next) = (word(at), word(at + 1));
        let mut taken = 2;
        match here {
            "Điều" if is_source && number(next).is_some() => {
                current = Some(Cited { article: number(next), ..Cited::default() });
                found.extend(current.clone());
            }
            "Article" | "Articles" if number(next).is_some() => {
                current = Some(Cited { article: number(next), ..Cited::default() });
                found.extend(current.clone());
            }
            "Phụ" if next == "lục" && path(word(at + 2)).is_some() => {
                taken = 3;
                current = annex(word(at + 2));
                found.extend(current.clone());
            }
            "Annex" if path(next).is_some() || next.split('.').all(is_roman) => {
                current = annex(next);
                found.extend(current.clone());
            }
            "Phần" | "Part" if is_roman(next) && current.as_ref().is_some_and(|now| now.annex.is_some()) => {
                let now = current.as_mut().unwrap();
                *now = Cited { annex: now.annex.take(), part: Some(next.to_owned()), ..Cited::default() };
                found.extend(current.clone());
            }
            "mục" | "Mục" | "section" | "Section" | "sec"
                if path(next).is_some() && current.as_ref().is_some_and(|now| now.annex.is_some()) =>
            {
                goes_on(current.as_mut().unwrap(), next);
                found.extend(current.clone());
            }
            "khoản" | "clause" | "item" if number(next).is_some() && current.is_some() => {
                current.as_mut().unwrap().item = number(next);
                found.extend(current.clone());
            }
            "mẫu" | "Mẫu" | "form" | "forms" if is_form(next) => {
                current = Some(Cited { form: Some(next.to_owned()), ..Cited::default() });
                found.extend(current.clone());
            }
            _ => {
                taken = 1;
                let joins = ["và", "and", "to"].contains(&here);
                let form = current.as_ref().is_some_and(|now| now.form.is_some());
                let is_path = here.contains('.') && path(here).is_some();
                if form && is_form(here) {
                    current = Some(Cited { form: Some(here.to_owned()), ..Cited::default() });
                    found.extend(current.clone());
                } else if is_path {
                    // Alone it is of the layout rules.
                    let now = current.get_or_insert_with(|| Cited {
                        annex: Some("I".to_owned()),
                        part: Some("I".to_owned()),
                        ..Cited::default()
                    });
                    goes_on(now, here);
                    found.extend(current.clone());
                } else if current.as_ref().is_some_and(|now| now.article.is_some()) && number(here).is_some()
                {
                    current = Some(Cited { article: number(here), ..Cited::default() });
                    found.extend(current.clone());
                } else if !joins {
                    current = None;
                }
            }
        }
        // A sign that ends a sentence or a bracket ends the citation too.
        if words.get(at + taken - 1).is_some_and(|(_, ends)| *ends) {
            current = None;
        }
        at += taken;
    }
    found
}

fn is_form(word: &str) -> bool {
    word.split_once('.').is_some_and(|(kind, form)| number(kind).is_some() && number(form).is_some())
}

/// `III`, `III.I`
fn annex(word: &str) -> Option<Cited> {
    let mut pieces = word.split('.');
    let annex = pieces.next().map(str::to_owned);
    let section = pieces.next().filter(|piece| is_roman(piece)).map(str::to_owned);
    Some(Cited { annex, section, ..Cited::default() })
}

fn goes_on(now: &mut Cited, word: &str) {
    if let Some((section, item, point)) = path(word) {
        *now = Cited { section: Some(section), item, point, form: None, article: None, ..now.clone() };
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.ends_with("core/wasm") {
            // Made by the build.
        } else if entry.is_dir() {
            files(&entry, found);
        } else if entry.extension().is_some_and(|end| ENDINGS.iter().any(|known| end == *known)) {
            found.push(entry);
        }
    }
}

/// The value of `source` on a line of a table.
fn source(line: &str) -> Option<&str> {
    let (_, value) = line
        .split_once("source = \"")
        .filter(|(before, _)| before.trim_end().is_empty() || before.contains('{'))?;
    value.split_once('"').map(|(value, _)| value)
}

/// What of a text speaks of the decree by its number: the brackets or the sentence it stands in.
fn of_the_decree(text: &str) -> Vec<&str> {
    text.match_indices("30/2020/NĐ-CP")
        .map(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let begin = before.rfind(['(', '.', '"', '“', '\n']).map_or(0, |at| at + 1);
            before.get(begin..).unwrap_or_default()
        })
        .collect()
}

#[test]
fn every_place_of_the_decree_that_is_named_exists() {
    let decree = Decree::read();
    let mut all: Vec<PathBuf> = FILES.iter().map(|file| root().join(file)).collect();
    for folder in FOLDERS {
        files(&root().join(folder), &mut all);
    }
    let (mut faults, mut named) = (Vec::new(), 0);
    for file in all {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().filter_map(source).map(|source| cited(source, true));
        let sentences = of_the_decree(&text).into_iter().map(|sentence| cited(sentence, true));
        for one in cited(&text, false).into_iter().chain(lines.flatten()).chain(sentences.flatten()) {
            named += 1;
            faults.extend(decree.fault(&one).map(|fault| format!("{}: {fault}: {one:?}", file.display())));
        }
    }
    faults.dedup();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(named > 300, "only {named} places were found");
}

/// A table of the decree's own names a place of it, or says that it is practice.
#[test]
fn every_source_names_a_place_or_practice() {
    let mut all = Vec::new();
    files(&root().join("crate/src/forms"), &mut all);
    all.push(root().join("crate/src/standard/nd30.toml"));
    for file in all {
        let text = fs::read_to_string(&file).unwrap();
        for source in text.lines().filter_map(source) {
            let other = source.contains("thông lệ") || source.contains("05-HD/VPTW");
            assert!(other || !cited(source, true).is_empty(), "{}: {source}", file.display());
        }
    }
}

#[test]
fn places_that_are_not_there_are_noticed() {
    let decree = Decree::read();
    let faults = |text: &str| -> Vec<String> {
        cited(text, true).iter().filter_map(|one| decree.fault(one)).collect()
    };
    for text in [
        "Phụ lục I, Phần I, mục III.5",
        "Phụ lục I, mục II, khoản 9",
        "Phụ lục I, Phần I, mục II.9.g",
        "Phụ lục I, Phần II, mục III",
        "Phụ lục I, Phần III",
        "Phụ lục VII",
        "Phụ lục III, mẫu 1.11",
        "Phụ lục III, mẫu 1.8 và 1.12",
        "Phụ lục IV, mục IX",
        "Điều 39",
        "Điều 13 khoản 8",
        "Annex I, II.7",
        "Annex IV, Part I",
        "hyphens under the colon (II.10.a)",
    ] {
        assert!(!faults(text).is_empty(), "{text}: {:?}", cited(text, true));
    }
    for text in [
        "Phụ lục I, Phần I, mục II.1.b, II.2, II.5",
        "Phụ lục I, Phần I, mục II, khoản 5",
        "Phụ lục III, mẫu 1.8 và 1.10",
        "Điều 13 khoản 2; Phụ lục I, Phần I, mục II.7",
        "Annex III.I",
        "Annex I, Part I, section V",
        "forms 1.1 to 1.7",
        "Phụ lục IV, mục VII",
        "Chương I. Quy định chung",
    ] {
        assert_eq!(faults(text), [] as [String; 0], "{text}: {:?}", cited(text, true));
    }
}

//! The floors that `lib.rs` draws: each module names only those below it, and those before it on its own floor. Modules
//! that stand side by side in a folder name each other in no circle.
//!
//! What counts is what the compiler reads: imports with their renamings and globs, re-exports followed to where a thing is
//! defined, paths within expressions, types, attributes and macros. Links of doc comments do not count, nor does what only
//! tests see.

mod arrows;
mod source;

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use arrows::{Arrow, circles};
use source::Modules;

/// The folder of a package's sources.
fn sources(package: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(package).join("src")
}

fn modules(package: &str) -> Modules {
    let sources = sources(package);
    let mut files = Vec::new();
    for file in crate::boundaries::files(&sources) {
        let place = file.strip_prefix(&sources).unwrap().to_string_lossy().replace('\\', "/");
        files.push((place, fs::read_to_string(&file).unwrap()));
    }
    Modules::read(files.iter().map(|(place, text)| (place.as_str(), text.as_str())))
}

/// The floors as the picture in the documentation of the crate draws them, from the top down. A floor is a line: its
/// modules, a gap, what they are for.
fn drawn(documentation: &str) -> Vec<Vec<String>> {
    let behind = documentation.split("//! # Floors").nth(1).unwrap_or_default();
    let picture = behind.split("//! ```").nth(1).unwrap_or_default();
    let floors = picture.lines().skip(1).map(|line| {
        let names = line.trim_start_matches("//!").trim().split("  ").next().unwrap_or_default();
        names.split(" · ").map(str::to_owned).filter(|name| !name.is_empty()).collect::<Vec<_>>()
    });
    floors.filter(|floor| !floor.is_empty()).collect()
}

/// Where the picture and the modules disagree, and every arrow that does not run down.
fn broken(floors: &[Vec<String>], modules: &Modules, arrows: &[Arrow]) -> Vec<String> {
    let known = &modules.0[&Vec::new()].children;
    let place = |module: &String| {
        let on = |(floor, names): (usize, &Vec<String>)| {
            Some((floor, names.iter().position(|name| name == module)?))
        };
        floors.iter().rev().enumerate().find_map(on)
    };
    let not_drawn = known.iter().filter(|name| place(name).is_none());
    let unknown = floors.iter().flatten().filter(|name| !known.contains(*name));
    let mut found: Vec<String> = not_drawn.map(|name| format!("{name} stands on no floor")).collect();
    found.extend(unknown.map(|name| format!("{name} is drawn and is no module")));
    for arrow in arrows {
        let (Some(from), Some(to)) = (arrow.from.first(), arrow.to.first()) else { continue };
        let (Some((high, before)), Some((low, behind))) = (place(from), place(to)) else { continue };
        if from != to && (high, Reverse(behind)) <= (low, Reverse(before)) {
            let (high, low) = (high + 1, low + 1);
            let told = format!("{}: {from} (floor {high}) → {to} (floor {low}): {}", arrow.place, arrow.path);
            // A path through several modules of a floor is told once.
            if !found.contains(&told) {
                found.push(told);
            }
        }
    }
    found
}

/// The crate, and who names whom in it.
static CRATE: LazyLock<(Modules, Vec<Arrow>)> = LazyLock::new(|| {
    let modules = modules("");
    let arrows = modules.arrows();
    (modules, arrows)
});

#[test]
fn each_module_names_only_those_below_it() {
    let documentation = fs::read_to_string(sources("").join("lib.rs")).unwrap();
    let found = broken(&drawn(&documentation), &CRATE.0, &CRATE.1);
    assert!(found.is_empty(), "what does not run down:\n{}", found.join("\n"));
}

#[test]
fn no_type_gets_methods_on_another_floor() {
    let found = CRATE.0.extended_from_outside();
    assert!(
        found.is_empty(),
        "whoever calls these names what is above without saying so:\n{}",
        found.join("\n")
    );
}

#[test]
fn modules_side_by_side_name_each_other_in_no_circle() {
    // Those at the top of the crate are the floors.
    let folders = CRATE.1.iter().filter(|arrow| arrow.from.first() == arrow.to.first());
    let found = [circles(folders), circles(&modules("xtask").arrows())].concat();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What is told where all is well.
const NOTHING: [String; 0] = [];

/// A crate of three floors whose lowest is this text.
fn with_ground(text: &str) -> Vec<String> {
    let modules = Modules::read([
        ("lib.rs", "mod ground; mod middle; mod high; pub use high::{High, deep::Deep as Renamed};"),
        ("ground.rs", text),
        ("middle.rs", "pub use std::fmt;"),
        ("high/mod.rs", "pub mod deep; pub struct High; pub fn call() {} pub trait Trait {}"),
        ("high/deep.rs", "pub struct Deep;"),
    ]);
    let floors = drawn(
        "//! # Floors\n//! ```text\n//! high    the top\n//! middle\n//!\n//! ground  the rest\n//! ```\n",
    );
    broken(&floors, &modules, &modules.arrows())
}

#[test]
fn every_way_of_naming_a_module_above_is_told() {
    for text in [
        "use crate::high;",
        "use crate::high::deep::Deep;",
        "use crate::{high::{self as top, deep}};",
        "use crate::high::*;",
        "use super::high::call as other;",
        "use self::super::high;",
        "use crate::High;",
        "use crate::Renamed as Again;",
        "use crate as root; fn f() { root::high::call() }",
        "use super::super::ground as down; use super as up; fn f() { up::High; }",
        "use crate::*; fn f(_: &High) {}",
        "use crate::*; fn f() { high::call() }",
        "use crate::*; fn f() { println!(\"{:?}\", High) }",
        "fn f() { crate::high::call() }",
        "fn f() { let _ = crate::High; }",
        "fn f(_: Vec<Option<crate::high::High>>) {}",
        "fn f() { use crate::high::call; call() }",
        "mod inner { mod inmost { fn f() { super::super::super::high::call() } } }",
        "struct Low; impl crate::high::Trait for Low {}",
        "struct Low; impl Low { const HIGH: usize = size_of::<crate::Renamed>(); }",
        "fn f() { println!(\"{}\", crate::high::call()) }",
        "fn f() { vec![1, super::high::call(), 2]; }",
        "macro_rules! m { () => { $crate::high::call() } }",
        "make! { use crate::{middle, high::{call}}; }",
        "crate::high::make! {}",
        "#[derive(crate::high::Make)] struct Low;",
        "struct Low { #[serde(with = \"crate::high::deep\")] low: u8 }",
        "#[cfg(not(test))] use crate::high;",
    ] {
        let found = with_ground(text);
        assert!(
            found.iter().any(|one| one.contains("ground (floor 1) → high (floor 3)")),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn what_names_nothing_above_is_not_told() {
    for text in [
        "//! [`crate::high`]\n/// [`crate::high::High`]\nfn f() {}",
        "#[cfg(test)] mod tests { use crate::high; }",
        "#[cfg(test)] use crate::high;",
        "struct Low; impl Low { #[cfg(test)] fn f() { crate::high::call() } }",
        "pub(in crate::ground) fn high() {} fn f() { high() }",
        "fn f(high: u8) -> u32 { high.count_ones() }",
        "mod high { pub fn call() {} } fn f() { high::call(); self::high::call() }",
        "use ::high::call;",
        "use std::fmt; fn f(_: fmt::Error) {}",
        "fn f() -> &'static str { \"crate high\" }",
    ] {
        assert_eq!(with_ground(text), NOTHING, "{text}");
    }
}

#[test]
fn an_arrow_is_told_with_its_place_and_both_floors() {
    let found = with_ground("use std::fmt;\n\nuse crate::middle::fmt as other;\nuse crate::High;\n");
    assert_eq!(
        found,
        [
            "ground.rs:4: ground (floor 1) → high (floor 3): crate::High",
            "ground.rs:3: ground (floor 1) → middle (floor 2): crate::middle::fmt",
        ]
    );
}

#[test]
fn modules_stand_on_one_floor_from_left_to_right() {
    let read = |one: &'static str, other: &'static str| {
        let modules = Modules::read([
            ("lib.rs", "mod one; mod other; mod lost;"),
            ("one.rs", one),
            ("other.rs", other),
        ]);
        broken(
            &drawn("//! # Floors\n//! ```text\n//! one · other · gone  text\n//! ```"),
            &modules,
            &modules.arrows(),
        )
    };
    let at_odds = ["lost stands on no floor", "gone is drawn and is no module"];
    assert_eq!(read("", "use crate::one;"), at_odds);
    let back = read("fn f() {\n    crate::other::f()\n}", "");
    assert_eq!(back[2..], ["one.rs:2: one (floor 1) → other (floor 1): crate::other::f"]);
}

#[test]
fn circles_are_found_at_every_depth_and_through_re_exports() {
    let circles_in = |files: &[(&'static str, &'static str)]| {
        let whole = [("lib.rs", "mod a;"), ("a/mod.rs", "mod b; mod c; mod d; pub use c::C; pub struct A;")];
        circles(&Modules::read(whole.iter().chain(files).copied()).arrows())
    };
    assert_eq!(
        circles_in(&[("a/b.rs", "use super::C;"), ("a/c.rs", "pub struct C; use super::A;")]),
        NOTHING
    );
    assert_eq!(
        circles_in(&[("a/b.rs", "pub fn f(_: super::C) {}"), ("a/c.rs", "pub struct C;\nuse super::b::f;")]),
        ["a has a circle:\n    b → c: a/b.rs:1 says super::C\n    c → b: a/c.rs:2 says super::b::f"]
    );
    let three = circles_in(&[
        ("a/b.rs", "use super::C;"),
        ("a/c.rs", "pub struct C; use crate::a::d::inner;"),
        ("a/d/mod.rs", "pub mod inner;"),
        ("a/d/inner.rs", "fn f() { crate::a::b::f() }"),
    ]);
    assert_eq!(three.len(), 1, "{three:?}");
    assert!(three[0].contains("d → b: a/d/inner.rs:1 says crate::a::b::f"), "{three:?}");
}

#[test]
fn methods_given_to_a_type_of_another_floor_are_told() {
    let extended = |text: &'static str| {
        Modules::read([
            ("lib.rs", "mod low; mod high; pub use low::Low;"),
            ("low.rs", "pub struct Low;"),
            ("high.rs", text),
        ])
        .extended_from_outside()
    };
    assert_eq!(extended("use crate::Low as It;\nimpl It { fn f() {} }"), ["high.rs:2: impl It"]);
    assert_eq!(extended("struct High; impl High {} trait More {} impl More for crate::Low {}"), NOTHING);
}

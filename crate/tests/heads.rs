//! The first row of a range pasted into a table (`heads.tsv`): whether it heads the others, and where its columns go.

use thethuc::{batch, library};

#[test]
fn heads_are_known_by_what_they_are_like() {
    let mut count = 0;
    for line in include_str!("heads.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [template, path, cells, what, columns] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let row: Vec<&str> = cells.split('|').collect();
        let heads = batch::heads(&library::get(template).unwrap(), path, &row).unwrap();
        let said = match (heads.is_head, heads.is_sure) {
            (true, true) => "sure",
            (true, false) => "asked",
            (false, _) => "row",
        };
        assert_eq!(said, what, "{line}: {heads:?}");
        if heads.is_head {
            let shown: Vec<&str> = heads
                .columns
                .iter()
                .zip(&heads.nowhere)
                .map(|(column, nowhere)| if *nowhere { "-" } else { column.as_deref().unwrap_or("?") })
                .collect();
            assert_eq!(shown.join("|"), columns, "{line}");
        }
        count += 1;
    }
    assert!(count >= 8);
}

#[test]
fn there_are_no_heads_where_there_is_no_table() {
    let letter = library::get("cong-van").unwrap();
    assert_eq!(batch::heads(&letter, "trich_yeu", &["TT"]), None);
    assert_eq!(batch::heads(&letter, "khong_co", &["TT"]), None);
}

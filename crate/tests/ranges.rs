//! Ranges pasted into tables (`ranges.tsv`): their heads, the rows that are no data, and where each column goes.

use thethuc::{batch, library};

#[test]
fn ranges_are_taken_asked_about_and_told() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for line in include_str!("ranges.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [template, path, at, rows, what, head, columns, kept, left] =
            line.split('\t').collect::<Vec<_>>()[..]
        else {
            panic!("{line}");
        };
        let rows: Vec<Vec<String>> =
            rows.split("//").map(|row| row.split('|').map(str::to_owned).collect()).collect();
        let range = batch::range(&library::get(template).unwrap(), path, at, &rows).unwrap();
        let shown: Vec<&str> = range
            .columns
            .iter()
            .zip(&range.nowhere)
            .map(|(column, nowhere)| if *nowhere { "-" } else { column.as_deref().unwrap_or("?") })
            .collect();
        let rows = range.rows.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
        let told = range.left.iter().map(|left| left.text.as_str()).collect::<Vec<_>>().join(", ");
        let found = [
            if range.is_sure { "sure" } else { "asked" },
            if range.is_head { "head" } else { "none" },
            &shown.join("|"),
            &rows,
            &told,
        ];
        if found != [what, head, columns, kept, left] {
            wrong.push(format!("{line}\n    {found:?}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 30);
}

#[test]
fn there_is_no_range_where_there_is_no_table_or_nothing_in_it() {
    let plan = library::get("ke-hoach-nam").unwrap();
    let rows = [vec!["a".to_owned(), "b".to_owned()]];
    assert_eq!(batch::range(&plan, "trich_yeu", "", &rows), None);
    assert_eq!(batch::range(&plan, "phan_cong", "viec", &[vec![" ".to_owned()]]), None);
    assert!(batch::range(&plan, "phan_cong", "khong_co", &rows).is_some());
}

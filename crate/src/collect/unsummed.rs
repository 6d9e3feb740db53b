//! What is told of sums: which are blank, and which are parted by what their figures count.

use super::Collector;
use super::sums::{by_label, each, is_derived, is_given};
use crate::joined::Joined;
use crate::sheet::flat::{Flat, form};
use crate::to_list::ToList;
use crate::{Diagnostic, Location};

/// All of it.
pub(super) fn told(collector: &Collector) -> Vec<Diagnostic> {
    let mut found = uneven(collector);
    for template in collector.templates() {
        let form = form(&template, &[]);
        for table in form.tables.iter().filter(|table| is_given(table)) {
            for (label, totals) in by_label(collector, &template.id, table) {
                let about = format!("{}, «{label}»", table.label);
                if totals.of_name().any(|total| total.is_rate) {
                    found.push(rate(&about));
                }
                let units = totals.of_name().map(|total| (total.unit.as_str(), total.rows)).to_list();
                if units.len() > 1 {
                    found.push(units_differ(&about, &units));
                }
            }
        }
    }
    found
}

/// That shares and means are not added over units.
fn rate(about: &str) -> Diagnostic {
    Diagnostic::warning(
        "ty-le-khong-cong",
        Location::Document,
        format!(
            "{about}: là tỷ lệ hoặc bình quân nên không cộng các đơn vị, ô cộng để trống. Hãy tính lại từ số gốc của các đơn vị."
        ),
        format!(
            "{about}: a share or a mean is not added over units, and its total is blank. Compute it of the figures it follows from."
        ),
    )
}

/// That rows of one name count several things.
fn units_differ(about: &str, units: &[(&str, usize)]) -> Diagnostic {
    let unit = |blank: &str, rows: &str| {
        let one = |(unit, count): &(&str, usize)| {
            format!("«{}» {count} {rows}", if unit.is_empty() { blank } else { unit })
        };
        units.iter().map(one).joined(", ")
    };
    Diagnostic::warning(
        "nhieu-don-vi-tinh",
        Location::Document,
        format!(
            "{about}: ghi nhiều đơn vị tính ({}) nên cộng riêng từng loại. Hãy hỏi đơn vị số liệu tính theo đơn vị nào.",
            unit("để trống", "dòng")
        ),
        format!(
            "{about}: counts several things ({}), which are added up each for itself. Ask what the figures count.",
            unit("blank", "rows")
        ),
    )
}

/// That the total of a computed column stays blank, because what it follows from does not stand in the same rows.
fn uneven(collector: &Collector) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    each(collector, &mut |_, table, total| {
        let blank = |column: &&Flat<'_>| is_derived(table, column) && !total.is_whole(table, column);
        for column in table.columns.iter().filter(blank) {
            let counts = total.addends(table, column).map(|(addend, sum)| (&addend.label, sum.rows.len()));
            let (counts, counts_en): (Vec<String>, Vec<String>) = counts
                .map(|(label, rows)| {
                    (
                        format!("«{label}» có số ở {rows} dòng"),
                        format!("“{label}” has figures in {rows} rows"),
                    )
                })
                .unzip();
            let of_unit = if total.unit.is_empty() { String::new() } else { format!(" ({})", total.unit) };
            let (table, column) = (format!("{}{of_unit}", table.label), &column.label);
            found.push(Diagnostic::warning(
                "tong-khong-tinh",
                Location::Document,
                format!(
                    "{table}: không tính «{column}» của dòng cộng vì {}; hãy hỏi lại đơn vị để trống số.",
                    counts.join(", ")
                ),
                format!(
                    "{table}: “{column}” of the total is not computed, because {}; ask who left figures out.",
                    counts_en.join(", ")
                ),
            ));
        }
    });
    found
}

//! Numbers as somebody typed or pasted them: what can be read in two ways is asked, unless the field decides.

use rust_decimal::Decimal;

use super::Resolver;
use super::resolved::number_value;
use crate::template::field::{Field, Kind, Numeric};
use crate::vietnamese::grouping::{self, Habit, Reading};
use crate::vietnamese::number;
use crate::{FieldPath, Fix, Severity};

impl Resolver {
    /// The number a text stands for; what is wrong with it, or doubtful, is a finding.
    pub(super) fn typed(
        &mut self,
        field: &Field,
        numeric: &Numeric,
        text: &str,
        path: &FieldPath,
    ) -> Option<Decimal> {
        let decimals = numeric.decimals.or(is_whole(field, numeric).then_some(0));
        match grouping::read(text, Habit::default(), decimals) {
            Ok(Reading::Number(number)) => Some(number),
            // A point groups thousands, as the law of accounting has it, and whoever types it sees it so.
            Ok(Reading::Thousands(number) | Reading::Doubtful { thousands: number, .. })
                if !text.contains(',') =>
            {
                Some(number)
            }
            Ok(Reading::Spaced(number)) => {
                self.as_one(text, number, path);
                Some(number)
            }
            Ok(Reading::Thousands(number)) => {
                self.as_thousands(field, text, number, path);
                Some(number)
            }
            Ok(Reading::Doubtful { fraction, .. }) if decimals.is_some() => Some(fraction),
            Ok(Reading::Doubtful { thousands, fraction }) => {
                self.two_readings(text, (thousands, fraction), path);
                None
            }
            Err(error) => {
                self.report(Severity::Error, "so-sai", path, error.to_string(), error.english());
                None
            }
        }
    }

    /// A field prints fewer decimals than its number has.
    pub(super) fn rounded(&mut self, field: &Field, number: Decimal, decimals: u32, path: &FieldPath) {
        let (given, shown) = (number::format(number, None), number::format(number, Some(decimals)));
        let (why, english) = match decimals {
            0 => ("là số nguyên".to_owned(), "is a whole number".to_owned()),
            1 => ("chỉ in 1 chữ số lẻ".to_owned(), "prints one decimal".to_owned()),
            _ => (format!("chỉ in {decimals} chữ số lẻ"), format!("prints {decimals} decimals")),
        };
        self.report(
            Severity::Warning,
            "so-le",
            path,
            format!("«{}» {why} nên {given} được in là {shown}; hãy kiểm tra lại.", field.label),
            format!("“{}” {english}, so {given} prints as {shown}; check it.", field.label),
        );
    }

    fn as_thousands(&mut self, field: &Field, text: &str, number: Decimal, path: &FieldPath) {
        let shown = number::format(number, None);
        self.report(
            Severity::Info,
            "so-hang-nghin",
            path,
            format!("«{}» không nhận ba chữ số lẻ nên «{text}» được hiểu là {shown}.", field.label),
            format!("“{}” takes no three decimals, so “{text}” is read as {shown}.", field.label),
        );
        self.fix(write(number, path));
    }

    fn as_one(&mut self, text: &str, number: Decimal, path: &FieldPath) {
        let shown = number::format(number, None);
        self.report(
            Severity::Warning,
            "so-co-dau-cach",
            path,
            format!("«{text}» được hiểu là một số, {shown}; nếu là nhiều số thì hãy tách ra."),
            format!("“{text}” is read as one number, {shown}; if it is several, part them."),
        );
        self.fix(write(number, path));
    }

    fn two_readings(&mut self, text: &str, (thousands, decimal): (Decimal, Decimal), path: &FieldPath) {
        let shown = [thousands, decimal].map(|number| number::format(number, None));
        let [thousand, fraction] = &shown;
        self.report(
            Severity::Error,
            "so-hai-nghia",
            path,
            format!("«{text}» là {thousand} (hàng nghìn) hay {fraction} (số lẻ)? Hãy chọn một."),
            format!("Is “{text}” {thousand} (thousands) or {fraction} (a decimal fraction)? Choose one."),
        );
        // The numbers alone: the buttons stand in the cells of tables.
        let labelled = |number: Decimal, label: &String| Fix {
            label: label.clone(),
            label_en: label.clone(),
            ..write(number, path)
        };
        let mut fix = labelled(thousands, thousand);
        fix.others.push(labelled(decimal, fraction));
        self.fix(fix);
    }
}

/// Whole numbers and amounts of money in đồng have no fraction.
fn is_whole(field: &Field, numeric: &Numeric) -> bool {
    let in_dong =
        matches!(field.kind, Kind::Money(_)) && (numeric.unit.is_empty() || grouping::is_dong(&numeric.unit));
    numeric.decimals.map_or(in_dong, |decimals| decimals == 0)
}

fn write(number: Decimal, path: &FieldPath) -> Fix {
    let shown = number::format(number, None);
    let mut fix = Fix::new(path.clone(), shown.as_str(), format!("Ghi {shown}"), format!("Write {shown}"));
    fix.number = Some(number_value(number));
    fix
}

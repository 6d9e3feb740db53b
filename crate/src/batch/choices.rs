//! Choices that nobody made: where neither a column nor a common value says so, the form's own stands in every document.

use super::column::{Column, Rows};
use super::target::Input;
use super::{Batch, inputs};
use crate::diagnostic::value_at;
use crate::joined::Joined;
use crate::sheet::Cell;
use crate::template::Kind;
use crate::template::field::is_blank;
use crate::to_list::ToList;
use crate::vietnamese::lists;
use crate::{Diagnostic, FieldPath, Location};

/// What a form chooses where nobody does, by its label; none where a field is no choice or has none of its own.
fn own(input: &Input<'_>) -> Option<String> {
    let Kind::Choice(choices) = &input.field.kind else { return None };
    let own = input.field.default.as_ref()?.as_str()?;
    choices.iter().find(|choice| choice.value == own).map(|choice| choice.label.clone())
}

/// Whether a field chooses how somebody is spoken to: `ông` or `bà`.
fn is_address(input: &Input<'_>) -> bool {
    let Kind::Choice(choices) = &input.field.kind else { return false };
    !choices.is_empty() && choices.iter().all(|choice| lists::is_person(&choice.label))
}

impl Batch {
    /// The choices that the form makes for all documents. How people are spoken to it cannot know.
    pub(super) fn by_default(&self) -> Vec<Diagnostic> {
        let inputs = inputs(&*self.maker);
        let is_filled = |path: &str| {
            self.bound.columns.iter().any(|column| column.path == path)
                || !value_at(&self.matching.constants, path).is_none_or(is_blank)
        };
        // What all forms have, such as the degree of urgency, means nothing by itself where nobody chooses.
        let is_own = |path: &str| {
            let name = path.split('.').next().unwrap_or_default();
            self.maker.fields().iter().any(|field| field.name == name && !field.shared)
        };
        let open = inputs
            .iter()
            .filter(|input| input.rows.is_empty() && is_own(&input.path) && !is_filled(&input.path));
        let (mut told, mut others) = (Vec::new(), Vec::new());
        for (input, choice) in open.filter_map(|input| Some((input, own(input)?))) {
            let label = &input.label;
            if !is_address(input) {
                others.push((input, choice));
                continue;
            }
            told.push(Diagnostic::error(
                "chua-ro-xung-ho",
                Location::Field { path: FieldPath::from(input.path.as_str()) },
                format!("Không cột nào cho biết «{label}» nên mọi văn bản ghi «{choice}»; hãy thêm cột ấy vào bảng, hoặc đúng với mọi người thì ghi là giá trị chung (--const \"{label}={choice}\")."),
                format!("No column says “{label}”, so every document has “{choice}”; add such a column, or if it is right for everybody, say so as a common value (--const \"{label}={choice}\")."),
            ));
        }
        if let Some((first, _)) = others.first() {
            let named = |open: &str, close: &str| {
                let each =
                    others.iter().map(|(input, choice)| format!("{open}{}{close} = {choice}", input.label));
                each.joined(", ")
            };
            told.push(Diagnostic::warning(
                "chon-theo-mau",
                Location::Field { path: FieldPath::from(first.path.as_str()) },
                format!("Không cột nào và không giá trị chung nào cho biết, nên mọi văn bản lấy lựa chọn sẵn của mẫu: {}.", named("«", "»")),
                format!("Neither a column nor a common value says so, so all documents have the form's own choice: {}.", named("“", "”")),
            ));
        }
        told
    }
}

/// That a document leaves blank what the form would then choose by itself.
pub(super) fn left_open(column: &Column) -> Option<Diagnostic> {
    let is_choice = matches!(column.field.kind, Kind::Choice(_)) && column.field.default.is_some();
    (is_choice && column.rows == Rows::Document).then(|| {
        Diagnostic::error(
            "chua-chon",
            Location::Field { path: FieldPath::from(column.path.as_str()) },
            "Ô này để trống nên văn bản lấy lựa chọn sẵn của mẫu; hãy ghi rõ lựa chọn.",
            "This cell is blank, so the document has the form's own choice; say which it is.",
        )
    })
}

/// That a cell says how somebody is spoken to where the template prints that before the name by itself.
pub(super) fn addressed_twice(column: &Column, cell: Cell<'_>) -> Option<Diagnostic> {
    let shown = cell.shown.trim();
    (column.is_addressed && lists::is_person(shown)).then(|| {
        Diagnostic::error(
            "xung-ho-hai-lan",
            Location::Field { path: FieldPath::from(column.path.as_str()) },
            format!("Ô này ghi «{shown}» mà mẫu tự in «ông» hay «bà» trước tên; hãy để xưng hô ở cột riêng, ô này chỉ ghi tên."),
            format!("This cell says “{shown}”, and the template prints how somebody is spoken to before the name; keep that in a column of its own."),
        )
    })
}

/// Says of the columns whether the template prints how people are spoken to before them: a choice of that stands beside their field.
pub(super) fn learn_addressed(columns: &mut [Column], inputs: &[Input<'_>]) {
    let parent = |path: &str| path.rsplit_once('.').map_or(String::new(), |(parent, _)| parent.to_owned());
    let addressed = inputs.iter().filter(|input| is_address(input));
    let parents: Vec<String> = addressed.map(|input| parent(&input.path)).to_list();
    for column in columns {
        column.is_addressed =
            matches!(column.field.kind, Kind::Line) && parents.contains(&parent(&column.path));
    }
}

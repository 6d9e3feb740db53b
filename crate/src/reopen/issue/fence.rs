//! What may stand around a place: fields that Word works out anew, controls that show what is stored elsewhere, and
//! controls that wait for somebody to fill them in.

use crate::docx::package::Package;
use crate::docx::patch::Patch;
use crate::docx::walk::{Place, Visitor, walk};
use crate::ordered;
use crate::to_list::ToList;
use crate::xml::Element;
use crate::{Diagnostic, Location};

/// The fields whose text stays as it is written.
const LASTING: [&str; 3] = ["MERGEFIELD", "FORMTEXT", "HYPERLINK"];

/// What Word stores without an item of the file: the properties and the cover page.
const STORES: [&str; 3] = [
    "6C3C8BC8-F283-45AE-878A-BAB7291924A1",
    "6668398D-A668-4E3E-A5EB-62B293D839F1",
    "55AF091B-3C7A-41E3-B477-F2FDAA23CFDA",
];

/// The patch, with the controls it writes into no longer waiting.
///
/// # Errors
/// `truong-tu-dong` and `o-lien-ket` where Word would show something else than what is written.
pub(super) fn opened(
    root: &Element<'_>,
    package: &Package<'_>,
    mut patch: Patch,
) -> Result<Patch, Diagnostic> {
    let mut written: Vec<u32> = patch.written().to_list();
    ordered::sort(&mut written);
    let mut reader = Reader { written, ..Reader::default() };
    walk(root, &mut reader);
    if let Some(code) = reader.automatic {
        return Err(automatic(code.split_whitespace().next().unwrap_or_default()));
    }
    if reader.bound.iter().any(|store| is_stored(package, store)) {
        return Err(bound());
    }
    ordered::sort(&mut reader.waiting);
    reader.waiting.dedup();
    for element in reader.waiting {
        patch.remove(element);
    }
    Ok(patch.without_empty_runs())
}

/// A content control under way.
#[derive(Default)]
struct Control {
    /// The element that says it waits.
    waits: Option<u32>,
    /// Where what it shows is stored.
    store: Option<String>,
}

/// A field under way.
#[derive(Default)]
struct Field {
    code: String,
    has_result: bool,
}

#[derive(Default)]
struct Reader {
    /// The elements that are given other text, in order.
    written: Vec<u32>,
    elements: u32,
    controls: Vec<Control>,
    fields: Vec<Field>,
    in_code: bool,
    /// The style of the letters of the run under way.
    style: Option<u32>,
    waiting: Vec<u32>,
    bound: Vec<String>,
    automatic: Option<String>,
}

impl Reader {
    fn written(&mut self) {
        let is_lasting = |field: &&Field| {
            let name = field.code.split_whitespace().next().unwrap_or_default();
            LASTING.iter().any(|known| known.eq_ignore_ascii_case(name))
        };
        let automatic = self.fields.iter().filter(|field| field.has_result).find(|field| !is_lasting(field));
        if let Some(field) = automatic {
            self.automatic = Some(field.code.clone());
        }
        for control in &self.controls {
            if let Some(waits) = control.waits {
                self.waiting.extend([Some(waits), self.style].into_iter().flatten());
            }
            self.bound.extend(control.store.clone());
        }
    }
}

impl Visitor for Reader {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let element = self.elements;
        self.elements += 1;
        let value = |name: &str| place.word_attribute(name).unwrap_or_default().into_owned();
        match place.word() {
            "sdt" => self.controls.push(Control::default()),
            "showingPlcHdr" => {
                let is_on = !matches!(value("val").as_str(), "0" | "false" | "off");
                if let Some(control) = self.controls.last_mut().filter(|_| is_on) {
                    control.waits = Some(element);
                }
            }
            "dataBinding" => {
                if let Some(control) = self.controls.last_mut() {
                    control.store = Some(value("storeItemID"));
                }
            }
            "fldSimple" => self.fields.push(Field { code: value("instr"), has_result: true }),
            "fldChar" => match value("fldCharType").as_str() {
                "begin" => self.fields.push(Field::default()),
                "separate" => self.fields.iter_mut().rev().take(1).for_each(|field| field.has_result = true),
                "end" => drop(self.fields.pop()),
                _ => {}
            },
            "instrText" => self.in_code = true,
            "r" => self.style = None,
            "rStyle" => self.style = Some(element),
            "t" if self.written.binary_search(&element).is_ok() => self.written(),
            _ => {}
        }
        true
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        match place.word() {
            "sdt" => drop(self.controls.pop()),
            "fldSimple" => drop(self.fields.pop()),
            "instrText" => self.in_code = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut().filter(|_| self.in_code) {
            field.code.push_str(text);
        }
    }
}

/// What a control shows is in the file.
fn is_stored(package: &Package<'_>, store: &str) -> bool {
    let id = store.trim_matches(['{', '}']).to_ascii_uppercase();
    if id.len() < STORES.iter().map(|store| store.len()).min().unwrap_or_default() {
        return false;
    }
    let items = package.sources().filter(|source| !source.is_empty());
    let mut properties = items.flat_map(|source| package.relations(&source).unwrap_or_default());
    STORES.contains(&id.as_str())
        || properties.any(|relation| {
            relation.role() == "customXmlProps"
                && package
                    .read(&relation.target)
                    .ok()
                    .flatten()
                    .is_some_and(|xml| String::from_utf8_lossy(&xml).to_ascii_uppercase().contains(&id))
        })
}

fn automatic(field: &str) -> Diagnostic {
    Diagnostic::error(
        "truong-tu-dong",
        Location::Document,
        format!(
            "Chỗ ghi số hoặc ngày là trường {field}, Word tự tính lại khi mở hoặc in; hãy chọn chỗ đó trong Word, bấm \
             Ctrl+Shift+F9 để đổi thành chữ thường rồi cấp số."
        ),
        format!(
            "The place of number or date is a field {field}, which Word works out anew; select it in Word and press \
             Ctrl+Shift+F9 to make it plain text."
        ),
    )
}

fn bound() -> Diagnostic {
    Diagnostic::error(
        "o-lien-ket",
        Location::Document,
        "Chỗ ghi số hoặc ngày là ô nhập liên kết với dữ liệu trong tệp, Word sẽ ghi đè khi mở; hãy bỏ ô đó trong Word (Xóa \
         điều khiển nội dung) rồi cấp số.",
        "The place of number or date is a control that shows data stored in the file; remove the content control in Word.",
    )
}

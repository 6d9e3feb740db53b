//! Templates somebody opens for a session: a folder's files, or one zip, with one template in it or several.

use std::borrow::Cow;

use super::library::{self, TemplateInfo};
use super::load::MANIFEST;
use super::outside::{is_junk, place, refusal, too_long};
use super::{MAX_FILE, Template, TemplateFiles};
use crate::ordered;
use crate::to_list::ToList;
use crate::zip::Archive;
use crate::{Diagnostic, Location};

/// The most templates opened at a time.
pub const MAX_OPENED: usize = 200;

/// What was opened, and what is wrong with the rest.
#[derive(Debug, Default, serde::Serialize)]
pub struct Opened {
    /// The templates without fault, now found by their ids.
    pub templates: Vec<TemplateInfo>,
    /// Every fault of the others, with file, line and column.
    pub diagnostics: Vec<Diagnostic>,
}

/// Opens the templates among these files, each a path with `/` and its bytes; a single zip is looked into.
///
/// From then on [`library::get`] finds them, until the program ends or another one of the same id is opened. Those that
/// are built in stay as they are.
///
/// ```
/// use thethuc::template::open_all;
/// let opened = open_all(&[("mau.zip".to_owned(), b"x".to_vec())]);
/// assert_eq!((opened.templates.len(), opened.diagnostics[0].code.as_ref()), (0, "khong-phai-zip"));
/// ```
pub fn open_all(files: &[(String, Vec<u8>)]) -> Opened {
    if let [(name, bytes)] = files
        && name.to_ascii_lowercase().ends_with(".zip")
    {
        return match Archive::open(bytes) {
            Ok(zip) => open_zip(name, &zip),
            Err(error) => Opened { diagnostics: vec![refusal(name, &error)], ..Opened::default() },
        };
    }
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).to_list();
    let read = |path: &str| {
        let file = files.iter().find(|(name, _)| name == path);
        Ok(file.map_or(Cow::Borrowed(&[][..]), |(_, bytes)| Cow::Borrowed(bytes.as_slice())))
    };
    open("", &paths, read)
}

fn open_zip(name: &str, zip: &Archive<'_>) -> Opened {
    let paths: Vec<&str> = zip.entries().iter().map(|part| part.name.as_str()).to_list();
    open(name, &paths, |path| {
        let size = zip.entries().iter().find(|part| part.name == path).map_or(0, |part| part.size);
        if size > MAX_FILE {
            return Err(too_long(name, path));
        }
        let content = zip.read(path).map_err(|error| refusal(name, &error))?;
        Ok(content.map(|content| content.into_owned()).unwrap_or_default().into())
    })
}

/// Opens what lies under each manifest; `name` is where all of it lies, as findings show it.
fn open<'b>(
    name: &str,
    paths: &[&str],
    mut read: impl FnMut(&str) -> Result<Cow<'b, [u8]>, Diagnostic>,
) -> Opened {
    let paths: Vec<&str> = paths.iter().copied().filter(|path| !is_junk(path)).to_list();
    let mut roots: Vec<&str> = paths
        .iter()
        .filter_map(|path| path.strip_suffix(MANIFEST))
        .filter(|folder| folder.is_empty() || folder.ends_with('/'))
        .to_list();
    ordered::sort(&mut roots);
    if roots.is_empty() {
        // Whatever was meant to be the manifest lies beside the first file; loading says what is missing.
        roots
            .extend(paths.first().map(|path| path.rfind('/').map_or("", |at| path.get(..=at).unwrap_or(""))));
    }
    let mut opened = Opened::default();
    if paths.is_empty() || roots.len() > MAX_OPENED {
        opened.diagnostics.push(Diagnostic::error(
            "khong-co-mau",
            place(name, ""),
            format!("Cần chọn một thư mục hay tệp .zip có từ 1 đến {MAX_OPENED} mẫu, mỗi mẫu có template.toml và body.hbs."),
            format!("Choose a folder or .zip with 1 to {MAX_OPENED} templates, each with template.toml and body.hbs."),
        ));
        return opened;
    }
    for root in roots {
        let own: Vec<&str> = paths.iter().filter_map(|path| path.strip_prefix(root)).to_list();
        let shown = match (name, root.trim_end_matches('/')) {
            ("", root) => root.to_owned(),
            (name, "") => name.to_owned(),
            (name, root) => format!("{name}/{root}"),
        };
        let gathered = TemplateFiles::gather(&shown, &own, |path| read(&format!("{root}{path}")));
        match gathered.and_then(|files| Template::load(&files)).and_then(|template| kept(template, &shown)) {
            Ok(info) => opened.templates.push(info),
            Err(findings) => opened.diagnostics.extend(findings),
        }
    }
    opened
}

fn kept(template: Template, shown: &str) -> Result<TemplateInfo, Vec<Diagnostic>> {
    let id = template.id.clone();
    library::keep(template).ok_or_else(|| {
        vec![Diagnostic::error(
            "trung-ma",
            Location::File { file: format!("{shown}/{MANIFEST}"), line: 0, column: 0 },
            format!("Mã «{id}» là của một mẫu có sẵn; hãy đặt mã và tên thư mục khác."),
            format!("The id “{id}” is that of a built-in template; give it and its folder another."),
        )]
    })
}

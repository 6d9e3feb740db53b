use super::PackageError;
use crate::docx::names::{CONTENT_TYPES, PACKAGE_RELATION};
use crate::joined::Joined;
use crate::to_list::ToList;
use crate::xml::{Document, Element, Scope};

/// A relationship of a part, or of the package itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its id, unique among those of its source.
    pub id: String,
    /// What the target is to the source: a URI.
    pub kind: String,
    /// The name of the target part, resolved against the source, without a leading slash; when `external`, the URI as
    /// written.
    pub target: String,
    /// The target is outside the package.
    pub external: bool,
}

impl Relation {
    /// The last step of its kind, the same in transitional and strict documents: `header`, `officeDocument`.
    pub fn role(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }

    pub(super) fn read_all(source: &str, xml: &[u8]) -> Result<Vec<Relation>, PackageError> {
        let name = relations_part(source);
        let document = Document::parse(xml).map_err(|error| PackageError::Xml { part: name, error })?;
        let mut scope = Scope::new(|uri| uri == PACKAGE_RELATION);
        scope.enter(&document.root);
        let relations = document.root.elements().filter_map(|element| {
            scope.enter(element);
            let ours =
                scope.of_element(element.name()) == Some(true) && element.local_name() == "Relationship";
            scope.leave();
            if !ours {
                return None;
            }
            let target = element.attribute("Target")?;
            let external = element.attribute("TargetMode").as_deref() == Some("External");
            Some(Relation {
                id: element.attribute("Id")?.into_owned(),
                kind: element.attribute("Type")?.into_owned(),
                target: if external { target.into_owned() } else { resolve(source, &target) },
                external,
            })
        });
        Ok(relations.to_list())
    }
}

/// The name of the part that holds the relationships of `source`; `""` is the package.
pub(in crate::docx) fn relations_part(source: &str) -> String {
    match source.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{source}.rels"),
    }
}

/// The part whose relationships this part holds; `""` for the package. None for any other part.
pub(super) fn source_of(relations: &str) -> Option<String> {
    let (folder, file) = relations.rsplit_once('/')?;
    let end = file.len().checked_sub(".rels".len())?;
    let file =
        file.get(..end).filter(|_| file.get(end..).is_some_and(|end| end.eq_ignore_ascii_case(".rels")))?;
    if folder.eq_ignore_ascii_case("_rels") {
        return Some(file.to_owned());
    }
    let (before, last) = folder.rsplit_once('/')?;
    last.eq_ignore_ascii_case("_rels").then(|| format!("{before}/{file}"))
}

/// The part `target` as a relationship of `source` names it: the way from the folder of `source`.
pub(in crate::docx) fn relative_target(source: &str, target: &str) -> String {
    let folders = |name: &str| -> Vec<String> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        folder.split('/').filter(|step| !step.is_empty()).map(str::to_owned).to_list()
    };
    let (from, to) = (folders(source), folders(target));
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    from.iter().skip(shared).map(|_| "..").chain(target.split('/').skip(shared)).joined("/")
}

/// The name of the part a relationship of `source` leads to by this target.
pub(in crate::docx) fn resolve(source: &str, target: &str) -> String {
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let base = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// What the package says its parts are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentTypes {
    /// Lower-case extension and type.
    defaults: Vec<(String, String)>,
    /// Part name without a leading slash, and type.
    overrides: Vec<(String, String)>,
}

impl ContentTypes {
    /// The type of a part, if it has one.
    pub fn of(&self, part: &str) -> Option<&str> {
        let named = self.overrides.iter().find(|(name, _)| name.eq_ignore_ascii_case(part));
        let by_extension = || {
            let extension = part.rsplit('/').next()?.rsplit_once('.')?.1;
            self.defaults.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension))
        };
        named.or_else(by_extension).map(|(_, kind)| kind.as_str())
    }

    /// The parts it names one by one.
    pub fn named_parts(&self) -> impl Iterator<Item = &str> {
        self.overrides.iter().map(|(name, _)| name.as_str())
    }

    /// There is a type for parts with this extension, whatever its case.
    pub(in crate::docx) fn has_default(&self, extension: &str) -> bool {
        self.defaults.iter().any(|(known, _)| known.eq_ignore_ascii_case(extension))
    }

    pub(super) fn read(part: &str, xml: &[u8]) -> Result<Self, PackageError> {
        let document =
            Document::parse(xml).map_err(|error| PackageError::Xml { part: part.to_owned(), error })?;
        Ok(ContentTypes::of_root(&document.root))
    }

    /// What the root of the part with the content types says.
    pub(in crate::docx) fn of_root(root: &Element<'_>) -> Self {
        let mut scope = Scope::new(|uri| uri == CONTENT_TYPES);
        let mut types = ContentTypes::default();
        scope.enter(root);
        for element in root.elements() {
            scope.enter(element);
            let ours = scope.of_element(element.name()) == Some(true);
            scope.leave();
            let Some(kind) = element.attribute("ContentType").filter(|_| ours) else { continue };
            if let Some(extension) = element.attribute("Extension") {
                types.defaults.push((extension.into_owned(), kind.into_owned()));
            } else if let Some(name) = element.attribute("PartName") {
                types.overrides.push((name.trim_start_matches('/').to_owned(), kind.into_owned()));
            }
        }
        types
    }
}

//! Namespaces, content types and relationship types of WordprocessingML packages (ECMA-376-1 Annex A, ECMA-376-2).

/// WordprocessingML, transitional.
pub(crate) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// WordprocessingML, strict.
pub(crate) const WORD_STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
/// Word 2010's additions, where paragraph ids live.
pub(crate) const WORD_2010: &str = "http://schemas.microsoft.com/office/word/2010/wordml";
/// Alternate content.
pub(crate) const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
/// References to relationships, and the stem of relationship types.
pub(crate) const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// References to relationships, strict.
pub(crate) const RELATION_STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
/// The parts that hold relationships.
pub(crate) const PACKAGE_RELATION: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// The relationship type of the core properties.
pub(crate) const CORE_PROPERTIES_RELATION: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
/// The part that tells content types.
pub(crate) const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// The properties of a custom XML item.
pub(crate) const CUSTOM_PROPERTIES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
/// The stem of the namespaces of all versions of the values part.
pub(crate) const FAMILY: &str = "urn:thethuc:";
/// The values part.
pub(crate) const VALUES: &str = "urn:thethuc:1";

/// What the namespaces of Office begin with.
const OFFICE: [&str; 4] = [
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/office/",
    "http://purl.oclc.org/ooxml/",
    "urn:schemas-microsoft-com:",
];

/// What a namespace means to those who read documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// WordprocessingML.
    Word,
    /// Word 2010's additions.
    Word2010,
    /// References to relationships.
    Relation,
    /// Alternate content.
    Compatibility,
    /// Drawings, formulas and what else offices write beside them.
    Office,
    /// Anything else.
    Other,
}

impl Vocabulary {
    pub(crate) fn of(uri: &str) -> Self {
        match uri {
            WORD | WORD_STRICT => Vocabulary::Word,
            WORD_2010 => Vocabulary::Word2010,
            RELATION | RELATION_STRICT => Vocabulary::Relation,
            COMPATIBILITY => Vocabulary::Compatibility,
            _ if OFFICE.iter().any(|stem| uri.starts_with(stem)) => Vocabulary::Office,
            _ => Vocabulary::Other,
        }
    }
}

use std::fmt;

/// Why bytes cannot be read as a zip. Whoever asked for the file says it in the words of what was to be in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ZipError {
    /// Not a zip at all.
    NotZip,
    /// A compound file: what Word and Excel wrote before 2007.
    Legacy,
    /// Locked with a password.
    Encrypted,
    /// More entries or more bytes than the [`Limits`](super::Limits) allow.
    TooLarge,
    /// The entry of this name grows more than the [`Limits`](super::Limits) allow.
    Ratio(String),
    /// Two entries of one name, capitals and small letters alike.
    Duplicate(String),
    /// A name that no entry may have, such as one that climbs out of its folder.
    Name(String),
    /// The zip, or the entry of this name, contradicts itself.
    Damaged(String),
}

impl fmt::Display for ZipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ZipError::NotZip => f.write_str("this is no zip"),
            ZipError::Legacy => f.write_str("this is a compound file, no zip"),
            ZipError::Encrypted => f.write_str("the zip is locked with a password"),
            ZipError::TooLarge => f.write_str("the zip is larger than can be read"),
            ZipError::Ratio(name) => write!(f, "“{name}” grows beyond all measure"),
            ZipError::Duplicate(name) => write!(f, "two entries are named “{name}”"),
            ZipError::Name(name) => write!(f, "no entry may be named “{name}”"),
            ZipError::Damaged(name) => write!(f, "the zip is damaged at “{name}”"),
        }
    }
}

impl std::error::Error for ZipError {}

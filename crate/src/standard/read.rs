//! Typed reading of the crate's own tables.
//!
//! By hand and not derived: what serde derives for so many records would be a tenth of the WebAssembly module.

use crate::to_list::ToList;
use serde_json::{Map, Value};

/// Where and how a table is not as it must be, in words for whoever edits it.
pub(crate) type Fault = String;

/// A type that stands in a table.
pub(crate) trait Read: Sized {
    /// Reads it. An absent key is null. What is not as it must be is told, and something of the type stands in for it:
    /// ways out of every step on the way would be half of the code.
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self;
}

/// Reads what a table holds.
///
/// # Errors
/// Everything that is not as it must be.
pub(crate) fn all<T: Read>(value: &Value) -> Result<T, Fault> {
    let mut faults = Vec::new();
    let read = T::read(value, &mut faults);
    if faults.is_empty() { Ok(read) } else { Err(faults.join("; ")) }
}

/// The entries of a record.
pub(crate) struct Record<'v> {
    entries: Option<&'v Map<String, Value>>,
    faults: &'v mut Vec<Fault>,
}

impl<'v> Record<'v> {
    /// The entries of a record with these keys and no others.
    pub(crate) fn of(value: &'v Value, keys: &[&str], faults: &'v mut Vec<Fault>) -> Self {
        let record = Record::open(value, faults);
        let mut written = record.entries.into_iter().flat_map(Map::keys);
        if let Some(odd) = written.find(|key| !keys.contains(&key.as_str())) {
            record.faults.push(format!("{odd}: not one of {keys:?}"));
        }
        record
    }

    /// The entries of a record whose further keys mean nothing.
    pub(crate) fn open(value: &'v Value, faults: &'v mut Vec<Fault>) -> Self {
        let entries = value.as_object();
        if entries.is_none() {
            wrong(value, "a table", faults);
        }
        Record { entries, faults }
    }

    /// The value of a key, null when it is absent.
    pub(crate) fn value(&self, key: &str) -> &'v Value {
        self.entries.and_then(|entries| entries.get(key)).unwrap_or(&Value::Null)
    }

    /// What stands under a key.
    pub(crate) fn read<T: Read>(&mut self, key: &str) -> T {
        let before = self.faults.len();
        let read = T::read(self.value(key), self.faults);
        for fault in self.faults.iter_mut().skip(before) {
            *fault = format!("{key}: {fault}");
        }
        read
    }

    /// What stands under a key, or the default where there is none.
    pub(crate) fn read_or_default<T: Read + Default>(&mut self, key: &str) -> T {
        if self.value(key).is_null() { T::default() } else { self.read(key) }
    }

    /// Tells of a value that is no such thing.
    pub(crate) fn wrong(&mut self, value: &Value, expected: &str) {
        wrong(value, expected, self.faults);
    }
}

/// Tells of a value that is no such thing.
#[cold]
pub(crate) fn wrong(value: &Value, expected: &str, faults: &mut Vec<Fault>) {
    faults.push(format!("{value} is not {expected}"));
}

/// What was read, or else the type's default and a fault.
pub(crate) fn or_wrong<T: Default>(
    read: Option<T>,
    value: &Value,
    expected: &str,
    faults: &mut Vec<Fault>,
) -> T {
    read.unwrap_or_else(|| {
        wrong(value, expected, faults);
        T::default()
    })
}

/// Implements [`Read`] for a record: every field with its key, where that is another word, and `or_default` behind
/// those that may be absent.
macro_rules! record {
    ($type:ident { $($field:ident $($or_default:ident)? $(= $key:literal)?),+ $(,)? }) => {
        impl $crate::standard::read::Read for $type {
            fn read(value: &serde_json::Value, faults: &mut Vec<$crate::standard::read::Fault>) -> Self {
                let keys = [$($crate::standard::read::record!(@key $field $($key)?)),+];
                let mut record = $crate::standard::read::Record::of(value, &keys, faults);
                $type {
                    $($field: $crate::standard::read::record!(@read record, $crate::standard::read::record!(@key $field $($key)?) $(, $or_default)?)),+
                }
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@read $record:ident, $key:expr) => { $record.read($key) };
    (@read $record:ident, $key:expr, or_default) => { $record.read_or_default($key) };
}
pub(crate) use record;

impl Read for String {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        or_wrong(value.as_str().map(str::to_owned), value, "a text", faults)
    }
}

impl Read for f64 {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        or_wrong(value.as_f64(), value, "a number", faults)
    }
}

/// A number that fits.
fn whole<T: TryFrom<u64> + Default>(value: &Value, faults: &mut Vec<Fault>) -> T {
    or_wrong(value.as_u64().and_then(|number| number.try_into().ok()), value, "a whole number", faults)
}

impl Read for usize {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        whole(value, faults)
    }
}

impl Read for u32 {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        whole(value, faults)
    }
}

impl Read for u16 {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        whole(value, faults)
    }
}

impl Read for u8 {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        whole(value, faults)
    }
}

impl Read for bool {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        or_wrong(value.as_bool(), value, "true or false", faults)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        (!value.is_null()).then(|| T::read(value, faults))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let items = or_wrong(value.as_array().map(Vec::as_slice), value, "a list", faults);
        items.iter().map(|item| T::read(item, faults)).to_list()
    }
}

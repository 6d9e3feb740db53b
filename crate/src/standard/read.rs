//! Typed reading of the crate's own tables.
//!
//! By hand and not derived: what serde derives for so many records would be a tenth of the WebAssembly module.

use serde_json::{Map, Value};

/// Where and how a table is not as it must be, in words for whoever edits it.
pub(crate) type Fault = String;

/// A type that stands in a table.
pub(crate) trait Read: Sized {
    /// Reads it. An absent key is null.
    fn read(value: &Value) -> Result<Self, Fault>;
}

/// The entries of a record.
pub(crate) struct Record<'v> {
    entries: &'v Map<String, Value>,
}

impl<'v> Record<'v> {
    /// The entries of a record with these keys and no others.
    pub(crate) fn of(value: &'v Value, keys: &[&str]) -> Result<Self, Fault> {
        let entries = value.as_object().ok_or_else(|| wrong(value, "a table"))?;
        match entries.keys().find(|key| !keys.contains(&key.as_str())) {
            Some(odd) => Err(format!("{odd}: not one of {keys:?}")),
            None => Ok(Record { entries }),
        }
    }

    #[cfg(any(target_arch = "wasm32", test))]
    /// The entries of a record whose further keys mean nothing.
    pub(crate) fn open(value: &'v Value) -> Result<Self, Fault> {
        Ok(Record { entries: value.as_object().ok_or_else(|| wrong(value, "an object"))? })
    }

    /// The value of a key, null when it is absent.
    pub(crate) fn value(&self, key: &str) -> &'v Value {
        self.entries.get(key).unwrap_or(&Value::Null)
    }

    /// What stands under a key.
    pub(crate) fn read<T: Read>(&self, key: &str) -> Result<T, Fault> {
        T::read(self.value(key)).map_err(|fault| within(key, &fault))
    }

    /// What stands under a key, or the default where there is none.
    pub(crate) fn read_or_default<T: Read + Default>(&self, key: &str) -> Result<T, Fault> {
        if self.value(key).is_null() { Ok(T::default()) } else { self.read(key) }
    }
}

#[cold]
fn within(key: &str, fault: &str) -> Fault {
    format!("{key}: {fault}")
}

/// The fault of a value that is no such thing.
#[cold]
pub(crate) fn wrong(value: &Value, expected: &str) -> Fault {
    format!("{value} is not {expected}")
}

/// Implements [`Read`] for a record: every field with its key, where that is another word, and `or_default` behind
/// those that may be absent.
macro_rules! record {
    ($type:ident { $($field:ident $($or_default:ident)? $(= $key:literal)?),+ $(,)? }) => {
        impl $crate::standard::read::Read for $type {
            fn read(value: &serde_json::Value) -> Result<Self, $crate::standard::read::Fault> {
                let keys = [$($crate::standard::read::record!(@key $field $($key)?)),+];
                let record = $crate::standard::read::Record::of(value, &keys)?;
                Ok($type {
                    $($field: $crate::standard::read::record!(@read record, $crate::standard::read::record!(@key $field $($key)?) $(, $or_default)?)),+
                })
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@read $record:ident, $key:expr) => { $record.read($key)? };
    (@read $record:ident, $key:expr, or_default) => { $record.read_or_default($key)? };
}
pub(crate) use record;

impl Read for String {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_str().map(str::to_owned).ok_or_else(|| wrong(value, "a text"))
    }
}

impl Read for f64 {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_f64().ok_or_else(|| wrong(value, "a number"))
    }
}

impl Read for usize {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_u64().and_then(|number| number.try_into().ok()).ok_or_else(|| wrong(value, "a whole number"))
    }
}

impl Read for u32 {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_u64().and_then(|number| number.try_into().ok()).ok_or_else(|| wrong(value, "a whole number"))
    }
}

impl Read for u16 {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_u64().and_then(|number| number.try_into().ok()).ok_or_else(|| wrong(value, "a whole number"))
    }
}

impl Read for u8 {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_u64().and_then(|number| number.try_into().ok()).ok_or_else(|| wrong(value, "a whole number"))
    }
}

impl Read for bool {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_bool().ok_or_else(|| wrong(value, "true or false"))
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value) -> Result<Self, Fault> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value) -> Result<Self, Fault> {
        value.as_array().ok_or_else(|| wrong(value, "a list"))?.iter().map(T::read).collect()
    }
}

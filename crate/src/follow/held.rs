//! The values of a report while thousands of them are held.

use std::fmt;

use miniz_oxide::inflate::decompress_to_vec;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::zip::Deflated;

/// Values, deflated: a record of a year has thousands of reports, of which one at a time is looked at. In JSON they stand as
/// they are.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Held(Box<[u8]>);

impl Held {
    /// Holds values.
    pub fn of(values: &Value) -> Held {
        let is_blank = values.as_object().is_none_or(Map::is_empty);
        if is_blank {
            Held::default()
        } else {
            Held(Deflated::new(values.to_string().as_bytes()).bytes.into())
        }
    }

    /// The values; an empty object where there are none.
    pub fn values(&self) -> Value {
        let json = decompress_to_vec(&self.0).unwrap_or_default();
        serde_json::from_slice(&json).unwrap_or_else(|_| Value::Object(Map::new()))
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values().fmt(f)
    }
}

impl Serialize for Held {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.values().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Held {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Held, D::Error> {
        Value::deserialize(deserializer).map(|values| Held::of(&values))
    }
}

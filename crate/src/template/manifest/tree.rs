//! A manifest as it was read: a tree of values, each with its place in the file.
//!
//! The built-in ones come as JSON, made of their files when the program is built; those from outside as TOML.

use crate::to_list::ToList;
use serde_json::Value;

/// A table of keys and values in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Table(pub(super) Vec<(Key, Placed)>);

/// The name of a value.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: String,
    /// Byte offset of the name.
    pub(super) start: usize,
}

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) node: Node,
    /// Byte offset of the value; of a string, of its first character, inside the quotes.
    pub(super) start: usize,
}

/// A value.
#[derive(Debug)]
pub(super) enum Node {
    /// A string.
    Text(String),
    /// A number as it is written, decimal.
    Number(String),
    /// A flag.
    Flag(bool),
    /// Several values.
    List(Vec<Placed>),
    /// A table within.
    Table(Table),
}

impl Table {
    /// The value of a key.
    pub(super) fn get(&self, name: &str) -> Option<&Placed> {
        self.0.iter().find(|(key, _)| key.name == name).map(|(_, value)| value)
    }

    /// Whether the key is there.
    pub(super) fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The table JSON holds; everything in it stands at 0.
    pub(super) fn of_json(json: Value) -> Table {
        match placed(json).node {
            Node::Table(table) => table,
            _ => Table::default(),
        }
    }
}

fn placed(json: Value) -> Placed {
    let node = match json {
        Value::String(text) => Node::Text(text),
        Value::Number(number) => Node::Number(number.to_string()),
        Value::Bool(flag) => Node::Flag(flag),
        Value::Array(items) => Node::List(items.into_iter().map(placed).to_list()),
        Value::Object(fields) => {
            let entry = |(name, value)| (Key { name, start: 0 }, placed(value));
            Node::Table(Table(fields.into_iter().map(entry).to_list()))
        }
        Value::Null => Node::Table(Table::default()),
    };
    Placed { node, start: 0 }
}

impl Node {
    /// The value as JSON.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Node::Text(text) => Value::String(text.clone()),
            Node::Number(number) => serde_json::from_str(number.trim_start_matches('+')).unwrap_or_default(),
            Node::Flag(flag) => Value::Bool(*flag),
            Node::List(items) => Value::Array(items.iter().map(|item| item.node.to_json()).collect()),
            Node::Table(Table(entries)) => Value::Object(
                entries.iter().map(|(key, value)| (key.name.clone(), value.node.to_json())).collect(),
            ),
        }
    }
}

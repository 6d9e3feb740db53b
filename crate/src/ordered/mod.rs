//! Small maps and sets in the order of their keys, and sorting.
//!
//! The standard library's trees put several kilobytes of balancing into the WebAssembly module for every pair of types.
//! What stands in these has tens of entries, or gets its keys in order, so a sorted vector is as fast.

mod sort;

use std::borrow::Borrow;

use serde::{Serialize, Serializer};

pub(crate) use self::sort::{sort, sort_by, sort_by_key};

/// A map sorted by key. Inserting moves what follows; appending the greatest key does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrderedMap<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        OrderedMap::new()
    }
}

impl<K, V> OrderedMap<K, V> {
    /// An empty map.
    pub(crate) const fn new() -> Self {
        OrderedMap { entries: Vec::new() }
    }

    /// The entries in the order of their keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The values in the order of their keys.
    pub(crate) fn into_values(self) -> impl Iterator<Item = V> {
        self.entries.into_iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> OrderedMap<K, V> {
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.entries.binary_search_by(|(known, _)| known.borrow().cmp(key))
    }

    /// The value of a key.
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        self.entries.get(at).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        self.entries.get_mut(at).map(|(_, value)| value)
    }

    /// Sets the value of a key; whether the key is new.
    pub(crate) fn insert(&mut self, key: K, value: V) -> bool {
        match self.place(&key) {
            Ok(at) => {
                if let Some((_, known)) = self.entries.get_mut(at) {
                    *known = value;
                }
                false
            }
            Err(at) => {
                self.entries.insert(at, (key, value));
                true
            }
        }
    }

    /// The value of a key, which is put in when it is not there.
    #[expect(clippy::indexing_slicing, reason = "the entry stands where it was found or has just been put")]
    pub(crate) fn get_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let at = self.place(&key).unwrap_or_else(|at| {
            self.entries.insert(at, (key, V::default()));
            at
        });
        &mut self.entries[at].1
    }

    /// Puts the entries behind those that were known where they belong; of those with one key the last counts.
    fn settle(&mut self, known: usize) {
        let new = self.entries.get(known.saturating_sub(1)..).unwrap_or_default();
        if new.is_sorted_by(|(one, _), (other, _)| one < other) {
            return;
        }
        sort_by(&mut self.entries, |(one, _), (other, _)| one.cmp(other));
        self.entries.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                std::mem::swap(next, kept);
            }
            is_same
        });
    }

    /// Keeps the entries of which `keep` says so.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.entries.retain_mut(|(key, value)| keep(key, value));
    }
}

impl<K: Ord, V> Extend<(K, V)> for OrderedMap<K, V> {
    /// Sorts once, however the keys come.
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        let known = self.entries.len();
        entries.into_iter().for_each(|entry| self.entries.push(entry));
        self.settle(known);
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for OrderedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = OrderedMap::new();
        map.extend(entries);
        map
    }
}

impl<K: Serialize, V: Serialize> Serialize for OrderedMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// A sorted set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrderedSet<K> {
    keys: OrderedMap<K, ()>,
}

impl<K> Default for OrderedSet<K> {
    fn default() -> Self {
        OrderedSet::new()
    }
}

impl<K> OrderedSet<K> {
    /// An empty set.
    pub(crate) const fn new() -> Self {
        OrderedSet { keys: OrderedMap::new() }
    }

    /// What is in it, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &K> {
        self.keys.iter().map(|(key, ())| key)
    }
}

impl<K: Ord> OrderedSet<K> {
    /// Puts a key in; whether it is new.
    pub(crate) fn insert(&mut self, key: K) -> bool {
        self.keys.insert(key, ())
    }

    /// The first that is not less than a key.
    pub(crate) fn at_or_after<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&K>
    where
        K: Borrow<Q>,
    {
        let (Ok(at) | Err(at)) = self.keys.place(key);
        self.keys.entries.get(at).map(|(key, ())| key)
    }

    /// Whether a key is in it.
    pub(crate) fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.keys.get(key).is_some()
    }
}

impl<K: Ord> Extend<K> for OrderedSet<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        self.keys.extend(keys.into_iter().map(|key| (key, ())));
    }
}

impl<K: Ord> FromIterator<K> for OrderedSet<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut set = OrderedSet::new();
        set.extend(keys);
        set
    }
}

/// Values by key, in the order they came.
#[derive(Debug)]
pub(crate) struct Grouped<K, V>(Vec<(K, V)>);

impl<K: Ord, V> Grouped<K, V> {
    pub(crate) fn of(entries: impl Iterator<Item = (K, V)>) -> Self {
        let mut entries: Vec<(K, V)> = entries.collect();
        sort_by(&mut entries, |(one, _), (other, _)| one.cmp(other));
        Grouped(entries)
    }

    pub(crate) fn get(&self, key: &K) -> impl Iterator<Item = &V> + use<'_, K, V> {
        let start = self.0.partition_point(|(known, _)| known < key);
        let end = self.0.partition_point(|(known, _)| known <= key);
        self.0.get(start..end).unwrap_or_default().iter().map(|(_, value)| value)
    }

    /// All of each key, in the order of the keys.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &[(K, V)]> {
        self.0.chunk_by(|(one, _), (other, _)| one == other)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_map_holds_what_a_tree_holds(entries: Vec<(u8, u16)>, asked: u8) {
            let tree: BTreeMap<u8, u16> = entries.iter().copied().collect();
            let mut map: OrderedMap<u8, u16> = entries.iter().copied().collect();
            prop_assert!(map.iter().eq(tree.iter()));
            prop_assert_eq!(map.get(&asked), tree.get(&asked));
            prop_assert_eq!(map.insert(asked, 1), !tree.contains_key(&asked));
            prop_assert_eq!(*map.get_or_default(asked), 1);
            map.retain(|key, _| *key != asked);
            prop_assert_eq!(*map.get_or_default(asked), 0);
        }

        #[test]
        fn a_set_holds_what_a_tree_holds(keys: Vec<u8>, asked: u8) {
            let tree: BTreeSet<u8> = keys.iter().copied().collect();
            let set: OrderedSet<u8> = keys.into_iter().collect();
            prop_assert!(set.iter().eq(tree.iter()));
            prop_assert_eq!(set.contains(&asked), tree.contains(&asked));
            prop_assert_eq!(set.at_or_after(&asked), tree.range(asked..).next());
        }
    }
}

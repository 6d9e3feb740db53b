//! Things kept once, whatever number of times they occur.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Equal things have one id; ids count up in the order things come.
#[derive(Debug)]
pub(crate) struct Pool<T> {
    items: Vec<T>,
    /// Ids by the hash of the thing, or the next free number after it. One kind of map serves every kind of thing, which
    /// keeps the WebAssembly module small.
    places: HashMap<u64, u32, BuildHasherDefault<DefaultHasher>>,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool { items: Vec::new(), places: HashMap::default() }
    }
}

impl<T> Pool<T> {
    /// The thing of an id.
    pub(crate) fn get(&self, id: u32) -> Option<&T> {
        self.items.get(id as usize)
    }

    /// All things, each at its id.
    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    /// All things, each at its id.
    pub(crate) fn into_items(self) -> Vec<T> {
        self.items
    }
}

impl<T> Pool<T> {
    /// The id of a thing that is in it.
    pub(crate) fn find<Q>(&self, item: &Q) -> Option<u32>
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.place(item).1
    }

    /// The id of a thing, which is put in when it is new.
    pub(crate) fn id<Q>(&mut self, item: &Q) -> u32
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = T> + ?Sized,
    {
        let (place, found) = self.place(item);
        found.unwrap_or_else(|| {
            let id = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
            self.places.insert(place, id);
            self.items.push(item.to_owned());
            id
        })
    }

    /// Whether a thing is in it.
    pub(crate) fn contains<Q>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.find(item).is_some()
    }

    /// Puts a thing in; whether it is new.
    pub(crate) fn insert<Q>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = T> + ?Sized,
    {
        let before = self.items.len();
        self.id(item);
        self.items.len() > before
    }

    /// Where the id of a thing is kept or would be, and the id.
    fn place<Q>(&self, item: &Q) -> (u64, Option<u32>)
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let mut hasher = DefaultHasher::new();
        item.hash(&mut hasher);
        let mut place = hasher.finish();
        while let Some(&id) = self.places.get(&place) {
            if self.items.get(id as usize).is_some_and(|known| known.borrow() == item) {
                return (place, Some(id));
            }
            place = place.wrapping_add(1);
        }
        (place, None)
    }
}

/// Things by their keys, found and put in at the same cost whatever order they come in.
#[derive(Debug)]
pub(crate) struct Keyed<K, T> {
    keys: Pool<K>,
    things: Vec<T>,
}

/// Things by their names.
pub(crate) type Named<T> = Keyed<String, T>;

impl<K, T> Default for Keyed<K, T> {
    fn default() -> Self {
        Keyed { keys: Pool::default(), things: Vec::new() }
    }
}

impl<K, T> Keyed<K, T> {
    /// The thing of a key.
    pub(crate) fn get<Q>(&self, key: &Q) -> Option<&T>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.things.get(self.keys.find(key)? as usize)
    }

    /// The thing of a key, to be changed.
    pub(crate) fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut T>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.things.get_mut(self.keys.find(key)? as usize)
    }

    /// Puts a thing in, in place of what had its key.
    pub(crate) fn insert<Q>(&mut self, key: &Q, thing: T)
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
    {
        let at = self.keys.id(key) as usize;
        match self.things.get_mut(at) {
            Some(known) => *known = thing,
            None => self.things.push(thing),
        }
    }

    /// The thing of a key, to be changed; a new one where there is none.
    #[expect(clippy::indexing_slicing, reason = "each key has its thing")]
    pub(crate) fn entry<Q>(&mut self, key: &Q) -> &mut T
    where
        T: Default,
        K: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
    {
        let at = self.keys.id(key) as usize;
        if at == self.things.len() {
            self.things.push(T::default());
        }
        &mut self.things[at]
    }

    /// The keys in the order they came, each with its thing.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &T)> {
        self.keys.items().iter().zip(&self.things)
    }

    /// Each thing, to be changed.
    pub(crate) fn things_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.things.iter_mut()
    }
}

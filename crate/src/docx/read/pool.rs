//! Things kept once, whatever number of times they occur.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Equal things have one id; ids count up in the order things come.
#[derive(Debug)]
pub(super) struct Pool<T> {
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
    pub(super) fn get(&self, id: u32) -> Option<&T> {
        self.items.get(id as usize)
    }

    /// All things, each at its id.
    pub(super) fn into_items(self) -> Vec<T> {
        self.items
    }
}

impl<T> Pool<T> {
    /// The id of a thing that is in it.
    pub(super) fn find<Q>(&self, item: &Q) -> Option<u32>
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.place(item).1
    }

    /// The id of a thing, which is put in when it is new.
    pub(super) fn id<Q>(&mut self, item: &Q) -> u32
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

    /// Puts a thing in; whether it is new.
    pub(super) fn insert<Q>(&mut self, item: &Q) -> bool
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

/// Things by their names, found and put in at the same cost whatever order they come in.
#[derive(Debug)]
pub(super) struct Named<T> {
    names: Pool<String>,
    things: Vec<T>,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Named { names: Pool::default(), things: Vec::new() }
    }
}

impl<T> Named<T> {
    /// The thing of a name.
    pub(super) fn get(&self, name: &str) -> Option<&T> {
        self.things.get(self.names.find(name)? as usize)
    }

    /// Puts a thing in, in place of what had its name.
    pub(super) fn insert(&mut self, name: &str, thing: T) {
        let at = self.names.id(name) as usize;
        match self.things.get_mut(at) {
            Some(known) => *known = thing,
            None => self.things.push(thing),
        }
    }

    /// The thing of a name, to be changed; a new one where there is none.
    pub(super) fn entry(&mut self, name: &str) -> Option<&mut T>
    where
        T: Default,
    {
        let at = self.names.id(name) as usize;
        if at == self.things.len() {
            self.things.push(T::default());
        }
        self.things.get_mut(at)
    }

    /// The names in the order they came, each with its thing.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        (0..).map_while(|id| self.names.get(id)).map(String::as_str).zip(&self.things)
    }

    /// Each thing, to be changed.
    pub(super) fn things_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.things.iter_mut()
    }
}

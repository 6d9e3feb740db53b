//! What an iterator gives, in a vector.

/// What gives things one after the other.
pub(crate) trait ToList: Iterator + Sized {
    /// All of them. Every `collect` is three or four functions of its own, this one: the module of the page is the smaller by it.
    fn to_list(self) -> Vec<Self::Item> {
        // Asking each how many it has makes the module of the page larger.
        let mut all = if cfg!(by_lzma) { Vec::new() } else { Vec::with_capacity(self.size_hint().0) };
        for one in self {
            all.push(one);
        }
        all
    }
}

impl<I: Iterator> ToList for I {}

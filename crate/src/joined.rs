//! Texts one behind the other: every list in a sentence goes through here.

/// What gives texts.
pub(crate) trait Joined: Iterator<Item: AsRef<str>> + Sized {
    /// All of them with `between` between each two, as if they were collected first and joined then.
    fn joined(mut self, between: &str) -> String {
        let mut text = String::new();
        if let Some(first) = self.next() {
            text.push_str(first.as_ref());
        }
        for piece in self {
            add(&mut text, between, piece.as_ref());
        }
        text
    }
}

impl<I: Iterator<Item: AsRef<str>>> Joined for I {}

/// One copy for whatever gives the texts.
#[inline(never)]
fn add(text: &mut String, between: &str, piece: &str) {
    text.push_str(between);
    text.push_str(piece);
}

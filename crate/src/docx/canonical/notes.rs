use super::tidy;
use crate::docx::names::WORD;
use crate::xml::{Document, Element, Node, XmlError};

/// The part `footnotes.xml`: separator, continuation separator, then the notes with the ids 1, 2, …
///
/// Each note is the XML of its paragraphs as docx-rs builds them, `<w:p>…</w:p>`, one or more. The first gets the note's
/// mark and a blank in front; `mark_style` is the id of the character style of marks, and without one they are raised.
///
/// # Errors
/// A note that is not well-formed; the place counts from the start of that note.
pub fn footnotes<'a>(
    notes: impl IntoIterator<Item = &'a [u8]>,
    mark_style: Option<&str>,
) -> Result<Vec<u8>, XmlError> {
    let mut root = Element::new("w:footnotes").with_attribute("xmlns:w", WORD);
    for (id, kind, mark) in
        [("-1", "separator", "w:separator"), ("0", "continuationSeparator", "w:continuationSeparator")]
    {
        let spacing =
            Element::new("w:spacing").with_attribute("w:after", "0").with_attribute("w:line", "240");
        let properties = Element::new("w:pPr").with_child(spacing.with_attribute("w:lineRule", "auto"));
        let run = Element::new("w:r").with_child(Element::new(mark));
        root.push(
            Element::new("w:footnote")
                .with_attribute("w:type", kind)
                .with_attribute("w:id", id)
                .with_child(Element::new("w:p").with_child(properties).with_child(run)),
        );
    }
    let mut wrapped = Vec::new();
    for note in notes {
        let mut source = b"<w:footnote>".to_vec();
        source.extend_from_slice(note);
        source.extend_from_slice(b"</w:footnote>");
        wrapped.push(source);
    }
    for (source, id) in wrapped.iter().zip(1_u32..) {
        let mut note = Document::parse(source)?.root;
        note.set_attribute("w:id", &id.to_string());
        if let Some(first) = note.child_mut("w:p") {
            let text_at = first.children.iter().take_while(|node| is_properties(node)).count();
            first.insert(text_at, mark(mark_style));
            let blank = Element::new("w:t").with_attribute("xml:space", "preserve").with_text(" ");
            first.insert(text_at + 1, Element::new("w:r").with_child(blank));
        }
        root.push(note);
    }
    let mut part = Document::new(root);
    tidy(&mut part);
    Ok(part.to_bytes())
}

fn is_properties(node: &Node<'_>) -> bool {
    node.as_element().is_some_and(|child| child.name() == "w:pPr")
}

fn mark(style: Option<&str>) -> Element<'static> {
    let look = match style {
        Some(id) => Element::new("w:rStyle").with_attribute("w:val", id),
        None => Element::new("w:vertAlign").with_attribute("w:val", "superscript"),
    };
    Element::new("w:r")
        .with_child(Element::new("w:rPr").with_child(look))
        .with_child(Element::new("w:footnoteRef"))
}

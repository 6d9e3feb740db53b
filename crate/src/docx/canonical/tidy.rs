use super::sequences;
use crate::to_list::ToList;
use crate::xml::{Attribute, Document, Element, Node};

/// Does what every part from docx-rs needs; see the module.
pub fn tidy(part: &mut Document<'_>) {
    element(&mut part.root, None);
    drop_unused_namespaces(&mut part.root);
}

/// The same for one property under `parent`; `false` when it says nothing there and goes.
pub(crate) fn tidy_under(parent: &str, property: &mut Element<'_>) -> bool {
    element(property, Some(parent));
    let goes = |sequence: &sequences::Sequence| {
        sequence.place(property.name()).is_none_or(|(_, place)| place.dropped_when_empty)
    };
    !(is_bare(property) && (parent == "w:tc" || sequences::of(parent).is_some_and(goes)))
}

fn element(this: &mut Element<'_>, parent: Option<&str>) {
    this.tighten();
    attributes(this);
    // Taken out meanwhile, so that the name can be lent to the children.
    let mut children = std::mem::take(&mut this.children);
    for child in children.iter_mut().filter_map(Node::as_element_mut) {
        element(child, Some(this.name()));
    }
    this.children = children;
    match this.name() {
        "w:p" => paragraph(this),
        "w:r" => run(this),
        "w:body" => section_last(this),
        "w:tc" => this.retain_elements(|child| !(child.name() == "w:tcPr" && is_bare(child))),
        // CT_PPrGeneral, the type of pPr in styles and defaults, has no properties of the paragraph mark.
        "w:pPr" if matches!(parent, Some("w:style" | "w:pPrDefault" | "w:tblStylePr" | "w:lvl")) => {
            this.retain_elements(|child| child.name() != "w:rPr");
        }
        _ => {}
    }
    if let Some(sequence) = sequences::of(this.name()) {
        order(this, sequence);
    }
}

fn attributes(this: &mut Element<'_>) {
    match this.name() {
        "w:gridCol" => {
            this.remove_attribute("w:type");
        }
        "w:fldChar" => {
            this.retain_attributes(|attribute| !(attribute.name == "w:dirty" && is_off(attribute.raw)));
        }
        "w:p" | "w:r" | "w:tr" | "w:sectPr" => this.retain_attributes(|attribute| !is_identity(attribute)),
        "w:t" | "w:instrText" => {
            let blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
            let needless = match this.children.as_slice() {
                [Node::Text(text)] => {
                    let bytes = text.as_bytes();
                    !blank(bytes.first())
                        && !blank(bytes.last())
                        && !text.contains("  ")
                        && !text.contains(['\t', '\n'])
                }
                _ => false,
            };
            if needless {
                this.remove_attribute("xml:space");
            }
        }
        _ => {}
    }
}

fn is_off(value: &str) -> bool {
    matches!(value, "false" | "0" | "off")
}

/// Paragraph ids and revision save ids: they say nothing that a document made at once needs.
fn is_identity(attribute: &Attribute<'_>) -> bool {
    matches!(attribute.name, "w14:paraId" | "w14:textId") || attribute.name.starts_with("w:rsid")
}

fn is_bare(element: &Element<'_>) -> bool {
    element.children.is_empty() && element.attributes().next().is_none()
}

fn paragraph(this: &mut Element<'_>) {
    this.children.retain(|node| match node.as_element() {
        Some(child) => !(matches!(child.name(), "w:r" | "w:pPr") && is_bare(child)),
        None => true,
    });
    move_first(this, "w:pPr");
}

/// Drops empty properties, and everything when there is nothing but properties: a run that says nothing.
fn run(this: &mut Element<'_>) {
    this.retain_elements(|child| !(child.name() == "w:rPr" && is_bare(child)));
    if this
        .elements()
        .all(|child| child.name() == "w:rPr" || (child.name() == "w:t" && child.children.is_empty()))
    {
        this.children.clear();
    }
    move_first(this, "w:rPr");
}

fn move_first(this: &mut Element<'_>, name: &str) {
    let is_it = |node: &Node<'_>| node.as_element().is_some_and(|child| child.name() == name);
    if let Some(found @ 1..) = this.children.iter().position(is_it)
        && let Some(before) = this.children.get_mut(..=found)
    {
        before.rotate_right(1);
    }
}

fn section_last(this: &mut Element<'_>) {
    let is_it = |node: &Node<'_>| node.as_element().is_some_and(|child| child.name() == "w:sectPr");
    if let Some(found) = this.children.iter().position(is_it)
        && let Some(behind) = this.children.get_mut(found..)
    {
        behind.rotate_left(1);
    }
}

fn order(this: &mut Element<'_>, sequence: &sequences::Sequence) {
    let mut ranks = Vec::with_capacity(this.children.len());
    this.children.retain(|node| {
        let Some(child) = node.as_element() else { return false };
        let Some((rank, place)) = sequence.place(child.name()) else { return false };
        let goes = (place.dropped_when_empty && is_bare(child)) || (!place.repeats && ranks.contains(&rank));
        if !goes {
            ranks.push(rank);
        }
        !goes
    });
    // Few stand in the wrong place: moving those takes less code than a sort.
    for at in 1..ranks.len() {
        let Some((rank, before)) = ranks.get(..=at).and_then(<[usize]>::split_last) else { return };
        let place = before.partition_point(|earlier| earlier <= rank);
        if let (Some(ranks), Some(children)) = (ranks.get_mut(place..=at), this.children.get_mut(place..=at))
        {
            ranks.rotate_right(1);
            children.rotate_right(1);
        }
    }
}

fn drop_unused_namespaces(root: &mut Element<'_>) {
    let mut used = Vec::new();
    collect_prefixes(root, &mut used);
    let ignorable: Vec<String> = root
        .attribute("mc:Ignorable")
        .map(|value| {
            value
                .split_ascii_whitespace()
                .filter(|prefix| is_used(&used, prefix))
                .map(str::to_owned)
                .to_list()
        })
        .unwrap_or_default();
    if ignorable.is_empty() {
        root.remove_attribute("mc:Ignorable");
        if !used_below(root, "mc") {
            used.retain(|prefix| prefix != "mc");
        }
    } else {
        root.set_attribute("mc:Ignorable", &ignorable.join(" "));
    }
    root.retain_attributes(|attribute| {
        attribute.declares().is_none_or(|prefix| prefix.is_empty() || is_used(&used, prefix))
    });
}

fn is_used(used: &[String], prefix: &str) -> bool {
    used.iter().any(|known| known == prefix)
}

fn used_below(element: &Element<'_>, prefix: &str) -> bool {
    let mut used = Vec::new();
    collect_prefixes(element, &mut used);
    is_used(&used, prefix)
}

fn collect_prefixes(element: &Element<'_>, used: &mut Vec<String>) {
    let mut note = |prefix: &str| {
        if !used.iter().any(|known| known == prefix) {
            used.push(prefix.to_owned());
        }
    };
    note(element.prefix());
    for attribute in element.attributes() {
        if attribute.declares().is_none()
            && let Some((prefix, _)) = attribute.name.split_once(':')
        {
            note(prefix);
        }
    }
    element.elements().for_each(|child| collect_prefixes(child, used));
}

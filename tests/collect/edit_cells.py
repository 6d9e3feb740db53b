"""What edits of rows and cells have in common."""

from docx.oxml.ns import qn


def text_of(element):
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def replace(element, old, new):
    """The text of an element, in its first run."""
    texts = list(element.iter(qn("w:t")))
    whole = text_of(element)
    assert old in whole, (old, whole)
    texts[0].text = whole.replace(old, new, 1)
    for rest in texts[1:]:
        rest.text = ""


def row_with(document, words):
    for row in document.element.body.iter(qn("w:tr")):
        if words in text_of(row):
            return row
    raise SystemExit(f"no row with {words}")

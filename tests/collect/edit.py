"""Edits documents as somebody does in Word, with python-docx: a word of the text, a figure in a table, a row more in it."""

import copy
import sys

import docx
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


words, figure, more = sys.argv[1:]

document = docx.Document(words)
paragraph = next(p for p in document.element.body.iter(qn("w:p")) if "người cao tuổi" in text_of(p))
replace(paragraph, "người cao tuổi", "người cao tuổi, người khuyết tật")
document.save(words)

document = docx.Document(figure)
cells = row_with(document, "Hộ tịch").findall(qn("w:tc"))
replace(cells[2], "2.000", "2.500")
document.save(figure)

document = docx.Document(more)
row = row_with(document, "Hộ tịch")
added = copy.deepcopy(row)
row.addnext(added)
cells = added.findall(qn("w:tc"))
replace(cells[1], "Hộ tịch", "Lao động")
replace(cells[2], "2.000", "100")
document.save(more)

"""Edits documents as somebody does in Word, with python-docx: a word of the text, a figure in a table, a row more in it."""

import copy
import sys

import docx
from docx.oxml.ns import qn

from edit_cells import replace, row_with, text_of

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

"""Edits report forms as units do in Word, with python-docx: a figure, a row more, the name of the unit in capitals."""

import copy
import sys

import docx
from docx.oxml.ns import qn

from edit_cells import replace, row_with

figure, more = sys.argv[1:]

document = docx.Document(figure)
cells = row_with(document, "Tin, bài").findall(qn("w:tc"))
replace(cells[3], "10", "510")
replace(cells[4], "10", "510")
replace(cells[6], "5,0", "255,0")
document.save(figure)

document = docx.Document(more)
row = row_with(document, "Tin, bài")
added = copy.deepcopy(row)
row.addnext(added)
cells = added.findall(qn("w:tc"))
replace(cells[0], "Tin, bài", "Phóng sự")
replace(cells[3], "10", "7")
replace(cells[4], "10", "7")
replace(cells[6], "5,0", "3,5")
document.save(more)

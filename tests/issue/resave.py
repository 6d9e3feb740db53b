"""Saves documents again with python-docx, as somebody edits them: the runs of letterhead and "(Kèm theo …)" lines fall to
pieces, of every other file the bookmarks are lost, and one word of the body is another."""

import copy
import os
import sys

import docx
from docx.oxml.ns import qn


def split(paragraph):
    """One run a letter."""
    for run in list(paragraph.iter(qn("w:r"))):
        texts = run.findall(qn("w:t"))
        if len(texts) != 1 or not texts[0].text or len(texts[0].text) < 2:
            continue
        for letter in texts[0].text[:-1]:
            piece = copy.deepcopy(run)
            text = piece.find(qn("w:t"))
            text.text = letter
            text.set(qn("xml:space"), "preserve")
            run.addprevious(piece)
        texts[0].text = texts[0].text[-1]
        texts[0].set(qn("xml:space"), "preserve")


def text_of(paragraph):
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


out, *files = sys.argv[1:]
for nth, file in enumerate(files):
    document = docx.Document(file)
    body = document.element.body
    for paragraph in body.iter(qn("w:p")):
        if text_of(paragraph).lstrip().startswith(("Số", "(Kèm theo")) or "ngày" in text_of(paragraph):
            split(paragraph)
    if nth % 2:
        for name in ("w:bookmarkStart", "w:bookmarkEnd"):
            for mark in list(body.iter(qn(name))):
                mark.getparent().remove(mark)
    for text in body.iter(qn("w:t")):
        if text.text and text.text.startswith("Thực hiện"):
            text.text = text.text.replace("Thực hiện", "Triển khai", 1)
            break
    document.save(os.path.join(out, os.path.basename(file)))

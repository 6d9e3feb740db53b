"""The text of every paragraph as python-docx reads it, in document order, white space made single: one JSON object."""

import json
import sys

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def with_links(paragraph):
    """The paragraph with the runs of its links in their place: python-docx before 1.0 passes links over."""
    for link in paragraph.findall(qn("w:hyperlink")):
        for child in list(link):
            link.addprevious(child)
    return paragraph


def texts(path):
    document = docx.Document(path)
    for paragraph in document.element.body.iter(qn("w:p")):
        text = " ".join(Paragraph(with_links(paragraph), document).text.split())
        if text:
            yield text


print(json.dumps({path: list(texts(path)) for path in sys.argv[1:]}))

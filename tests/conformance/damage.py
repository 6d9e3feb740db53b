"""damage.py GOOD FOLDER: copies of a good file with one fault each, to show that the checks see it."""

import re
import sys
import zipfile

import docx

good, folder = sys.argv[1:]


def copy(name, change):
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(f"{folder}/{name}.docx", "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item).decode() if item.filename.endswith((".xml", ".rels")) else source.read(item)
            changed = change(item.filename, content)
            if changed is not None:
                target.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), changed)


def in_document(pattern, replacement):
    def change(name, content):
        if name != "word/document.xml":
            return content
        changed, times = re.subn(pattern, replacement, content, count=1, flags=re.DOTALL)
        if not times:
            sys.exit(f"nothing to damage: {pattern}")
        return changed

    return change


copy("swapped-elements", in_document(r"(<w:pStyle [^>]*/>)(<w:[^>]*/>)", r"\2\1"))
copy("no-page-size", in_document(r'w:w="\d+" w:h="\d+"', 'w:w="wide" w:h="high"'))
copy("undefined-style", in_document(r'<w:pStyle w:val="[^"]*"', '<w:pStyle w:val="Nobody"'))
copy("cell-without-paragraph", in_document(r"(<w:tc>(?:<w:tcPr>(?:(?!</w:tcPr>).)*</w:tcPr>)?)(?:(?!</w:tc>).)*</w:tc>", r"\1</w:tc>"))
copy("lost-word", in_document(r"<w:t(?: [^>]*)?>[^<]*</w:t>", "<w:t>x</w:t>"))


def resaved(name, change):
    document = docx.Document(good)
    change(document)
    document.save(f"{folder}/{name}.docx")


def one_word(document):
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if len(run.text) > 20)
    run.text = "Khác " + run.text


resaved("resaved", lambda document: None)
resaved("resaved-with-a-word-changed", one_word)

#!/bin/sh
# Saves sample.docx (written by `cargo test --test docx -- --ignored write_sample`) again with LibreOffice and python-docx,
# unchanged and with one word changed. Needs soffice, and a Python with python-docx as $PYTHON.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
convert() { soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to docx --outdir "$2" "$1" >/dev/null; }
convert sample.docx "$work"
mv "$work/sample.docx" libreoffice.docx
"${PYTHON:-python3}" - <<'PYTHON'
import docx
docx.Document("sample.docx").save("python-docx.docx")
def change(source, target):
    document = docx.Document(source)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("Nghị định", "Quyết định")
    document.save(target)
change("sample.docx", "python-docx-changed.docx")
change("libreoffice.docx", "libreoffice-changed.docx")
PYTHON
rm -r "$work"

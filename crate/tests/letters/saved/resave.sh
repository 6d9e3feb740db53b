#!/bin/sh
# Saves the letters named here again with LibreOffice, from what `cargo test --test tests -- --ignored write_letters` wrote.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
drawn=$(cd ../../../../target/tmp/letters && pwd)
for letter in *.docx; do
    soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to docx --outdir . "$drawn/$letter" >/dev/null
done
rm -r "$work"

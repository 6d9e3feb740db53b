// A workbook as a test needs it: rows of texts and numbers, written as plainly as the format allows.
import { zipSync } from "fflate";

/** `C7` for row 6 and column 2, counted from 0. */
export function place(row, column) {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return `${name}${row + 1}`;
}

const text = (value) => String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const cell = (value, row, column) =>
  typeof value === "number"
    ? `<c r="${place(row, column)}"><v>${value}</v></c>`
    : `<c r="${place(row, column)}" t="inlineStr"><is><t xml:space="preserve">${text(value)}</t></is></c>`;

const sheet = (rows) =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map((row) => (Array.isArray(row) ? { cells: row } : row))
    .map(
      ({ hidden = false, cells = [] }, row) =>
        `<row r="${row + 1}"${hidden ? ' hidden="1"' : ""}>${cells.map((value, column) => (value === "" ? "" : cell(value, row, column))).join("")}</row>`,
    )
    .join("")}</sheetData></worksheet>`;

/** The bytes of an .xlsx: the rows of each sheet by its name, a hidden one as `{ hidden: true, cells }`. */
export function workbook(sheets) {
  const names = Object.keys(sheets);
  const each = (what) => names.map((name, at) => what(name, at + 1)).join("");
  const files = {
    "[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${each((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`)}</Types>`,
    "_rels/.rels": `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${each((name, n) => `<sheet name="${text(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each((_, n) => `<Relationship Id="rId${n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
  };
  names.forEach((name, at) => (files[`xl/worksheets/sheet${at + 1}.xml`] = sheet(sheets[name])));
  const bytes = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, new TextEncoder().encode(content)]),
  );
  return zipSync(bytes, { level: 0 });
}

// Never run: it shows that the declarations say what a developer needs.
import { load, type Block, type Core, type Diagnostic, type JsonSchema, type Values } from "thethuc";

const core: Core = await load();
const id: string = core.templates()[0]?.id ?? "";
const schema: JsonSchema = core.fields(id);
const values: Values = core.sample(id);
const findings: Diagnostic[] = core.preview(id, values, "2026-11-23").diagnostics;
const places: string[] = findings.map(({ location }) => (location.type === "field" ? location.path : location.type));
const bytes: Uint8Array = core.docx(id, values, "2026-11-23", { values: false });
const names: string[] = core.files(id, values, "2026-11-23").map((file) => file.name);
const replaceable: string[] = core.sections(id, values, "2026-11-23").flatMap((section) => section.fields);
const blocks: Block[] = core.parseBody("1. Một").blocks;
const text: string = core.writeBody(blocks);
const issuer: string = core.parseCitation(core.toUnicode(text)).co_quan;
const same: boolean = core.readValues(bytes).unchanged;
const numbered: Uint8Array = core.issue(bytes, { so: "7", ngay: "2026-11-25" }).bytes;
const broken: string[] = core.renumber(text).references.map((reference) => reference.text);
const right: string | undefined = findings[0]?.fix?.value;
export { places, names, replaceable, schema, text, issuer, same, numbered, broken, right };

// @ts-expect-error a date is text
core.docx(id, values, new Date());
// @ts-expect-error there is no such function
core.free();

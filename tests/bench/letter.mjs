// The letter for the other libraries, read off the one we made: the same paragraphs, styles, tables, page and page number.
import { DOMParser } from "@xmldom/xmldom";
import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  PageNumber,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import PizZip from "pizzip";

const children = (node, name) =>
  Array.from(node?.childNodes ?? []).filter((child) => child.nodeType === 1 && (!name || child.nodeName === name));
const child = (node, name) => children(node, name)[0];
const value = (node, name) => node?.getAttribute(name) || undefined;
const number = (node, name) => (value(node, name) === undefined ? undefined : Number(value(node, name)));
const flag = (node, name) =>
  child(node, name) ? !["0", "false", "off"].includes(value(child(node, name), "w:val") ?? "1") : undefined;
const defined = (object) => Object.fromEntries(Object.entries(object).filter(([, one]) => one !== undefined));
const ALIGN = {
  both: AlignmentType.JUSTIFIED,
  center: AlignmentType.CENTER,
  left: AlignmentType.LEFT,
  right: AlignmentType.RIGHT,
  start: AlignmentType.LEFT,
  end: AlignmentType.RIGHT,
};

function runFormat(properties) {
  return defined({
    bold: flag(properties, "w:b"),
    italics: flag(properties, "w:i"),
    size: number(child(properties, "w:sz"), "w:val"),
    color: value(child(properties, "w:color"), "w:val"),
  });
}

function paragraphFormat(properties) {
  const [indent, spacing, border] = ["w:ind", "w:spacing", "w:pBdr"].map((name) => child(properties, name));
  const edge = (side) => {
    const drawn = child(border, `w:${side}`);
    return (
      drawn && {
        style: BorderStyle.SINGLE,
        size: number(drawn, "w:sz"),
        space: number(drawn, "w:space"),
        color: value(drawn, "w:color"),
      }
    );
  };
  return defined({
    alignment: ALIGN[value(child(properties, "w:jc"), "w:val")],
    keepNext: flag(properties, "w:keepNext"),
    keepLines: flag(properties, "w:keepLines"),
    pageBreakBefore: flag(properties, "w:pageBreakBefore"),
    outlineLevel: number(child(properties, "w:outlineLvl"), "w:val"),
    indent:
      indent &&
      defined({
        left: number(indent, "w:left") ?? number(indent, "w:start"),
        right: number(indent, "w:right") ?? number(indent, "w:end"),
        firstLine: number(indent, "w:firstLine"),
        hanging: number(indent, "w:hanging"),
      }),
    spacing:
      spacing &&
      defined({
        before: number(spacing, "w:before"),
        after: number(spacing, "w:after"),
        line: number(spacing, "w:line"),
        lineRule: value(spacing, "w:lineRule"),
      }),
    border: border && defined({ top: edge("top"), bottom: edge("bottom"), left: edge("left"), right: edge("right") }),
  });
}

/** Words that no form changes; they stand in a template as they are. */
const FIXED = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:", "Kính gửi:"];

/** What `ours` shows: `document()` builds it anew with the library docx, `tagged()` with tags, `data` fills those. */
export function letter(ours) {
  const zip = new PizZip(ours);
  const parse = (part) => new DOMParser().parseFromString(zip.file(part).asText(), "text/xml").documentElement;
  const body = child(parse("word/document.xml"), "w:body");
  const styleSheet = parse("word/styles.xml");
  const defaults = child(child(child(styleSheet, "w:docDefaults"), "w:rPrDefault"), "w:rPr");
  const data = {};

  const styles = children(styleSheet, "w:style")
    .filter((style) => value(style, "w:type") === "paragraph")
    .map((style) => ({
      id: value(style, "w:styleId"),
      name: value(child(style, "w:name"), "w:val"),
      basedOn: value(child(style, "w:basedOn"), "w:val"),
      run: runFormat(child(style, "w:rPr")),
      paragraph: paragraphFormat(child(style, "w:pPr")),
    }));

  // What is read once, outside the clock: plain descriptions of the letter's blocks.
  function describe(node) {
    if (node.nodeName === "w:p") {
      const properties = child(node, "w:pPr");
      const runs = children(node, "w:r").flatMap((run) => {
        const format = runFormat(child(run, "w:rPr"));
        return children(run).flatMap((part) => {
          if (part.nodeName === "w:t") return [{ ...format, text: part.textContent }];
          if (part.nodeName === "w:br") return [{ ...format, break: 1 }];
          return [];
        });
      });
      return { runs, style: value(child(properties, "w:pStyle"), "w:val"), ...paragraphFormat(properties) };
    }
    const rows = children(node, "w:tr").map((row) =>
      children(row, "w:tc").map((cell) => {
        const properties = child(cell, "w:tcPr");
        return {
          blocks: children(cell)
            .filter(({ nodeName }) => nodeName === "w:p")
            .map(describe),
          width: number(child(properties, "w:tcW"), "w:w"),
          columnSpan: number(child(properties, "w:gridSpan"), "w:val"),
        };
      }),
    );
    return { rows, columns: children(child(node, "w:tblGrid"), "w:gridCol").map((column) => number(column, "w:w")) };
  }
  const blocks = children(body)
    .filter(({ nodeName }) => ["w:p", "w:tbl"].includes(nodeName))
    .map(describe);
  const section = child(body, "w:sectPr");
  const [paper, margin] = ["w:pgSz", "w:pgMar"].map((name) => child(section, name));

  const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
  const borderless = { top: none, bottom: none, left: none, right: none };
  const build = (block, text) => {
    if (!block.rows) {
      const { runs, ...format } = block;
      return new Paragraph({
        ...format,
        children: runs.map(
          (run) => new TextRun({ ...run, ...(run.text === undefined ? {} : { text: text(run.text) }) }),
        ),
      });
    }
    return new Table({
      columnWidths: block.columns,
      width: { size: block.columns.reduce((a, b) => a + b, 0), type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      borders: { ...borderless, insideHorizontal: none, insideVertical: none },
      rows: block.rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map(
              (cell) =>
                new TableCell({
                  children: cell.blocks.map((inner) => build(inner, text)),
                  width: { size: cell.width, type: WidthType.DXA },
                  columnSpan: cell.columnSpan,
                  verticalAlign: VerticalAlign.TOP,
                  margins: { left: 0, right: 0 },
                  borders: borderless,
                }),
            ),
          }),
      ),
    });
  };
  const assemble = (text) =>
    new Document({
      title: "Công văn",
      styles: {
        default: { document: { run: { font: "Times New Roman", ...runFormat(defaults) } } },
        paragraphStyles: styles,
      },
      sections: [
        {
          properties: {
            titlePage: true,
            page: {
              size: { width: number(paper, "w:w"), height: number(paper, "w:h") },
              margin: defined({
                top: number(margin, "w:top"),
                bottom: number(margin, "w:bottom"),
                left: number(margin, "w:left"),
                right: number(margin, "w:right"),
                header: number(margin, "w:header"),
                footer: number(margin, "w:footer"),
              }),
            },
          },
          headers: {
            first: new Header({ children: [new Paragraph({})] }),
            default: new Header({
              children: [
                new Paragraph({
                  alignment: AlignmentType.CENTER,
                  children: [new TextRun({ children: [PageNumber.CURRENT] })],
                }),
              ],
            }),
          },
          children: blocks.map((block) => build(block, text)),
        },
      ],
    });

  return {
    data,
    document: () => assemble((text) => text),
    tagged: () =>
      Packer.toBuffer(
        assemble((text) => {
          if (FIXED.includes(text.trim()) || text.trim() === "") return text;
          const tag = `t${Object.keys(data).length}`;
          data[tag] = text;
          return `{${tag}}`;
        }),
      ),
  };
}

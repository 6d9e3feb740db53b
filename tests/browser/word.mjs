// What somebody does to a saved document in Word: paragraphs changed, added and removed, changes tracked, a comment.
import PizZip from "pizzip";

const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const paragraphWith = (xml, text) => {
  const all = xml.match(/<w:p[ >](?:(?!<w:p[ >]).)*?<\/w:p>/gs) ?? [];
  const found = all.find((one) => one.replace(/<[^>]*>/g, "").includes(text));
  if (found === undefined) throw new Error(`no paragraph says ${text}`);
  return found;
};

/** `edits` in order: { change: [text, new text] }, { track: [text, new text] }, { remove: text }, { add: [after, text] }, { comment: [text, author, remark] }. */
export function edited(bytes, edits) {
  const zip = new PizZip(bytes);
  let xml = zip.file("word/document.xml").asText();
  for (const edit of edits) {
    if (edit.change) xml = xml.replace(edit.change[0], edit.change[1]);
    else if (edit.remove) xml = xml.replace(paragraphWith(xml, edit.remove), "");
    else if (edit.add) {
      const before = paragraphWith(xml, edit.add[0]);
      let first = true;
      const copy = before.replace(/<w:t[^>]*>[^<]*<\/w:t>/g, () => {
        const text = first ? edit.add[1] : "";
        first = false;
        return `<w:t xml:space="preserve">${text}</w:t>`;
      });
      xml = xml.replace(before, before + copy);
    } else if (edit.track) {
      const [from, to] = edit.track;
      const run = new RegExp(
        `<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>([^<]*)${from}([^<]*)</w:t></w:r>`,
        "s",
      );
      if (!run.test(xml)) throw new Error(`no run says ${from}`);
      const by = 'w:author="Chánh Văn phòng" w:date="2026-11-23T08:00:00Z"';
      xml = xml.replace(run, (_, rPr = "", head, tail) => {
        const piece = (tag, text) => `<w:r>${rPr}<w:${tag} xml:space="preserve">${text}</w:${tag}></w:r>`;
        return `${piece("t", head)}<w:del w:id="901" ${by}>${piece("delText", from)}</w:del><w:ins w:id="902" ${by}>${piece("t", to)}</w:ins>${piece("t", tail)}`;
      });
    } else {
      const [text, author, remark] = edit.comment;
      const before = paragraphWith(xml, text);
      const marked = before
        .replace(/<w:r[ >]/, (run) => `<w:commentRangeStart w:id="0"/>${run}`)
        .replace(/<\/w:p>$/, '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>');
      xml = xml.replace(before, marked);
      zip.file(
        "word/comments.xml",
        `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="${WORD}"><w:comment w:id="0" w:author="${author}" w:initials="C"><w:p><w:r><w:t>${remark}</w:t></w:r></w:p></w:comment></w:comments>`,
      );
      const links = zip.file("word/_rels/document.xml.rels").asText();
      zip.file(
        "word/_rels/document.xml.rels",
        links.replace(
          "</Relationships>",
          `<Relationship Id="rIdComments" Type="${RELATIONSHIPS}/comments" Target="comments.xml"/></Relationships>`,
        ),
      );
      const types = zip.file("[Content_Types].xml").asText();
      zip.file(
        "[Content_Types].xml",
        types.replace(
          "</Types>",
          '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>',
        ),
      );
    }
  }
  zip.file("word/document.xml", xml);
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}

/** The document without the values of ours in it: one that was made elsewhere. */
export function stripped(bytes) {
  const zip = new PizZip(bytes);
  for (const name of Object.keys(zip.files).filter((name) => /^customXml\/.*\.xml$/.test(name))) {
    zip.file(name, zip.file(name).asText().replaceAll("urn:thethuc:1", "urn:elsewhere:1"));
  }
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}

//! Files spoiled as input says: what is well formed mostly stays so, so that more than the XML parser is reached.

use std::ops::Range;

use thethuc::zip::Zip;

/// A file as its parts; one that is no archive is one part without a name.
#[derive(Debug, Clone)]
pub struct Seed {
    pub name: String,
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Seed {
    /// Its bytes.
    pub fn packed(&self) -> Vec<u8> {
        if let [(name, content)] = self.parts.as_slice()
            && name.is_empty()
        {
            return content.clone();
        }
        let mut zip = Zip::default();
        let mut bytes: Vec<u8> = self.parts.iter().flat_map(|(name, part)| zip.add(name, part)).collect();
        bytes.extend(zip.finish(""));
        bytes
    }
}

/// Choices read from input; beyond its end each is the first.
pub struct Choices<'i>(pub &'i [u8]);

impl Choices<'_> {
    /// One of so many.
    fn of(&mut self, many: usize) -> usize {
        let mut number = 0;
        for _ in 0..3 {
            let (first, rest) = self.0.split_first().map_or((0, self.0), |(first, rest)| (*first, rest));
            self.0 = rest;
            number = number << 8 | usize::from(first);
        }
        if many == 0 { 0 } else { number % many }
    }
}

/// What stands where something else is expected.
const VALUES: &[&str] = &[
    "",
    "0",
    "-1",
    "1",
    "9",
    "63",
    "255",
    "65536",
    "4294967296",
    "99999999999999999999",
    "1e308",
    "NaN",
    "true",
    "page",
    "none",
    "bullet",
    "decimal",
    "cardinalText",
    "%1.%2.%9",
    ".VnTime",
    "Symbol",
    "begin",
    "end",
    "separate",
    "continuous",
    "../../x",
    "rId1",
    "{{#a}}",
    "{{/a}}",
    "A1:XFD1048576",
    "ư\u{301}",
    "\u{ad}",
    "\u{f0fe}",
    "&#0;",
    "&#x1F600;",
];

/// What comes between what is there.
const PIECES: &[&str] = &[
    "<",
    ">",
    "\"",
    "&",
    "]]>",
    "<!--",
    "\0",
    "\u{feff}",
    "<w:br w:type=\"page\"/>",
    "<w:tab/>",
    "<w:softHyphen/>",
    "<w:p/>",
    "<w:p><w:r><w:t>a</w:t></w:r></w:p>",
    "<w:del/>",
    "<w:vanish/>",
    "<w:numPr><w:numId w:val=\"1\"/></w:numPr>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:fldChar w:fldCharType=\"end\"/>",
    "<w:vMerge/>",
    "<w:gridSpan w:val=\"99\"/>",
    "<w:bookmarkStart w:id=\"1\" w:name=\"so\"/>",
    "<w:bookmarkEnd w:id=\"1\"/>",
    "<w:footnoteReference w:id=\"1\"/>",
    "Số:      /",
    "ngày    tháng    năm",
    "Kính gửi:",
    "Nơi nhận:",
    "Điều 1.",
    "{{a}}",
    "{{#a}}",
    "{{/a}}",
    "{{",
    "}}",
    ",",
    ";",
    "\t",
    "\r\n",
    "\"\"",
    "1.234,5",
];

/// The seed with some changes.
pub fn spoiled(seeds: &[Seed], input: &[u8]) -> Seed {
    let mut choices = Choices(input);
    let mut seed = seeds[choices.of(seeds.len())].clone();
    for _ in 0..=choices.of(4) {
        let at = choices.of(seed.parts.len());
        if choices.of(40) == 1 && seed.parts.len() > 1 {
            seed.parts.remove(at);
            continue;
        }
        if let Some((_, part)) = seed.parts.get_mut(at) {
            change(part, &mut choices);
        }
    }
    seed
}

fn change(part: &mut Vec<u8>, choices: &mut Choices<'_>) {
    let at = choices.of(part.len());
    match choices.of(8) {
        0 => drop(element(part, at).map(|range| part.drain(range))),
        1 => {
            let Some(range) = element(part, at) else { return };
            let many = [1, 2, 9, 64][choices.of(4)];
            let copies = part[range.clone()].repeat(if range.len() < 10_000 { many } else { 1 });
            part.splice(range.end..range.end, copies);
        }
        2 => {
            let (Some(range), to) = (element(part, at), choices.of(part.len())) else { return };
            let moved = part[range].to_vec();
            let to = part[to..].iter().position(|byte| *byte == b'>').map_or(to, |next| to + next + 1);
            part.splice(to..to, moved);
        }
        3 | 4 => {
            let Some(range) = value(part, at) else { return };
            part.splice(range, VALUES[choices.of(VALUES.len())].bytes());
        }
        5 => {
            let after = part[at..].iter().position(|byte| *byte == b'>').map_or(at, |next| at + next + 1);
            part.splice(after..after, PIECES[choices.of(PIECES.len())].bytes());
        }
        6 => {
            let end = (at + choices.of(40)).min(part.len());
            part.splice(at..end, PIECES[choices.of(PIECES.len())].bytes());
        }
        _ => {
            let byte = choices.of(256);
            if let (Some(known), Ok(byte)) = (part.get_mut(at), u8::try_from(byte)) {
                *known = byte;
            }
        }
    }
}

/// The first element that begins at a place or after it, with what is in it.
fn element(part: &[u8], from: usize) -> Option<Range<usize>> {
    let is_start =
        |at: &usize| part[*at] == b'<' && part.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic());
    let start = (from..part.len()).find(is_start)?;
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        let open = at + part.get(at..)?.iter().position(|byte| *byte == b'<')?;
        let end = open + part[open..].iter().position(|byte| *byte == b'>')? + 1;
        match (part.get(open + 1)?, part[end - 2]) {
            (b'/', _) => depth = depth.checked_sub(1)?,
            (b'?' | b'!', _) | (_, b'/') => {}
            _ => depth += 1,
        }
        if depth == 0 {
            return Some(start..end);
        }
        at = end;
    }
}

/// What stands between the next quotes.
fn value(part: &[u8], from: usize) -> Option<Range<usize>> {
    let open = from + part.get(from..)?.windows(2).position(|two| two == b"=\"")? + 2;
    let length = part[open..].iter().position(|byte| *byte == b'"')?;
    Some(open..open + length)
}

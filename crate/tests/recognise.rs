//! Documents of other programs, a file each in `recognise/`: `component | look | text` a paragraph, `-` for none; a blank line
//! is a blank paragraph. The look is `g` centred, `d` bold, `n` italic.

use thethuc::Align;
use thethuc::docx::read::{Block, Glyph, Observed, Paragraph};
use thethuc::recognise::read;

fn paragraph(look: &str, text: &str) -> Block {
    let (bold, italic) = (look.contains('d'), look.contains('n'));
    let mut paragraph = Paragraph::default();
    paragraph.glyphs = text.chars().map(|letter| Glyph::Letter { letter, bold, italic }).collect();
    paragraph.align = look.contains('g').then_some(Align::Center);
    Block::Paragraph(paragraph)
}

/// The parts of a line: what it is, how it looks, what it says.
fn parts(line: &str) -> [&str; 3] {
    let parts: Vec<&str> = line.splitn(3, '|').map(str::trim).collect();
    parts.try_into().unwrap_or_else(|_| panic!("{line}: not «component | look | text»"))
}

#[test]
fn each_paragraph_of_another_program_is_what_its_case_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recognise");
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case = std::fs::read_to_string(&path).unwrap();
        let blocks = case.lines().map(|line| match line {
            "" => paragraph("", ""),
            line => {
                let [_, look, text] = parts(line);
                paragraph(look, text)
            }
        });
        let reading = read(&Observed { blocks: blocks.collect(), ..Observed::default() });
        let mut items = reading.items.iter();
        for line in case.lines().filter(|line| !line.is_empty()) {
            let [wanted, _, text] = parts(line);
            let item = items.next().unwrap();
            let seen = item.component.map_or("-", |component| component.id());
            if (seen, item.text.as_str()) != (wanted, text) {
                faults.push(format!("{}: «{text}» is {seen}, not {wanted}", path.display()));
            }
        }
        count += 1;
    }
    assert!(count > 4, "{count} cases");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

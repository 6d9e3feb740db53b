//! Any document becomes a form: every word of it is printed by the form again or named as left over.

use std::collections::BTreeMap;

use serde_json::json;
use thethuc::docx::read::{Block, Paragraph, observe};
use thethuc::reopen::import::{Imported, import, import_into};
use thethuc::reopen::issue::recognise;
use thethuc::vietnamese::text::fold;
use thethuc::{fill, library};

use crate::documents::{files, today};

/// All texts of a document, wherever they stand.
pub(crate) fn texts(bytes: &[u8]) -> Vec<String> {
    fn step(blocks: &[Block], texts: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => texts.push(paragraph.text()),
                Block::Table(table) => {
                    table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| step(&cell.blocks, texts));
                }
            }
        }
    }
    let seen = observe(bytes).unwrap();
    let mut texts = Vec::new();
    step(&seen.blocks, &mut texts);
    texts.extend(seen.edges.iter().chain(&seen.boxes).map(Paragraph::text));
    texts.extend(seen.unread.hidden.iter().cloned());
    texts.extend(seen.comments.iter().map(|comment| comment.text.clone()));
    texts
}

/// How often each word stands in the texts; numbers without the noughts before them, `V/v` written out as forms may do.
pub(crate) fn words<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        for word in fold(text).replace("v/v", "ve viec").split(|c: char| !c.is_alphanumeric()) {
            let bare = if word.bytes().all(|byte| byte.is_ascii_digit()) {
                word.trim_start_matches('0')
            } else {
                word
            };
            if !bare.is_empty() {
                *counts.entry(bare.to_owned()).or_insert(0) += 1;
            }
        }
    }
    counts
}

/// The words of a document that neither the form it became nor the list of what is left over has.
pub(crate) fn lost(bytes: &[u8], imported: &Imported) -> Vec<(String, usize)> {
    let left = imported.left_over.iter().map(|left| left.text.as_str());
    let printed: Vec<String> =
        files(&imported.template, &imported.values, false).iter().flat_map(|file| texts(file)).collect();
    let kept = words(printed.iter().map(String::as_str).chain(left));
    less(&words(texts(bytes).iter().map(String::as_str)), &kept)
}

/// How often each word stands in the first and not in the second.
pub(crate) fn less(all: &BTreeMap<String, usize>, kept: &BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let missing = all.iter().filter_map(|(word, count)| {
        let less = count.saturating_sub(kept.get(word).copied().unwrap_or(0));
        (less > 0).then(|| (word.clone(), less))
    });
    missing.collect()
}

#[test]
fn every_word_of_every_sample_is_kept() {
    let mut faults = Vec::new();
    for id in library::ids() {
        for sample in library::get(id).unwrap().samples() {
            for bytes in files(id, &sample.values, false) {
                let imported = import(&bytes).unwrap();
                let lost = lost(&bytes, &imported);
                if !lost.is_empty() {
                    faults.push(format!("{id}: {lost:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn values_are_those_of_the_template() {
    for id in library::ids() {
        for sample in library::get(id).unwrap().samples() {
            let imported = import(&files(id, &sample.values, false)[0]).unwrap();
            let template = library::get(&imported.template).unwrap();
            let findings = fill(&template, &imported.values, today()).diagnostics;
            let odd: Vec<String> = findings
                .iter()
                .filter(|finding| {
                    matches!(
                        finding.code.as_ref(),
                        "truong-la" | "sai-kieu" | "lua-chon-sai" | "ngay-sai" | "so-sai" | "ngoai-khoang"
                    )
                })
                .map(ToString::to_string)
                .collect();
            assert_eq!(odd, Vec::<String>::new(), "{id}");
        }
    }
}

/// `- Lưu: VT, DLKT (2 bản). PTH.(180)`: who keeps, how many copies, the drafter, the copies issued.
#[test]
fn the_line_of_the_archive_gives_its_parts() {
    let given = json!({
        "co_quan": [{ "ten": "Ủy ban nhân dân\nxã An Bình", "viet_tat": "UBND" }], "dia_danh": "An Bình",
        "trich_yeu": "triển khai dữ liệu dùng chung", "kinh_gui": ["Các phòng chuyên môn"], "noi_dung": "Nội dung.",
        "noi_nhan": ["Như trên"], "luu": "VT, DLKT", "so_ban_luu": 2, "ky_hieu_soan": "PTH", "so_ban_phat_hanh": 180,
        "chu_ky": [{ "chuc_vu": "Chủ tịch", "ho_ten": "Hà Thị Minh Nguyệt" }],
    });
    let bytes = &files("cong-van", &given, false)[0];
    assert!(texts(bytes).iter().any(|text| text == "- Lưu: VT, DLKT (2 bản). PTH.(180)"));
    let imported = import(bytes).unwrap();
    for part in ["luu", "so_ban_luu", "ky_hieu_soan", "so_ban_phat_hanh"] {
        assert_eq!(imported.values[part], given[part], "{part}");
    }
    assert_eq!(recognise(bytes).unwrap().keeper, "VT, DLKT");
}

/// The standard is the one the file shows, whatever the kind.
#[test]
fn a_paper_of_the_party_stays_one() {
    for id in library::ids().filter(|id| id.starts_with("dang-")) {
        for sample in library::get(id).unwrap().samples() {
            let imported = import(&files(id, &sample.values, false)[0]).unwrap();
            assert!(imported.template.starts_with("dang-"), "{id}: {}", imported.template);
        }
    }
}

/// Of the templates of its kind a document is nearly always most like the one it was made from.
#[test]
fn the_template_of_a_document_is_the_most_alike_of_its_kind() {
    // A copy is of the kind of its original; the last two leave the kind to be filled in, or have none.
    let mut others: Vec<&str> = vec![
        "sao-luc",
        "sao-y",
        "trich-sao",
        "bai-phat-bieu",
        "van-ban-co-ten-loai",
        "dang-van-ban-co-ten-loai",
    ];
    let (mut first, mut all) = (0, 0);
    for template in library::ids().filter_map(library::get) {
        for sample in template.samples() {
            let imported = import(&files(&template.id, &sample.values, false)[0]).unwrap();
            let Some(at) = imported.alike.iter().position(|id| *id == template.id) else {
                let other = others.iter().position(|id| *id == template.id);
                others.remove(other.unwrap_or_else(|| panic!("{}: {:?}", template.id, imported.alike)));
                continue;
            };
            first += usize::from(at == 0);
            all += 1;
        }
    }
    assert_eq!(others, Vec::<&str>::new());
    assert!(first * 100 >= all * 95, "{first} of {all}");
}

/// A template somebody chose takes what it has fields for; a text for which it has no room is left over.
#[test]
fn every_template_takes_every_document() {
    let sample = library::get("cong-van").unwrap().samples()[0].values.clone();
    let bytes = files("cong-van", &sample, false).remove(0);
    // What a form itself prints is nobody's loss.
    let of_forms = words([
        "V/v Số Kính gửi Nơi nhận Lưu ngày tháng năm",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
    ]);
    for id in library::ids() {
        let imported = import_into(&bytes, library::get(id).unwrap()).unwrap();
        assert_eq!(imported.template, id);
        let lost = lost(&bytes, &imported).into_iter();
        // A field that a template does not print is there in the form all the same.
        let fields = imported.values.to_string();
        let given = words([fields.as_str()]);
        let lost: Vec<_> =
            lost.filter(|(word, _)| !of_forms.contains_key(word) && !given.contains_key(word)).collect();
        assert_eq!(lost, [], "{id}");
    }
}

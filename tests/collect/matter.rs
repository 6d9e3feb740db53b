//! Report forms of a matter: filled here, edited by python-docx, saved again by LibreOffice, collected by the command.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thethuc_tests::{office, product};

use super::{cell, python, sheet, sheets, validated};

const UNITS: usize = 10;
const REPORT: &str = thethuc::follow::REPORT;
const FIGURE: usize = 1;
const MORE: usize = 2;
/// Saved again by LibreOffice.
const SAVED_AGAIN: [usize; 2] = [3, 4];
const MISSING: usize = 5;

fn name(unit: usize) -> String {
    format!("UBND xã Số {unit}")
}

fn mark(unit: usize) -> String {
    format!("ubnd-xa-so-{unit}")
}

/// The record of a matter whose units each do two things, one of them due before the period ended.
fn record() -> Value {
    let units: Vec<Value> = (0..UNITS).map(|unit| json!({ "ma": mark(unit), "ten": name(unit) })).collect();
    let all: Vec<String> = (0..UNITS).map(mark).collect();
    json!({
        "phien_ban": 1,
        "ma": "ct-03-ct-ubnd-2026",
        "van_ban": { "ten_loai": "Chỉ thị", "so_ky_hieu": "03/CT-UBND", "ngay": "2026-01-12", "co_quan": "UBND tỉnh" },
        "noi_nhan_bao_cao": "UBND tỉnh",
        "han_dau_moi": { "loai": "dinh_ky", "ghi": "trước ngày 20 của tháng cuối quý", "ky": "quy" },
        "don_vi": units,
        "nhiem_vu": [
            { "ma": "1", "noi_dung": "Quán triệt Chỉ thị", "chung": true, "chu_tri": all, "han": { "loai": "thuong_xuyen", "ghi": "thường xuyên" } },
            { "ma": "2", "noi_dung": "Ban hành kế hoạch", "chung": true, "chu_tri": all, "han": { "loai": "ngay", "ngay": "2026-02-28", "ghi": "trước ngày 01/3/2026" } },
        ],
    })
}

fn form(unit: usize) -> Result<Vec<u8>> {
    let template = product::template(REPORT)?;
    let mut values = template.samples().first().context("no sample")?.values.clone();
    values["co_quan"] = json!([{ "ten": name(unit), "viet_tat": "UBND" }]);
    values["ten_ky"] = json!("quý I năm 2026");
    values["ma_ho_so"] = json!("ct-03-ct-ubnd-2026");
    values["ma_don_vi"] = json!(mark(unit));
    values["ma_ky"] = json!("q1-2026");
    values["nhiem_vu"] = json!([
        { "ma": "1", "noi_dung": "Quán triệt Chỉ thị", "ket_qua": "02 hội nghị", "ty_le": 100 },
        { "ma": "2", "noi_dung": "Ban hành kế hoạch", "ket_qua": "Đang lấy ý kiến", "ty_le": 70 },
    ]);
    values["chi_tieu"] =
        json!([{ "ten": "Tin, bài", "don_vi_tinh": "tin", "ke_hoach": 200, "ky_nay": 10, "luy_ke": 10 }]);
    let filled = thethuc::fill(&template, &values, product::today());
    let files = filled.docx(true).map_err(|found| anyhow::anyhow!("{found}"))?;
    Ok(files.into_iter().next().context("no file")?.bytes)
}

/// A period comes back: figures, who lacks, who is reminded, and documents a validator has nothing to say of.
pub(super) fn comes_back(folder: &Path) -> Result<()> {
    let sent = folder.join("quy-1");
    fs::create_dir_all(&sent)?;
    let place = |unit: usize| sent.join(format!("{}.docx", mark(unit)));
    for unit in (0..UNITS).filter(|unit| *unit != MISSING) {
        fs::write(place(unit), form(unit)?)?;
    }
    python("edit_forms.py", &[&place(FIGURE), &place(MORE)])?;
    let again = SAVED_AGAIN.map(place);
    for (saved, file) in office::to_docx(&again, &folder.join("luu-lai"))?.iter().zip(&again) {
        fs::copy(saved, file)?;
    }
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(folder.join("ho-so.json"), record().to_string())?;
    let collect = || {
        product::run(
            &[
                "--json",
                "collect",
                &path("quy-1"),
                "--matter",
                &path("ho-so.json"),
                "--period",
                "q1-2026",
                "-o",
                &path("theo-doi.xlsx"),
                "--summary",
                &path("tong-hop.json"),
                "--reminders",
                &path("don-doc"),
                "--date",
                "2026-03-25",
            ],
            b"",
        )
    };
    // What one collects, the other finds in the record.
    for _ in 0..2 {
        let output = collect()?;
        ensure!(output.status.code() == Some(0), "{output:?}");
        let report: Value = serde_json::from_slice(&output.stdout)?;
        ensure!(report["missing"] == json!([name(MISSING)]), "{report}");
        ensure!(report["overdue"].as_array().is_some_and(|late| late.len() == UNITS - 1), "{report}");
    }
    let read = |name: &str| -> Result<Value> { Ok(serde_json::from_slice(&fs::read(folder.join(name))?)?) };
    ensure!(read("don-doc/don-doc-chua-bao-cao.json")?["kinh_gui"] == json!([name(MISSING)]));
    let late = read("don-doc/don-doc-qua-han.json")?;
    ensure!(late["nhiem_vu_cham"].as_array().is_some_and(|rows| rows.len() == UNITS - 1), "{late}");
    let books = sheets(&folder.join("theo-doi.xlsx"))?;
    let figures = sheet(&books, "Số phát sinh các kỳ")?;
    let sums = [1, 2].map(|row| (cell(figures, row, "Chỉ tiêu"), cell(figures, row, "Cộng các kỳ")));
    let [(one, all), (other, more)] = sums;
    ensure!((one?, all?, other?, more?) == ("Tin, bài", "590", "Phóng sự", "7"), "{figures:?}");
    for (template, values, file) in [
        ("bao-cao-tong-hop", "tong-hop.json", "bao-cao.docx"),
        ("cong-van-don-doc", "don-doc/don-doc-chua-bao-cao.json", "don-doc-1.docx"),
        ("cong-van-don-doc", "don-doc/don-doc-qua-han.json", "don-doc-2.docx"),
    ] {
        let output =
            product::run(&["fill", template, &path(values), "-o", &path(file), "--date", product::DAY], b"")?;
        ensure!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
    }
    validated(
        &["theo-doi.xlsx", "bao-cao.docx", "don-doc-1.docx", "don-doc-2.docx"].map(|name| folder.join(name)),
    )
}

//! What follows from a matter, through templates.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use thethuc::follow::directive::{read_docx, read_text, read_values};
use thethuc::follow::documents::{followed, names, subjects, values};
use thethuc::follow::record::Matter;
use thethuc::follow::roster::expand;
use thethuc::follow::view::{Subject, View};
use thethuc::template::Each;
use thethuc::{Template, TemplateFiles, fill, library};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

const LETTER: &str = include_str!("cong-van-chung-va-rieng.txt");

fn matter() -> Matter {
    let (text, _) = LETTER.split_once("\n=====\n").unwrap_or((LETTER, ""));
    read_text(text).matter
}

/// The values of all documents of a template, by the names of their files.
fn made(matter: &Matter, template: &str) -> BTreeMap<String, Value> {
    let template = library::get(template).unwrap();
    let follow = followed(&template, "").unwrap();
    let all = subjects(matter, follow.each);
    let view = View::of(matter);
    let values = all.iter().map(|subject| Value::Object(values(&view, follow, *subject)));
    names(&template, &all).into_iter().zip(values).collect()
}

#[test]
fn the_record_templates_see_is_the_one_declared() {
    let declared: Value = serde_json::from_str(thethuc::forms::matter()).unwrap();
    let mut declared: Vec<&str> =
        declared["field"].as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect();
    declared.sort_unstable();
    let matter = matter();
    let record = View::of(&matter).record(Subject::All);
    let mut shown: Vec<&String> = record.keys().collect();
    shown.sort_unstable();
    assert_eq!(shown, declared);
}

#[test]
fn a_letter_made_here_reads_the_same_from_its_file_and_from_its_values() {
    let letter = library::get("cong-van-trien-khai").unwrap();
    for sample in letter.samples() {
        let file = fill(&letter, &sample.values, today()).docx(false).unwrap().remove(0);
        let (of_file, of_values) =
            (read_docx(&file.bytes).unwrap(), read_values(&letter, &sample.values, today()));
        assert!(!of_file.matter.tasks.is_empty(), "{}", sample.name);
        let plain = |matter: &Matter| {
            let tasks = matter.tasks.iter();
            let of = |task: &thethuc::follow::record::Task| {
                (task.mark.clone(), task.leads.clone(), task.groups.clone(), task.text.clone())
            };
            (matter.document.clone(), tasks.map(of).collect::<Vec<_>>())
        };
        assert_eq!(plain(&of_file.matter), plain(&of_values.matter), "{}", sample.name);
    }
}

#[test]
fn a_record_is_read_as_it_was_written_and_keeps_what_it_does_not_know() {
    let mut written = serde_json::to_value(matter()).unwrap();
    written["mai_sau"] = json!({ "a": 1 });
    let read: Matter = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), written);
}

#[test]
fn units_of_a_group_come_from_the_list_alone_and_each_has_its_own_tasks() {
    let mut matter = matter();
    let confirmed: Vec<(String, String)> =
        ["Sở Y tế", "Sở Tài chính", "Sở Công Thương", "UBND xã An Bình", "UBND phường Bến"]
            .map(|name| (name.to_owned(), String::new()))
            .to_vec();
    assert_eq!(expand(&mut matter, &confirmed), [] as [String; 0]);
    let forms = made(&matter, "ke-hoach-trien-khai");
    let marks = |name: &str| {
        let rows = forms[name]["nhiem_vu"].as_array().unwrap().iter();
        rows.map(|row| row["ten"].as_str().unwrap().rsplit(' ').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(marks("ke-hoach-trien-khai-so-y-te"), ["1.a", "1.b", "2.a", "2.b"]);
    assert_eq!(marks("ke-hoach-trien-khai-so-tai-chinh"), ["1.a", "1.b", "3"]);
    assert_eq!(marks("ke-hoach-trien-khai-xa-an-binh"), ["1.a", "1.b"]);
    assert_eq!(marks("ke-hoach-trien-khai-bao-lam-binh"), ["4"]);
    assert!(!forms.contains_key("ke-hoach-trien-khai-cong-an-tinh"), "it supports and reports nothing");
}

#[test]
fn a_letter_gives_general_tasks_first_and_has_the_table() {
    let letter = made(&matter(), "cong-van-trien-khai").remove("cong-van-trien-khai").unwrap();
    let given = letter["nhiem_vu"].as_array().unwrap();
    let units: Vec<&str> = given.iter().map(|one| one["don_vi"].as_str().unwrap_or_default()).collect();
    assert_eq!(units, ["", "Sở Y tế", "Sở Tài chính", "Báo Lâm Bình; Đài Phát thanh và Truyền hình tỉnh"]);
    assert!(given[0]["noi_dung"].as_str().unwrap().starts_with("a) Tuyên truyền"));
    assert!(letter["phu_luc"][0]["noi_dung"].as_str().unwrap().contains("| 2.a |"));
    assert_eq!(letter["van_ban_chi_dao"]["so_ky_hieu"], "21/CT-TTg");
}

fn outside(id: &str, manifest: &str, body: &str) -> TemplateFiles {
    let files = [("template.toml", manifest), ("body.hbs", body), ("samples/1.json", "{}")];
    TemplateFiles {
        name: id.to_owned(),
        files: files.map(|(name, text)| (name.to_owned(), text.to_owned())).into(),
    }
}

const FIELD: &str = "\n[[field]]\nname = \"viec\"\nlabel = \"Việc\"\nkind = \"list\"\n";

fn head(id: &str) -> String {
    format!("id = \"{id}\"\ntitle = \"Phiếu\"\nform = \"cong-van\"\n{FIELD}")
}

#[test]
fn an_outside_pair_takes_part() {
    let gives = Template::load(&outside(
        "giao-viec",
        &head("giao-viec"),
        "{{#each viec as |v i|}}\n{{stt i}}. {{v}}\n{{/each}}",
    ))
    .unwrap();
    let given =
        json!({ "viec": ["Phòng Kinh tế rà soát chợ trước ngày 10/3/2027", "Phòng Y tế kiểm tra bếp ăn"] });
    let matter = read_values(&gives, &given, today()).matter;
    assert_eq!(
        matter.tasks.iter().map(|task| task.leads.concat()).collect::<Vec<_>>(),
        ["phong-kinh-te", "phong-y-te"]
    );

    let follow = "\n[[follow]]\nfrom = [\"giao-viec\"]\neach = \"unit\"\n[follow.fields]\ntrich_yeu = \"việc của {{don_vi_nay.ten}}\"\n\
                  viec = { each = \"nhiem_vu\", item = \"{{muc.ma}}: {{muc.noi_dung}} ({{muc.han}})\" }\n";
    let manifest = head("nhan-viec") + follow;
    let takes = Template::load(&outside(
        "nhan-viec",
        &manifest,
        "{{#each viec as |v i|}}\n{{stt i}}. {{v}}\n{{/each}}",
    ))
    .unwrap();
    assert!(followed(&takes, "khac").is_none());
    let follow = followed(&takes, "giao-viec").unwrap();
    assert_eq!(follow.each, Each::Unit);
    let units = subjects(&matter, follow.each);
    let made = values(&View::of(&matter), follow, units[0]);
    assert_eq!(made["trich_yeu"], "việc của Phòng Kinh tế");
    assert_eq!(made["viec"], json!(["1: Rà soát chợ trước ngày 10/3/2027 (trước ngày 10/3/2027)"]));
}

#[test]
fn lint_says_what_is_wrong_with_what_follows_and_where() {
    let codes = |follow: &str| -> Vec<String> {
        let manifest = format!("{}\n[[follow]]\n{follow}", head("nhan-viec"));
        let files = outside("nhan-viec", &manifest, "{{#each viec as |v i|}}\n{{stt i}}. {{v}}\n{{/each}}");
        let found = Template::load(&files).unwrap_err();
        found.iter().map(|one| format!("{} {}", one.location, one.code)).collect()
    };
    let at = |line: usize, rest: &str| format!("nhan-viec/template.toml:{line}:{rest}");
    assert_eq!(codes("each = \"moi\""), [at(11, "9 theo-sau-sai")]);
    assert_eq!(codes("each = \"one\"\nfields = { la = \"x\" }"), [at(12, "12 theo-sau-truong-la")]);
    assert_eq!(
        codes("each = \"one\"\nfields = { trich_yeu = \"{{khong_co}}\" }"),
        [at(12, "27 ten-chua-khai")]
    );
    assert_eq!(
        codes("each = \"one\"\nfields = { viec = { each = \"khong\", item = \"x\" } }"),
        [at(12, "29 theo-sau-sai")]
    );
}

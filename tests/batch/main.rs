//! What `thethuc batch` promises: whole files and no others, whatever happens to it on the way.

mod asked;
mod interrupted;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use thethuc::docx::{self, lint, package::Package};
use thethuc::sheet::{ReadOptions, Workbook};
use thethuc_tests::product::{self, DAY};
use thethuc_tests::samples::scratch;

const INVITATION: &str = "giay-moi";

/// Something a batch promises, in a folder of its own.
type Promise = fn(&Path) -> Result<()>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    match trials() {
        Ok(trials) => libtest_mimic::run(&arguments, trials).exit_code(),
        Err(error) => {
            eprintln!("batch: {error:#}");
            println!("test result: FAILED. 0 passed; 1 failed");
            ExitCode::FAILURE
        }
    }
}

fn trials() -> Result<Vec<Trial>> {
    let folder = scratch("batch")?;
    product::command_line()?;
    let promises: [(&str, Promise); 23] = [
        ("each_row_is_a_file_that_fill_would_have_written", as_fill_writes),
        ("one_thread_and_two_write_the_same_bytes", threads),
        ("a_zip_holds_what_a_folder_holds", zip),
        ("one_docx_holds_all_for_printing", print),
        ("bad_rows_stop_it_before_anything_is_written", bad_rows),
        ("bad_rows_are_left_out_and_given_back", bad_rows_left_out),
        ("each_shard_gives_its_own_bad_rows_back", bad_rows_of_shards),
        ("another_encoding_is_another_job", encoding),
        ("the_matching_is_told_but_not_in_json", matching_told),
        ("what_is_in_no_document_is_counted", left_out),
        ("lists_that_name_nobody_are_refused", of_nobody),
        ("name_position_and_unit_are_one_line", in_parts),
        ("a_corrected_row_keeps_number_and_name", corrected),
        ("a_name_met_twice_is_numbered_and_told", names),
        ("rows_with_one_key_are_one_document_with_a_table", grouped),
        ("a_document_made_here_is_the_template", from_document),
        ("a_kept_matching_is_used_again", kept_matching),
        ("what_is_done_is_not_done_again_and_another_job_is_refused", again),
        ("a_file_of_somebody_else_is_not_written_over", foreign),
        ("killed_at_any_moment_into_a_folder", interrupted::folder),
        ("killed_at_any_moment_into_a_zip", interrupted::zip),
        ("shards_by_gnu_parallel_make_all_and_none_twice", interrupted::shards),
        ("a_full_disk_and_a_folder_that_may_not_be_written", interrupted::nowhere_to_write),
    ];
    let mut trials = Vec::new();
    for (name, promise) in promises {
        let own = folder.join(name);
        fs::create_dir_all(&own)?;
        trials.push(Trial::test(name, move || {
            promise(&own).map_err(|error| Failed::from(format!("{error:#}")))
        }));
    }
    for (name, case) in asked::cases()? {
        let own = folder.join(&name);
        fs::create_dir_all(&own)?;
        trials.push(Trial::test(format!("asked::{name}"), move || {
            asked::holds(&case, &own).map_err(|error| Failed::from(format!("{error:#}")))
        }));
    }
    Ok(trials)
}

/// The files of a folder or zip by name.
type Files = BTreeMap<String, Vec<u8>>;

fn documents_in(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().context("a name")?.to_string_lossy().into_owned();
        ensure!(!name.ends_with(".dang-ghi"), "{name} was left behind");
        if name.ends_with(".docx") {
            files.insert(name, fs::read(&path)?);
        }
    }
    Ok(files)
}

fn documents_of(zip: &Path) -> Result<Files> {
    let bytes = fs::read(zip)?;
    let package = Package::open(&bytes)?;
    let mut files = Files::new();
    for part in package.parts() {
        let bytes = package.read(&part.name)?.context("its bytes")?;
        ensure!(files.insert(part.name.clone(), bytes.into()).is_none(), "{} is there twice", part.name);
    }
    Ok(files)
}

/// Rows of guests, and the values all invitations share; both as files.
fn guests(folder: &Path, count: usize) -> Result<(PathBuf, PathBuf)> {
    let mut rows = String::from("STT;Người được mời\n");
    for guest in 1..=count {
        writeln!(rows, "{guest};Ông Nguyễn Văn Số {guest}")?;
    }
    given(folder, &rows)
}

fn given(folder: &Path, rows: &str) -> Result<(PathBuf, PathBuf)> {
    let (sheet, base) = (folder.join("khach.csv"), folder.join("chung.json"));
    fs::write(&sheet, rows)?;
    fs::write(&base, product::run(&["sample", INVITATION], b"")?.stdout)?;
    Ok((sheet, base))
}

/// `thethuc batch giay-moi …`.
fn command((sheet, base): &(PathBuf, PathBuf), output: &Path, more: &[&str]) -> Result<Command> {
    let mut command = Command::new(product::command_line()?);
    command.args(["batch", INVITATION]).arg(sheet).arg("-o").arg(output).arg("--values").arg(base);
    command.args(["--date", DAY, "--name", "{{stt}}-{{nguoi_duoc_moi}}"]).args(more);
    Ok(command)
}

/// The values in a document; one that is not whole has none.
fn values_of(bytes: &[u8]) -> Result<Value> {
    docx::read_values(bytes).map(|read| read.values).map_err(|finding| anyhow!("{finding}"))
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// Runs it and sees how it ends.
fn ends(mut command: Command, code: i32) -> Result<String> {
    let output = command.output()?;
    ensure!(output.status.code() == Some(code), "ended with {:?}: {}", output.status.code(), said(&output));
    Ok(said(&output))
}

fn as_fill_writes(folder: &Path) -> Result<()> {
    let given = guests(folder, 3)?;
    let output = folder.join("ra");
    ends(command(&given, &output, &[])?, 0)?;
    let files = documents_in(&output)?;
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    ensure!(
        names == ["1-Ong-Nguyen-Van-So-1.docx", "2-Ong-Nguyen-Van-So-2.docx", "3-Ong-Nguyen-Van-So-3.docx"],
        "{names:?}"
    );
    let second = &files["2-Ong-Nguyen-Van-So-2.docx"];
    ensure!(lint::lint(second).is_empty());
    let values = values_of(second)?;
    ensure!(values["nguoi_duoc_moi"] == serde_json::json!(["Ông Nguyễn Văn Số 2"]), "{values}");
    let filled =
        product::run(&["fill", INVITATION, "-", "-o", "-", "--date", DAY], values.to_string().as_bytes())?;
    ensure!(filled.stdout == *second, "fill writes other bytes");
    Ok(())
}

fn threads(folder: &Path) -> Result<()> {
    let given = guests(folder, 40)?;
    let mut made = Vec::new();
    for jobs in ["1", "2"] {
        let (output, zip) = (folder.join(jobs), folder.join(format!("{jobs}.zip")));
        ends(command(&given, &output, &["--jobs", jobs])?, 0)?;
        ends(command(&given, &zip, &["--jobs", jobs])?, 0)?;
        made.push((documents_in(&output)?, fs::read(&zip)?));
    }
    ensure!(made[0] == made[1]);
    Ok(())
}

fn zip(folder: &Path) -> Result<()> {
    let given = guests(folder, 20)?;
    let (output, zip) = (folder.join("ra"), folder.join("ra.zip"));
    ends(command(&given, &output, &[])?, 0)?;
    ends(command(&given, &zip, &[])?, 0)?;
    ensure!(documents_in(&output)? == documents_of(&zip)?);
    let told = ends(command(&given, &zip, &[])?, 0)?;
    ensure!(told.contains("có từ trước 20"), "{told}");
    Ok(())
}

fn print(folder: &Path) -> Result<()> {
    let given = guests(folder, 5)?;
    let file = folder.join("in.docx");
    ends(command(&given, &file, &[])?, 0)?;
    let bytes = fs::read(&file)?;
    ensure!(lint::lint(&bytes).is_empty());
    let package = Package::open(&bytes)?;
    let text = String::from_utf8(package.read("word/document.xml")?.context("its text")?.into())?;
    ensure!((1..=5).all(|guest| text.contains(&format!("Số {guest}"))));
    let told = ends(command(&given, &file, &["--no-values"])?, 2)?;
    ensure!(told.contains("da-co-tep") && fs::read(&file)? == bytes, "{told}");
    ends(command(&given, &file, &["--again"])?, 0)?;
    Ok(())
}

/// A guest without a name, among others.
const WITH_BAD: &str = "Người được mời;Thời gian\nBà Một;8 giờ\n;9 giờ\nBà Ba;10 giờ\n";

fn bad_rows(folder: &Path) -> Result<()> {
    let given = given(folder, WITH_BAD)?;
    let output = folder.join("ra");
    let told = ends(command(&given, &output, &[])?, 1)?;
    ensure!(told.contains("khach!A3: lỗi[thieu-truong]"), "{told}");
    ensure!(!output.exists(), "something was written");
    let told = ends(command(&given, &folder.join("ra.zip"), &["--check"])?, 1)?;
    ensure!(told.contains("1 có lỗi"), "{told}");
    ensure!(!folder.join("ra.zip").exists());
    Ok(())
}

fn bad_rows_left_out(folder: &Path) -> Result<()> {
    let given = given(folder, WITH_BAD)?;
    let (output, bad) = (folder.join("ra"), folder.join("loi.xlsx"));
    let bad_option = bad.to_string_lossy().into_owned();
    ends(command(&given, &output, &["--skip-bad", "--bad", &bad_option])?, 1)?;
    ensure!(documents_in(&output)?.keys().eq(["1-Ba-Mot.docx", "3-Ba-Ba.docx"]));
    let bytes = fs::read(&bad)?;
    let package = Package::open(&bytes)?;
    let sheet = package.parts().iter().filter(|part| part.name.ends_with(".xml"));
    let mut text = String::new();
    for part in sheet {
        text += &String::from_utf8_lossy(&package.read(&part.name)?.context("its bytes")?);
    }
    ensure!(text.contains("Lý do") && text.contains("9 giờ") && !text.contains("Bà Ba"), "{text}");
    Ok(())
}

fn bad_rows_of_shards(folder: &Path) -> Result<()> {
    let given = given(folder, "Người được mời;Thời gian\n;8 giờ\n;9 giờ\nBà Ba;10 giờ\n")?;
    let (output, bad) = (folder.join("ra"), folder.join("loi.xlsx"));
    let bad_option = bad.to_string_lossy().into_owned();
    for (shard, name) in [("1/2", "loi-1-2.xlsx"), ("2/2", "loi-2-2.xlsx"), ("1/1", "loi.xlsx")] {
        let output = if shard == "1/1" { folder.join("mot") } else { output.clone() };
        ends(command(&given, &output, &["--skip-bad", "--bad", &bad_option, "--shard", shard])?, 1)?;
        ensure!(folder.join(name).is_file(), "no {name}");
        ensure!(bad.exists() == (shard == "1/1"));
    }
    Ok(())
}

fn encoding(folder: &Path) -> Result<()> {
    let given = guests(folder, 2)?;
    let output = folder.join("ra");
    ends(command(&given, &output, &[])?, 0)?;
    let told = ends(command(&given, &output, &["--encoding", "utf-8", "--separator", ";"])?, 0)?;
    ensure!(told.contains("có từ trước 2"), "{told}");
    fs::write(&given.0, "Nguoi duoc moi;Dia diem\nBà Lê;Nhà văn hóa\n")?;
    let other = folder.join("khac");
    ends(command(&given, &other, &["--encoding", "windows-1258"])?, 0)?;
    let told = ends(command(&given, &other, &[])?, 2)?;
    ensure!(told.contains("viec-khac"), "{told}");
    Ok(())
}

fn matching_told(folder: &Path) -> Result<()> {
    let given = guests(folder, 2)?;
    let told = ends(command(&given, &folder.join("ra"), &[])?, 0)?;
    ensure!(told.matches("«Người được mời» →").count() == 1, "{told}");
    ensure!(told.contains("«STT»: số thứ tự") && told.contains("Mỗi dòng là một văn bản"), "{told}");
    let told = ends(command(&given, &folder.join("json"), &["--json"])?, 0)?;
    ensure!(!told.contains("số thứ tự"), "{told}");
    Ok(())
}

/// A column that is in no document, and a row taken for a note, are counted in the last line and in the exit code.
fn left_out(folder: &Path) -> Result<()> {
    let given = given(
        folder,
        "STT;Người được mời;Điện thoại\n1;Bà Lê An;0912\n2;Ông Đỗ Bình;0913\n\n;;Người lập biểu\n",
    )?;
    let told = ends(command(&given, &folder.join("ra"), &[])?, 1)?;
    ensure!(told.contains("!C1: cảnh báo[cot-khong-dung]: «Điện thoại»: không dùng"), "{told}");
    ensure!(told.contains("đã tạo 2") && told.contains("Không vào văn bản nào: 1 dòng, 1 cột"), "{told}");
    ensure!(told.contains("Dòng 5: đứng tách dưới bảng"), "{told}");
    let by_choice = ends(command(&given, &folder.join("chon"), &["--map", "Điện thoại="])?, 1)?;
    ensure!(by_choice.contains("Không vào văn bản nào: 1 dòng, 0 cột"), "{by_choice}");
    Ok(())
}

/// Lists that would give a wrong document or none are refused, with what could be matched.
fn of_nobody(folder: &Path) -> Result<()> {
    for (rows, code) in [
        ("Mã hàng;Tồn kho\nA1;5\nA2;6\n", "khong-cot-nao-khop"),
        ("Người được mời;Chủ trì\nBà Lê An;Chủ tịch\nBà Lê An;Chủ tịch\n", "van-ban-giong-nhau"),
    ] {
        let given = given(folder, rows)?;
        let told = ends(command(&given, &folder.join("ra"), &["--again"])?, 2)?;
        ensure!(told.contains(code) && told.contains("nguoi_duoc_moi"), "{told}");
    }
    Ok(())
}

/// Name, position and unit of a guest stand in one line, and nobody of a list signs.
fn in_parts(folder: &Path) -> Result<()> {
    let given = given(folder, "Đơn vị;Họ và tên;Chức vụ\nSở A;Nguyễn Văn An;Giám đốc\nSở B;Lê B;\n")?;
    let output = folder.join("ra");
    ends(command(&given, &output, &[])?, 0)?;
    let mut guests = Vec::new();
    for bytes in documents_in(&output)?.values() {
        let values = values_of(bytes)?;
        guests.push(values["nguoi_duoc_moi"].clone());
        ensure!(values["chu_ky"] == read_json(&given.1)?["chu_ky"], "{values}");
    }
    guests.sort_by_key(Value::to_string);
    ensure!(guests == [json!(["Lê B, Sở B"]), json!(["Nguyễn Văn An, Giám đốc, Sở A"])], "{guests:?}");
    Ok(())
}

/// Rows that were given back keep number and name, and take nobody's place.
fn corrected(folder: &Path) -> Result<()> {
    let first = given(folder, "Người được mời;Thời gian\nÔng A;08 giờ\n;09 giờ\nÔng C;10 giờ\n")?;
    let (output, bad) = (folder.join("ra"), folder.join("loi.xlsx"));
    let bad_option = bad.display().to_string();
    ends(command(&first, &output, &["--skip-bad", "--bad", &bad_option])?, 1)?;
    let before = documents_in(&output)?;
    ensure!(before.keys().eq(["1-Ong-A.docx", "3-Ong-C.docx"]), "{:?}", before.keys());
    let mended = folder.join("sua.csv");
    fs::write(&mended, "Người được mời;Thời gian;STT văn bản gốc;Lý do\nÔng B;09 giờ;2;thiếu\n")?;
    ends(command(&(mended, first.1.clone()), &output, &["--again"])?, 0)?;
    let after = documents_in(&output)?;
    ensure!(after.keys().eq(["1-Ong-A.docx", "2-Ong-B.docx", "3-Ong-C.docx"]), "{:?}", after.keys());
    ensure!(before.iter().all(|(name, bytes)| after.get(name) == Some(bytes)), "a file was written over");
    let read =
        Workbook::open("loi.xlsx", &fs::read(&bad)?, &ReadOptions::default()).and_then(|book| book.read(0));
    let rows = read.map_err(|finding| anyhow!("{finding}"))?;
    let shown: Vec<String> = rows.row(1).map(|(_, cell)| cell.shown.to_owned()).collect();
    ensure!(shown.contains(&"2".to_owned()), "{shown:?}");
    Ok(())
}

fn read_json(path: &Path) -> Result<Value> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

fn names(folder: &Path) -> Result<()> {
    let given = given(folder, "Người được mời\nBà Lê An\nbà lê ân\nCON\nBà Lê An\n")?;
    let output = folder.join("ra");
    let told = ends(command(&given, &output, &["--name", "{{nguoi_duoc_moi}}"]).map(once_named)?, 0)?;
    let files = documents_in(&output)?;
    ensure!(
        files.keys().eq(["Ba-Le-An-3.docx", "Ba-Le-An.docx", "ba-le-an-2.docx", "tep-CON.docx"]),
        "{:?}",
        files.keys()
    );
    ensure!(told.matches("ten-trung").count() == 2 && told.contains("Dòng 2 và dòng 5"), "{told}");
    Ok(())
}

/// A command that says `--name` twice, with the first left out.
fn once_named(command: Command) -> Command {
    let mut arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    if let Some(first) = arguments.iter().position(|argument| argument == "--name") {
        arguments.drain(first..first + 2);
    }
    let mut once = Command::new(command.get_program());
    once.args(arguments);
    once
}

fn grouped(folder: &Path) -> Result<()> {
    let sheet = folder.join("so-lieu.csv");
    let base = folder.join("chung.json");
    let rows = "Địa danh;Đơn vị;Kế hoạch năm\nAn Bình;Thôn 1;1.200\nHòa An;Thôn 9;5\nAn Bình;Thôn 2;3,5\n";
    fs::write(&sheet, rows)?;
    fs::write(&base, product::run(&["sample", "bao-cao-dinh-ky"], b"")?.stdout)?;
    let output = folder.join("ra");
    let mut command = Command::new(product::command_line()?);
    command.args(["batch", "bao-cao-dinh-ky"]).arg(&sheet).arg("-o").arg(&output).arg("--values").arg(&base);
    command.args([
        "--date",
        DAY,
        "--name",
        "{{dia_danh}}",
        "--group-by",
        "Địa danh",
        "--map",
        "Đơn vị=bieu.don_vi",
    ]);
    command.args(["--map", "Kế hoạch năm=bieu.ke_hoach"]);
    let output_said = command.output()?;
    let files = documents_in(&output).with_context(|| said(&output_said))?;
    ensure!(files.keys().eq(["An-Binh.docx", "Hoa-An.docx"]), "{:?}", files.keys());
    let values = values_of(&files["An-Binh.docx"])?;
    let units: Vec<&Value> =
        values["bieu"].as_array().context("its rows")?.iter().map(|row| &row["don_vi"]).collect();
    ensure!(units == ["Thôn 1", "Thôn 2"], "{values}");
    Ok(())
}

fn from_document(folder: &Path) -> Result<()> {
    let (sheet, base) = guests(folder, 2)?;
    let document = folder.join("mau.docx");
    let filled = Command::new(product::command_line()?)
        .args(["fill", INVITATION])
        .arg(&base)
        .arg("-o")
        .arg(&document)
        .args(["--date", DAY])
        .output()?;
    ensure!(filled.status.success(), "{}", said(&filled));
    let output = folder.join("ra");
    let mut command = Command::new(product::command_line()?);
    command.arg("batch").arg(&document).arg(&sheet).arg("-o").arg(&output).args(["--date", DAY]);
    ends(command, 0)?;
    ensure!(documents_in(&output)?.len() == 2);
    Ok(())
}

fn kept_matching(folder: &Path) -> Result<()> {
    let given = given(folder, "STT;Người được mời;Điện thoại\n1;Bà Lê An;0912\n2;Ông Đỗ Bình;0913\n")?;
    let kept = folder.join("khop-cot.json");
    let kept_option = kept.to_string_lossy().into_owned();
    let first = folder.join("mot");
    ends(command(&given, &first, &["--map", "Điện thoại=dia_diem", "--save-match", &kept_option])?, 0)?;
    let second = folder.join("hai");
    ends(command(&given, &second, &["--match", &kept_option])?, 0)?;
    ensure!(documents_in(&first)? == documents_in(&second)?);
    fs::write(&kept, r#"{ "columns": { "Không có": "nguoi_duoc_moi", "STT": "khong_co_truong" } }"#)?;
    let told = ends(command(&given, &folder.join("ba"), &["--match", &kept_option])?, 2)?;
    ensure!(told.contains("khong-co-cot") && told.contains("khong-co-truong"), "{told}");
    fs::write(&kept, "[1")?;
    let told = ends(command(&given, &folder.join("ba"), &["--match", &kept_option])?, 2)?;
    ensure!(told.contains("khop-cot-sai"), "{told}");
    Ok(())
}

fn again(folder: &Path) -> Result<()> {
    let given = guests(folder, 5)?;
    let output = folder.join("ra");
    ends(command(&given, &output, &[])?, 0)?;
    let whole = documents_in(&output)?;
    fs::remove_file(output.join("4-Ong-Nguyen-Van-So-4.docx"))?;
    let told = ends(command(&given, &output, &[])?, 0)?;
    ensure!(told.contains("đã tạo 1, có từ trước 4"), "{told}");
    ensure!(documents_in(&output)? == whole);
    let told = ends(command(&given, &output, &["--no-values"])?, 2)?;
    ensure!(told.contains("viec-khac") && told.contains("--again"), "{told}");
    ensure!(documents_in(&output)? == whole);
    ends(command(&given, &output, &["--no-values", "--again"])?, 0)?;
    ensure!(documents_in(&output)? != whole);
    Ok(())
}

fn foreign(folder: &Path) -> Result<()> {
    let given = guests(folder, 3)?;
    let output = folder.join("ra");
    fs::create_dir_all(&output)?;
    let own = output.join("2-Ong-Nguyen-Van-So-2.docx");
    fs::write(&own, "somebody's")?;
    let told = ends(command(&given, &output, &[])?, 2)?;
    ensure!(told.contains("da-co-tep"), "{told}");
    ensure!(fs::read(&own)? == b"somebody's" && documents_in(&output)?.len() == 1);
    let zip = folder.join("ra.zip");
    fs::write(&zip, "somebody's")?;
    ensure!(ends(command(&given, &zip, &[])?, 2)?.contains("da-co-tep"));
    Ok(())
}

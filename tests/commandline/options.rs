//! Options of `thethuc batch` that cannot be what somebody meant: refused, with what could be.

use super::{Bad, DAY};

const GUESTS: &str = "Họ và tên,Chức vụ,Đơn vị\nÔng A,Chủ tịch,Sở X\nBà B,Phó Chủ tịch,Sở Y\n";
const TASKS: &str =
    "TT,Nhiệm vụ,Đơn vị thực hiện,Thời hạn\n1,Rà soát,Phòng A,15/12/2026\n2,Số hóa,Phòng B,20/12/2026\n";
const ASSETS: &str = "TT,Tên tài sản,ĐVT,SL,Ghi chú\n1,Máy tính,chiếc,5,Mới\n2,Bàn,cái,8,Cũ\n";
const LEAVES: &str = "Thời gian,Đơn vị công tác\n1,Phòng A\n2,Phòng B\n";
const REPEATED: &str = "Người được mời\nÔng A\nÔng A\n";

const fn bad(
    name: &'static str,
    arguments: &'static [&'static str],
    input: &'static str,
    findings: &'static [&'static str],
    names: &'static [&'static str],
) -> Bad {
    Bad { name, arguments, input, code: 2, findings, names }
}

pub(super) const OPTIONS: &[Bad] = &[
    bad(
        "a_word_of_no_column",
        &["batch", "giay-moi", "-", "--check", "--date", DAY, "--word", "Không có:Nam=Ông"],
        GUESTS,
        &["khong-co-cot"],
        &["«Không có»", "«Chức vụ»"],
    ),
    bad(
        "a_word_of_a_column_without_choices",
        &["batch", "giay-moi", "-", "--check", "--date", DAY, "--word", "Chức vụ:Chủ tịch=Ông"],
        GUESTS,
        &["chu-khong-dung"],
        &["«Chức vụ»"],
    ),
    bad(
        "a_column_matched_twice",
        &[
            "batch",
            "giay-moi",
            "-",
            "--check",
            "--date",
            DAY,
            "--map",
            "Họ và tên=nguoi_duoc_moi",
            "--map",
            "họ và tên=toi_du",
        ],
        GUESTS,
        &["khop-hai-lan"],
        &["«họ và tên»"],
    ),
    bad(
        "a_constant_of_no_field",
        &["batch", "giay-moi", "-", "--check", "--date", DAY, "--const", "Chủ trì họp=Ông Z"],
        GUESTS,
        &["khong-co-truong"],
        &["«Chủ trì họp»", "Chủ trì (chu_tri)"],
    ),
    bad(
        "a_constant_that_a_column_fills",
        &["batch", "giay-moi", "-", "--check", "--date", DAY, "--const", "Người được mời=Ông Z"],
        GUESTS,
        &["gia-tri-khong-dung"],
        &["«Họ và tên»"],
    ),
    bad(
        "a_constant_without_its_field",
        &["batch", "giay-moi", "-", "--check", "--date", DAY, "--const", "Ông Z"],
        GUESTS,
        &["tham-so-sai"],
        &["Chủ trì=Chủ tịch UBND xã"],
    ),
    bad(
        "rows_into_no_table",
        &["batch", "danh-sach", "-", "--check", "--date", DAY, "--rows-into", "Danh xách"],
        GUESTS,
        &["khong-co-danh-sach"],
        &["Danh sách (danh_sach)"],
    ),
    bad(
        "a_list_about_nobody_names_the_field",
        &["batch", "giay-nghi-phep", "-", "--check", "--date", DAY],
        LEAVES,
        &["danh-sach-khong-ai-nhan"],
        &["--map \"Đơn vị công tác=nguoi.ho_ten\"", "«Người nghỉ phép / Họ và tên»"],
    ),
    bad(
        "rows_that_all_say_the_same",
        &["batch", "giay-moi", "-", "--check", "--date", DAY],
        REPEATED,
        &["van-ban-giong-nhau"],
        &["được dùng. Hãy"],
    ),
    bad(
        "tasks_for_a_decision_on_a_person",
        &["batch", "quyet-dinh-nhan-su", "-", "--check", "--date", DAY],
        TASKS,
        &["danh-sach-khong-ai-nhan"],
        &["«Nhiệm vụ»", "Họ và tên (ho_ten)"],
    ),
    bad(
        "assets_for_a_list_of_people",
        &["batch", "danh-sach", "-", "--check", "--date", DAY],
        ASSETS,
        &["danh-sach-khong-ai-nhan"],
        &["«Tên tài sản»"],
    ),
];

/**
 * What stands before a day by which something is to be done (thông lệ), and never before a day something happened on: `đến`, `trong`
 * and `vào ngày` are left out, unlike in `vietnamese/deadlines.toml`, which is read where a sentence is known to be a task.
 */
export const UNTIL = [
  "trước",
  "chậm nhất",
  "muộn nhất",
  "không muộn hơn",
  "không chậm hơn",
  "không quá ngày",
  "hạn cuối",
  "thời hạn",
  "xong trong",
  "đến hết",
];
/** What directly before such words says up to when figures count. */
export const COUNTED = ["tính", "số liệu", "cập nhật"];

export const words = {
  vi: {
    open: "Xem lại",
    title: "Trước khi trình ký",
    purpose: "Xem lại một lượt; bấm vào dòng nào thì tới ô của dòng ấy.",
    document: "Văn bản",
    number: "Số, ký hiệu",
    numberOpen: "để trống, văn thư ghi khi phát hành",
    date: "Ngày ban hành",
    signers: "Người ký",
    nobody: "chưa có",
    addressees: "Kính gửi",
    recipients: "Nơi nhận",
    deadlines: "Thời hạn",
    dates: "Ngày khác trong văn bản",
    past: "đã qua",
    figures: "Số liệu",
    rows: (n: number) => `${n} dòng`,
    appendices: "Phụ lục",
    findings: "Điểm cần xem",
    clean: "Không có điểm nào cần xem.",
    back: "Quay lại sửa",
    weekdays: ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"],
  },
  en: {
    open: "Last look",
    title: "Before it goes to be signed",
    purpose: "Look once more; a click on a line goes to its field.",
    document: "Document",
    number: "Number, symbol",
    numberOpen: "blank, for the registry to write in",
    date: "Date",
    signers: "Signed by",
    nobody: "nobody yet",
    addressees: "To",
    recipients: "Distribution",
    deadlines: "Deadlines",
    dates: "Other dates in the text",
    past: "past",
    figures: "Figures",
    rows: (n: number) => `${n} row${n === 1 ? "" : "s"}`,
    appendices: "Appendices",
    findings: "Findings",
    clean: "Nothing to look at.",
    back: "Back to the form",
    weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  },
};

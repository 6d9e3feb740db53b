export const words = {
  vi: {
    renew: "Lập mới từ văn bản này",
    title: "Lập mới từ văn bản này",
    purpose:
      "Số, ngày ban hành và dấu dự thảo đã được xóa trong văn bản mới. Xem lại từng năm, ngày, kỳ, căn cứ và người ký dưới đây; văn bản cũ giữ nguyên.",
    nothing:
      "Số, ngày ban hành và dấu dự thảo được xóa trong văn bản mới; không có năm, ngày, căn cứ hay người ký nào phải xem lại. Văn bản cũ giữ nguyên.",
    why: { date: "ngày", year: "có năm", period: "có kỳ", base: "văn bản viện dẫn", signer: "người ký" },
    move: "Chuyển sang năm nay",
    right: "Đúng với văn bản mới",
    gone: "Bỏ khỏi văn bản mới",
    drop: "Bỏ",
    keep: "Giữ lại",
    left: (n: number) => `Còn ${n} mục chưa xem`,
    all: "Đã xem hết",
    cancel: "Thôi",
    begin: "Lập văn bản mới",
    begun: "Văn bản mới, chưa có số và ngày. Văn bản cũ vẫn còn trong danh sách.",
  },
  en: {
    renew: "New document from this one",
    title: "New document from this one",
    purpose:
      "Number, date and draft mark are cleared in the new document. Go through each year, date, period, base and signer below; the old document stays as it is.",
    nothing:
      "Number, date and draft mark are cleared in the new document; there is no year, date, base or signer to check. The old document stays as it is.",
    why: { date: "date", year: "names a year", period: "names a period", base: "cited document", signer: "signer" },
    move: "Move to this year",
    right: "Right for the new document",
    gone: "Not in the new document",
    drop: "Leave out",
    keep: "Keep",
    left: (n: number) => `${n} still to check`,
    all: "All checked",
    cancel: "Cancel",
    begin: "Start the new document",
    begun: "A new document without number and date. The old one is still in the list.",
  },
};

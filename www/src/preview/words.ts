export const words = {
  vi: {
    position: (at: number, of: number) => `Trang ${at}/${of}`,
    fit: "Dồn cho vừa trang",
    trying: "Đang thử…",
    fitHelp: "Thu gọn để bớt một trang hoặc kéo lại chữ ký lẻ, chỉ trong các mức Nghị định 30/2020/NĐ-CP cho phép",
    fitted: (changes: string, before: number, after: number) => `${changes}: ${before} trang còn ${after}.`,
    notFitted: "Không có mức nào trong phạm vi Nghị định 30/2020/NĐ-CP bớt được một trang; văn bản giữ nguyên.",
    onePage: "Văn bản đã vừa một trang.",
  },
  en: {
    position: (at: number, of: number) => `Page ${at} of ${of}`,
    fit: "Fit pages",
    trying: "Trying…",
    fitHelp:
      "Tightens the layout to save a page or pull back a lonely signature, only within what Decree 30/2020/NĐ-CP allows",
    fitted: (changes: string, before: number, after: number) => `${changes}: ${before} pages are now ${after}.`,
    notFitted: "Nothing within the bounds of Decree 30/2020/NĐ-CP saves a page; the document stays as it is.",
    onePage: "The document fits one page already.",
  },
};

export const words = {
  vi: {
    title: (name: string) => `${name} không lập từ biểu mẫu ở đây`,
    purpose:
      "Trang đưa nội dung và các bảng vào mẫu dưới đây; phần đầu, người ký, nơi nhận được điền vào ô nếu nhận ra. Tệp đã mở không thay đổi.",
    template: "Đưa vào mẫu",
    proposed: " (đề xuất)",
    alike: "Cùng loại văn bản, mẫu giống nhất đứng trước",
    whole: "Mọi chữ của tệp đều đã có ô trong biểu mẫu.",
    left: (n: number) => `${n} chỗ không có ô trong biểu mẫu`,
    leftHelp: "Các chữ dưới đây không vào biểu mẫu. Hãy sao chép nếu còn cần, rồi dán vào chỗ thích hợp.",
    copy: "Sao chép tất cả",
    copied: "Đã sao chép; dán vào chỗ thích hợp trong biểu mẫu.",
    notCopied: "Trình duyệt không cho sao chép; hãy bôi đen các chữ rồi bấm Ctrl+C.",
    start: "Mở trong biểu mẫu",
    cancel: "Thôi",
  },
  en: {
    title: (name: string) => `${name} was not made from a form here`,
    purpose:
      "The body and the tables go into the template below; heading, signers and recipients fill their fields where they are recognised. The opened file is not changed.",
    template: "Into the template",
    proposed: " (proposed)",
    alike: "Of the same kind, the most alike first",
    whole: "All text of the file has a field in the form.",
    left: (n: number) => `${n} text${n === 1 ? "" : "s"} without a field in the form`,
    leftHelp: "The texts below do not go into the form. Copy what you still need and paste it where it belongs.",
    copy: "Copy all",
    copied: "Copied; paste it where it belongs in the form.",
    notCopied: "The browser does not allow copying; select the texts and press Ctrl+C.",
    start: "Open in the form",
    cancel: "Cancel",
  },
};

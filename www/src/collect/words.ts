const vi = {
  title: "Tổng hợp",
  purpose:
    "Thả các tệp DOCX đơn vị gửi về, hoặc cả thư mục. Trang đọc lại giá trị trong từng tệp, chỉ ra tệp nào đã sửa trong Word, đơn vị nào chưa gửi, và ghi tất cả vào một bảng tính.",
  files: "Tệp gửi về",
  openFiles: "Chọn các tệp DOCX",
  openFolder: "Chọn thư mục",
  drop: "hoặc thả tệp, thư mục vào đây",
  reading: (n: number, of: number) => `Đang đọc ${n}/${of} tệp…`,
  noDocx: "Không có tệp .docx nào ở đó.",
  expected: "Danh sách đơn vị phải gửi",
  expectedHelp:
    "Mỗi dòng một đơn vị; dán từ bảng tính hoặc mở tệp .txt, .csv, .xlsx. Để trống nếu không cần đối chiếu.",
  openList: "Mở danh sách",
  sum: (files: number, changed: number, unreadable: number, others: number) =>
    `${files} tệp đã đọc: ${changed} đã sửa trong Word, ${unreadable} không đọc được.` +
    (others > 0 ? ` Bỏ qua ${others} tệp không phải .docx.` : ""),
  missing: (n: number) => `${n} đơn vị chưa gửi`,
  allSent: "Mọi đơn vị trong danh sách đã gửi.",
  file: "Tệp",
  unit: "Đơn vị",
  template: "Mẫu",
  state: "Tình trạng",
  unchanged: "Nguyên vẹn",
  changed: "Đã sửa trong Word",
  unreadable: "Không đọc được",
  lost: "Không mở được tệp: tệp đã bị chuyển, bị xóa hoặc không cho đọc. Hãy chọn lại.",
  findings: "Điều cần xem",
  more: (n: number) => `và ${n} điều nữa.`,
  save: "Lưu bảng tính tổng hợp",
  saveName: "tong-hop.xlsx",
  report: "Lập báo cáo tổng hợp",
  clear: "Bỏ các tệp này",
  saved: (name: string) => `Đã lưu ${name}.`,
  failed: (reason: string) => `Chưa tổng hợp được: ${reason}`,
  reportMade: "báo cáo tổng hợp",
};

const en: typeof vi = {
  title: "Collect",
  purpose:
    "Drop the DOCX files the units sent back, or a whole folder. The page reads the values out of each, says which were changed in Word and which units are missing, and writes everything into one spreadsheet.",
  files: "Files sent back",
  openFiles: "Choose DOCX files",
  openFolder: "Choose a folder",
  drop: "or drop files or a folder here",
  reading: (n, of) => `Reading ${n} of ${of} files…`,
  noDocx: "There is no .docx file.",
  expected: "Units that were to send",
  expectedHelp:
    "One a line; paste from a spreadsheet or open a .txt, .csv or .xlsx file. Leave it blank when nothing is to be compared.",
  openList: "Open a list",
  sum: (files, changed, unreadable, others) =>
    `${files} files read: ${changed} changed in Word, ${unreadable} not readable.` +
    (others > 0 ? ` Passed over ${others} that are no .docx.` : ""),
  missing: (n) => `${n} units are missing`,
  allSent: "Every unit of the list has sent its file.",
  file: "File",
  unit: "Unit",
  template: "Template",
  state: "State",
  unchanged: "As it was made",
  changed: "Changed in Word",
  unreadable: "Not readable",
  lost: "The file could not be opened: it was moved or removed, or may not be read. Choose it again.",
  findings: "To look at",
  more: (n) => `and ${n} more.`,
  save: "Save the spreadsheet",
  saveName: "tong-hop.xlsx",
  report: "Begin the summary report",
  clear: "Remove these files",
  saved: (name) => `Saved ${name}.`,
  failed: (reason) => `Could not be collected: ${reason}`,
  reportMade: "the summary report",
};

export const words = { vi, en };

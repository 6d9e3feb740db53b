export const words = {
  vi: {
    about: "Giới thiệu và an toàn",
    lead: "Thể Thức soạn văn bản hành chính đúng thể thức Nghị định 30/2020/NĐ-CP ngay trong trình duyệt, từ một tệp HTML duy nhất, không cần cài đặt, không cần mạng.",
    version: "Phiên bản",
    sections: [
      {
        title: "Không có gì rời khỏi máy",
        text: [
          "Trang chạy hoàn toàn trên máy của bạn. Chính sách bảo mật nằm ngay trong tệp (Content-Security-Policy) cấm trang kết nối tới bất kỳ đâu: không gửi, không tải, kể cả ảnh. Trình duyệt là bên thực thi, không phải lời hứa.",
          "Chữ bạn gõ, nội dung dán vào, mẫu và tệp mở ra chỉ được đọc như chữ; không đoạn mã nào trong đó được chạy, không đường dẫn nào được tải.",
        ],
      },
      {
        title: "Tự kiểm tra",
        text: [
          "Mở tệp thethuc.html bằng trình soạn thảo văn bản: dòng “Content-Security-Policy” ở đầu phải có default-src 'none' và connect-src 'none', không có địa chỉ http nào.",
          "Nhấn F12, chọn thẻ Mạng (Network), tải lại trang và soạn một văn bản: danh sách chỉ có chính tệp này và co-quan.js nằm cạnh nó (nếu cơ quan có đặt sẵn hồ sơ).",
          "Rút dây mạng: trang vẫn làm được mọi việc.",
        ],
      },
      {
        title: "Bản nháp nằm ở đâu",
        text: [
          "Bản nháp, hồ sơ cơ quan và các gợi ý nằm trong kho lưu trữ của trình duyệt này, trên máy này. Chrome, Edge, Cốc Cốc giữ chung cho mọi trang mở từ tệp; Firefox giữ riêng theo đường dẫn của tệp, chép trang sang thư mục khác thì thấy danh sách trống. Đổi trình duyệt hoặc xóa dữ liệu duyệt web thì không còn bản nháp cũ. Hãy sao lưu ra tệp hoặc thư mục: nút “Sao lưu, nơi giữ” ở trang đầu.",
          "Trên máy dùng chung, bật “Máy nhiều người dùng chung” ở “Sao lưu, nơi giữ” trên trang chọn mẫu: không gì được giữ lại sau khi đóng trang.",
        ],
      },
      {
        title: "Không có ở đây",
        text: [
          "Văn bản quy phạm pháp luật (theo luật riêng), mẫu chuyên ngành do bộ, cơ quan quản lý ngành ban hành, và văn bản mật.",
          "Trang không cấp số, không ký số và không gửi văn bản thay bạn.",
        ],
      },
      {
        title: "Giấy phép",
        text: [
          "Mã nguồn theo giấy phép MIT. Phông chữ nhúng là một phần của Liberation Serif, theo SIL Open Font License 1.1.",
        ],
      },
    ],
  },
  en: {
    about: "About and safety",
    lead: "Thể Thức writes official Vietnamese documents in the format of Decree 30/2020/NĐ-CP in the browser, from one HTML file, with nothing to install and no network.",
    version: "Version",
    sections: [
      {
        title: "Nothing leaves the machine",
        text: [
          "The page runs entirely on your machine. The policy inside the file (Content-Security-Policy) forbids it to connect to anything: nothing is sent or fetched, not even a picture. The browser enforces it; it is not a promise.",
          "What you type or paste, templates and opened files are read as text only; no code in them runs and no address in them is loaded.",
        ],
      },
      {
        title: "See for yourself",
        text: [
          "Open thethuc.html in a text editor: the line “Content-Security-Policy” near the top must have default-src 'none' and connect-src 'none' and no http address.",
          "Press F12, choose Network, reload and write a document: the list has this file alone, and co-quan.js beside it where the office presets its profile.",
          "Pull the network cable: the page still does everything.",
        ],
      },
      {
        title: "Where drafts live",
        text: [
          "Drafts, profiles and suggestions are in the storage of this browser, on this machine. Chrome, Edge and Cốc Cốc share it among all pages opened from disk; Firefox keeps it by the path of the file, so a copy in another folder starts with an empty list. Another browser, or cleared browsing data, has no old drafts. Back them up to a file or folder: “Backup, where kept” on the first page.",
          "On a shared computer turn on “A computer several people use” under “Backup, where kept”, on the page of templates: nothing stays after the page is closed.",
        ],
      },
      {
        title: "Not included",
        text: [
          "Legal normative documents (a law of their own), forms of line ministries, and classified documents.",
          "The page hands out no numbers, signs nothing digitally and sends nothing for you.",
        ],
      },
      {
        title: "Licence",
        text: [
          "The source is under the MIT licence. The embedded font is a subset of Liberation Serif, under the SIL Open Font License 1.1.",
        ],
      },
    ],
  },
};

// What offices call papers beside the titles of their templates, and what they write short.

/** By the id of the template. */
export const OTHER_NAMES: Record<string, string[] | undefined> = {
  "cong-van": ["cv", "công văn hành chính"],
  "thu-cong": ["thư chúc mừng", "thư cảm ơn", "thư khen", "thư ngỏ"],
  "cong-van-don-doc": ["nhắc việc"],
  "cong-van-xin-y-kien": ["lấy ý kiến dự thảo"],
  "giay-moi": ["thư mời họp", "giấy mời họp"],
  "giay-nghi-phep": ["đơn xin nghỉ phép", "đơn nghỉ phép"],
  "giay-gioi-thieu": ["giấy đi đường"],
  "nghi-quyet": ["nghị quyết hđnd", "nghị quyết hội đồng nhân dân"],
  "bao-cao-dinh-ky": ["báo cáo tháng", "báo cáo quý", "báo cáo 6 tháng", "báo cáo 9 tháng", "báo cáo năm"],
  "bao-cao-dot-xuat": ["báo cáo nhanh"],
  "to-trinh": ["ttr"],
  "phieu-trinh": ["phiếu trình giải quyết công việc"],
  "quyet-dinh-nhan-su": ["bổ nhiệm", "điều động", "miễn nhiệm", "luân chuyển", "biệt phái"],
  "quyet-dinh-ky-luat": ["khiển trách", "cảnh cáo", "cách chức", "buộc thôi việc"],
  "quyet-dinh-thoi-viec": ["nghỉ việc", "đơn xin thôi việc"],
  "quyet-dinh-nang-luong": ["nâng lương", "lên lương"],
  "quyet-dinh-nghi-huu": ["về hưu", "hưu trí"],
  "quyet-dinh-khen-thuong": ["giấy khen", "bằng khen"],
  "quyet-dinh-cu-di-cong-tac": ["đi công tác", "cử đi học", "cử đi đào tạo", "công lệnh"],
  "quyet-dinh-thanh-lap": ["ban chỉ đạo", "tổ công tác", "hội đồng"],
  "quyet-dinh-bai-bo": ["hủy bỏ văn bản"],
  "bien-ban-hop": ["biên bản cuộc họp", "biên bản hội nghị"],
  "bien-ban-giao-nhan-ho-so": ["nộp lưu hồ sơ", "giao nộp hồ sơ"],
  "sao-y": ["bản sao y"],
  "lich-cong-tac-tuan": ["lịch tuần", "lịch công tác"],
};

/** Without marks. */
export const SHORT: Record<string, string | undefined> = {
  cv: "công văn",
  qd: "quyết định",
  nq: "nghị quyết",
  kh: "kế hoạch",
  bc: "báo cáo",
  tb: "thông báo",
  ttr: "tờ trình",
  bb: "biên bản",
  gm: "giấy mời",
  ct: "chỉ thị",
  hdnd: "hội đồng nhân dân",
  ubnd: "ủy ban nhân dân",
  kq: "kết quả",
};

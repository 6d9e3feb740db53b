import assert from "node:assert/strict";
import { test } from "node:test";
import { bare, bareCitation, citationsOf, entriesOf } from "../src/form/lines.ts";

const items = (text: string) => entriesOf(text).map(bare);

test("recipients stay one a line", () => {
  assert.deepEqual(items("- Như trên;\n- Đảng ủy xã (để b/c);\n- Lưu: VT, NV."), [
    "Như trên",
    "Đảng ủy xã (để b/c)",
    "Lưu: VT, NV",
  ]);
  assert.deepEqual(items("-Như trên;\r\n-Lưu: VT."), ["Như trên", "Lưu: VT"]);
  assert.deepEqual(items("Sở Nội vụ\nSở Tài chính,\nỦy ban nhân dân xã An Bình"), [
    "Sở Nội vụ",
    "Sở Tài chính,",
    "Ủy ban nhân dân xã An Bình",
  ]);
  assert.deepEqual(items("các phòng chuyên môn\nban chỉ huy quân sự\n5 xã vùng cao"), [
    "các phòng chuyên môn",
    "ban chỉ huy quân sự",
    "5 xã vùng cao",
  ]);
  assert.deepEqual(items("- Ủy ban nhân dân các xã, phường, đặc\nkhu;\n- Công an Thành phố;"), [
    "Ủy ban nhân dân các xã, phường, đặc khu",
    "Công an Thành phố",
  ]);
  assert.deepEqual(items("- Chủ tịch các xã:\nAn Bình, Đồng\nVàng;\n- Lưu: VT."), [
    "Chủ tịch các xã: An Bình, Đồng Vàng",
    "Lưu: VT",
  ]);
  assert.deepEqual(items("- Như trên;\nSở Nội vụ;\n- Lưu: VT."), ["Như trên", "Sở Nội vụ", "Lưu: VT"]);
  assert.deepEqual(items("- Sở Nội vụ\nSở Tài chính\n- Lưu: VT."), ["Sở Nội vụ", "Sở Tài chính", "Lưu: VT"]);
});

test("a line broken by the page goes on in a small letter", () => {
  assert.deepEqual(
    items(
      "Chủ trì, phối hợp với các cơ quan, đơn vị liên quan rà soát, thống kê\nđầy đủ số liệu\nBáo cáo kết quả về Ủy ban nhân dân xã",
    ),
    [
      "Chủ trì, phối hợp với các cơ quan, đơn vị liên quan rà soát, thống kê đầy đủ số liệu",
      "Báo cáo kết quả về Ủy ban nhân dân xã",
    ],
  );
  assert.deepEqual(items("Chủ tịch và\nPhó Chủ tịch xã được đi"), ["Chủ tịch và Phó Chủ tịch xã được đi"]);
});

test("numbers and letters before an entry are the layout's work, other numbers are text", () => {
  assert.deepEqual(items("1. Rà soát;\n2) Thống kê;\na) Báo cáo;\n1.2. Lưu"), [
    "Rà soát",
    "Thống kê",
    "Báo cáo",
    "Lưu",
  ]);
  assert.deepEqual(items("5 xã vùng cao\n30/4 nghỉ lễ\n1.200 hộ\n2026"), [
    "5 xã vùng cao",
    "30/4 nghỉ lễ",
    "1.200 hộ",
    "2026",
  ]);
  assert.deepEqual(items("**Rà soát**\nĐội 1"), ["**Rà soát**", "Đội 1"]);
});

test("citations torn by a PDF are whole again", () => {
  const decree = "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư";
  const law = "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025";
  for (const text of [
    `Căn cứ ${law.replace("6 năm", "6\nnăm")};\nCăn cứ ${decree.replace("Chính phủ", "Chính\nphủ")};`,
    `Căn cứ ${law.replace("ngày 16", "ngày\n16")}\nCăn cứ ${decree.replace("của Chính", "của\nChính")}`,
    `- ${law};\n- ${decree.replace("Nghị định số", "Nghị định số\n")}.`,
    `${law};\n\n${decree}`,
    `${law}\n${decree}`,
  ])
    assert.deepEqual(
      citationsOf(text).map((each) => bareCitation(each)),
      [law, decree],
      text,
    );
  assert.deepEqual(
    citationsOf(`${decree.replace("về", "\nvề")};`).map((each) => bareCitation(each)),
    [decree],
  );
  assert.equal(bareCitation(`- Căn cứ ${law};`, true), `Căn cứ ${law}`);
  assert.deepEqual(
    citationsOf(
      "Quyết định số 5/QĐ-UBND ngày 06/02/2026 của Ủy ban nhân dân\nThành phố Hà Nội;\nXét đề nghị của Trưởng phòng.",
    ).map((each) => bareCitation(each)),
    ["Quyết định số 5/QĐ-UBND ngày 06/02/2026 của Ủy ban nhân dân Thành phố Hà Nội", "Xét đề nghị của Trưởng phòng"],
  );
});

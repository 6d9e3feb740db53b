#!/usr/bin/env python3
"""Writes the workbooks of Excel 97 of this folder with xlwt (pip install xlwt), and what is made of one by hand."""
import datetime, pathlib, struct
import xlwt

HERE = pathlib.Path(__file__).resolve().parent


def style(code="General", font=None):
    made = xlwt.XFStyle()
    made.num_format_str = code
    if font:
        made.font = xlwt.Font()
        made.font.name = font
    return made


def values():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Danh sách")
    for column, text in enumerate(["Họ và tên", "Mã", "Ngày", "Số tiền", "Tỷ lệ", "Khác"]):
        sheet.write(0, column, text)
    day = datetime.datetime(2026, 4, 5, 7, 30)
    rows = [
        ["Nguyễn Thị Hoa", "007", (day, "dd/mm/yyyy"), (1234567, "#,##0 [$₫-42A]"), (0.95, "0%"), True],
        ["Đỗ An\nthôn 2", (7, "00000"), (day, "dd/mm/yyyy hh:mm"), (1234.5, "#,##0.00"), (0.125, "0.0%"), False],
        ["", 12345678901, (day, "mm/yyyy"), (-5, "#,##0;(#,##0)"), 1.005, xlwt.Formula("B2&\"x\"")],
        ["Lê Văn Chín", 0.1 + 0.2, (1.5, "[h]:mm"), (12345, "0.00E+00"), 123.45, xlwt.Formula("1+1")],
    ]
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            value, code = cell if isinstance(cell, tuple) else (cell, "General")
            sheet.write(row, column, value, style(code))
    sheet.write(5, 0, "Ph\xb9m V\xa8n An", style(font=".VnTime"))
    sheet.row(6).set_cell_error(0, 0x2A)
    sheet.write(6, 1, "#REF!")
    sheet.write_merge(7, 8, 1, 2, "gộp")
    sheet.row(3).hidden = True
    sheet.col(4).hidden = True
    book.add_sheet("Ẩn").write(0, 0, "không thấy")
    book.get_sheet(1).visibility = 1
    book.save(HERE / "xls-gia-tri.xls")


def long_texts():
    """Texts of all widths over the end of a record, which holds 8,224 bytes."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(40):
        sheet.write(row, 0, ("a" if row % 3 else "ế") * (400 + row) + str(row))
    book.save(HERE / "xls-chu-dai.xls")


def since_1904():
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("S")
    sheet.write(0, 0, 44655, style("dd/mm/yyyy"))
    sheet.write(0, 1, 1.5, style("[h]:mm"))
    book.save(HERE / "xls-1904.xls")


def changed(name, change):
    data = bytearray((HERE / "xls-1904.xls").read_bytes())
    change(data)
    (HERE / name).write_bytes(data)


def older(data):
    """As Excel 95 calls its stream."""
    at = data.index("Workbook".encode("utf-16-le"))
    data[at : at + 64] = "Book".encode("utf-16-le").ljust(64, b"\0")
    data[at + 64 : at + 66] = struct.pack("<H", 10)


def locked(data):
    """With the record of a password behind the first one."""
    at = data.index(b"\xe1\x00\x02\x00", 512)
    data[at] = 0x2F


values()
long_texts()
since_1904()
changed("xls-95.xls", older)
changed("xls-mat-khau.xls", locked)

"""The cells of workbooks as JSON, with openpyxl: of each book for each sheet its state, its drop-downs and its rows with the type of each cell."""

import json
import sys

import openpyxl


def cells(file):
    book = openpyxl.load_workbook(file)
    sheets = []
    for sheet in book.worksheets:
        rows = [[[cell.data_type, None if cell.value is None else str(cell.value)] for cell in row] for row in sheet.iter_rows()]
        lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        sheets.append({"name": sheet.title, "state": sheet.sheet_state, "frozen": sheet.freeze_panes, "lists": lists, "rows": rows})
    return sheets


json.dump([cells(file) for file in sys.argv[1:]], sys.stdout)

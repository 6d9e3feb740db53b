"""The cells of a workbook as JSON, with openpyxl: for each sheet its state, its drop-downs and its rows with the type of each cell."""

import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
sheets = []
for sheet in book.worksheets:
    rows = [[[cell.data_type, None if cell.value is None else str(cell.value)] for cell in row] for row in sheet.iter_rows()]
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    sheets.append({"name": sheet.title, "state": sheet.sheet_state, "frozen": sheet.freeze_panes, "lists": lists, "rows": rows})
json.dump(sheets, sys.stdout)

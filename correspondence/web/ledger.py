"""台账: every part of a proposal in scope as one row of a workbook, and how it was counted."""

from collections.abc import Iterable
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone

from ..actions.act import SHANGHAI
from . import figures
from .figures import Day
from .gate import reading
from .ledger_columns import COLUMNS, Cell, Column, Line, lines
from .request import SignedIn, calendar, today
from .scope import RowsForm, scope_words

#: A cell that starts with one of these would be taken for a formula when the file is re-opened.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
#: How many rows are held in memory at once.
CHUNK = 500


@reading("board")
def download(request: SignedIn) -> FileResponse:
    """The ledger of the rows in scope; with a figure, only of the rows that it counts."""
    form, now = RowsForm(request), timezone.now().astimezone(SHANGHAI)
    rows = form.rows()
    if request.GET.get("figure"):
        rows = figures.rows_of(form.shown, rows, Day.of(today(), calendar(request)))
    remarks = _remarks(request, form, now)
    file = TemporaryFile()  # noqa: SIM115  # FileResponse closes it when it has been sent
    write(file, lines(rows, chunk=CHUNK), remarks=remarks, today=now.date())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"办理台账-{now:%Y%m%d-%H%M}.xlsx")


def write(
    file: IO[bytes], rows: Iterable[Line], *, remarks: list[tuple[str, str]], today: date
) -> int:
    """Write the workbook row by row, never holding it all; returns how many rows there are."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet("台账")
    _set_up(book, sheet)
    day_format = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    text_format = book.add_format({"num_format": "@", "valign": "top"})
    count = 0
    for count, line in enumerate(rows, start=1):
        for place, column in enumerate(COLUMNS):
            _put(sheet, count, place, column.value(line, count, today), day_format, text_format)
    sheet.autofilter(0, 0, count, len(COLUMNS) - 1)
    _explain(book, [*remarks, ("行数", f"{count} 件次")])
    book.close()
    return count


def guarded(text: str) -> str:
    """The text, marked as text where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_MARKS) else text


def _set_up(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """Head, widths, frozen panes and print set-up; constant memory wants them before the rows."""
    head = book.add_format({"bold": True, "bg_color": "#F2F2EF", "bottom": 1, "text_wrap": True})
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
    sheet.set_row(0, 30)
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column.label, head)
    sheet.freeze_panes(1, _frozen(COLUMNS))
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&F&R第 &P 页，共 &N 页")


def _frozen(columns: tuple[Column, ...]) -> int:
    """The columns up to the title stay in sight."""
    return [column.label for column in columns].index("案由") + 1


def _put(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    place: int,
    value: Cell,
    day_format: xlsxwriter.format.Format,
    text_format: xlsxwriter.format.Format,
) -> None:
    """Days as days, figures as figures, everything else as text with its leading noughts."""
    match value:
        case None | "":
            return
        case date():
            sheet.write_datetime(row, place, value, day_format)
        case int():
            sheet.write_number(row, place, value)
        case _:
            sheet.write_string(row, place, guarded(value), text_format)


def _remarks(request: SignedIn, form: RowsForm, now: datetime) -> list[tuple[str, str]]:
    """统计口径: whose rows, counted when and how."""
    figure = form.shown.label if request.GET.get("figure") else "全部承办件"
    return [
        ("范围", scope_words(request.user)),
        ("届次", form.session_name),
        ("单位", form.unit_name),
        ("指标", figure),
        ("截至", f"{now:%Y-%m-%d %H:%M}（北京时间）"),
        ("导出人", request.user.name),
        ("计数单位", "件次：每个承办单位一行，合办、分办的同一件建议提案有多行。"),
        ("不计入", "指标不计已退回和已终止的承办件；台账仍列出，状态列注明。"),
        (
            "按期",
            "答复送达之日（会办为送出意见之日）不晚于办理时限；经同意延期的以延期后的时限为准。",
        ),
        ("超期", "在办超期：未答复且已过时限；逾期办复：答复之日晚于时限。"),
        ("办复率", "已答复／应答复；按期办复率为按期答复／应答复。保留一位小数，四舍五入。"),
        ("个人信息", "不含代表（委员）和经办人的电话、住址。"),
    ]


def _explain(book: xlsxwriter.Workbook, remarks: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("统计口径")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 80)
    for row, (label, words) in enumerate(remarks):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, guarded(words), wrapped)

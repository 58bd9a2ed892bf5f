"""导入放假安排: a wrong line stops it, a preview shows what moves, one step applies it all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from correspondence.actions import notice
from correspondence.models import Assignment, CalendarDay, Deadline, LedgerEntry
from correspondence.rules.states import AssignmentState as State
from correspondence.web import shifts
from tests.evidence import assert_ledger_holds
from tests.factories import DUE_ON, handed_out, part
from tests.people import Cast
from tests.web.pressing import look, sealed

pytestmark = pytest.mark.django_db
SOURCE = "国务院办公厅关于2026年部分节假日安排的通知"
HEAD = "day,is_workday,name,source,notice_number"
#: Makes the due day and the one after it days off.
MOVING = (
    f"{HEAD}\n{DUE_ON},false,临时放假,{SOURCE},国办发明电〔2025〕7号\n2026-06-03,false,临时放假,,\n"
)


def client(cast: Cast) -> Client:
    found = Client()
    found.force_login(cast.sysadmin)
    return found


def sent(cast: Cast, text: str, year: int = 2026, seal: str = "") -> tuple[int, str]:
    answer = client(cast).post("/holidays/", {"year": year, "text": text, "seal": seal})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("line", "year", "reason"),
    [
        ("2026-02-30,false,春节", 2026, "第 2 行：日期“2026-02-30”有误"),
        ("2026-06-02,false,端午\n2026-06-02,true,端午", 2026, "第 3 行：日期 2026-06-02 重复"),
        ("2026-06-02,false,端午", 2027, "第 2 行：日期 2026-06-02 不在 2027 年"),
        ("2026-06-02,maybe,端午", 2026, "第 2 行：上班“maybe”有误"),
        ("2026-06-02,false,", 2026, "第 2 行：缺少节日名称"),
        ("2026年6月2,false,端午", 2026, "第 2 行：日期“2026年6月2”有误"),
        (f"2026-06-02,false,{'长' * 41}", 2026, "第 2 行：节日有 41 字，不能超过 40 字"),
        ('2026-06-02,false,"端\n午"', 2026, "第 3 行：节日含有换行或者不可见的字符"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_applied(
    cast: Cast, line: str, year: int, reason: str
) -> None:
    status, page = sent(cast, f"day,is_workday,name\n{line}\n2026-06-01,false,端午\n", year)
    assert status == 422
    assert reason in page
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("day", ["2026-06-02", "2026/6/2", "2026年6月2日"])
def test_what_a_spreadsheet_writes_is_read(cast: Cast, encoding: str, day: str) -> None:
    text = f"{HEAD}\r\n{day},放假,端午节,{SOURCE},国办发明电〔2025〕7号\r\n"
    file = SimpleUploadedFile("notice.csv", text.encode(encoding))
    answer = client(cast).post("/holidays/", {"year": 2026, "file": file})
    assert answer.status_code == 200
    assert "国办发明电〔2025〕7号" in answer.content.decode()


@pytest.mark.parametrize("between", [",", "\t"], ids=["file", "copied from a spreadsheet"])
def test_the_columns_may_be_called_what_they_are_in_chinese(cast: Cast, between: str) -> None:
    line = f"{DUE_ON},否,临时放假,{SOURCE},国办发明电〔2025〕7号"
    text = f"日期,上班,节日,通知名称,文号\n{line}\n"
    status, page = sent(cast, text.replace(",", between))
    assert status == 200
    assert "国办发明电〔2025〕7号" in page


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "空"),
        (b"PK\x03\x04" + bytes(range(128, 256)), "文件不是 CSV 文本"),
        (b"day,name\n2026-06-02,x\n", "第 1 行：缺少列 上班"),
        (b"2026-06-02,false,x\n" * 600_000, "文件过大"),
        (f'{HEAD}\n"{"x" * 140_000}'.encode(), "引号没有配对"),
    ],
)
def test_a_file_that_is_no_notice_is_refused_with_the_reason(
    cast: Cast, raw: bytes, reason: str
) -> None:
    file = SimpleUploadedFile("notice.csv", raw)
    answer = client(cast).post("/holidays/", {"year": 2026, "file": file})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not CalendarDay.objects.exists()


def test_a_preview_shows_from_and_to_and_changes_nothing(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    status, page = sent(cast, MOVING)
    assert status == 200
    assert "2026-06-02" in page
    assert "2026-06-04" in page
    assert not CalendarDay.objects.exists()
    assert Assignment.objects.get().due_on == DUE_ON


def test_what_was_shown_is_applied_and_goes_on_record(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    assert sent(cast, MOVING, seal=sealed(sent(cast, MOVING)[1]))[0] == 302
    assignment = work.assignment
    assert str(assignment.due_on) == str(assignment.original_due_on) == "2026-06-04"
    live = Deadline.objects.get(assignment=work.pk, kind="reply", superseded=False)
    former = Deadline.objects.get(assignment=work.pk, kind="reply", superseded=True)
    assert (str(live.due_on), former.due_on) == ("2026-06-04", DUE_ON)
    assert live.alarm.rings_on <= live.due_on
    assert live.history.get().history_user == cast.sysadmin
    assert set(CalendarDay.objects.values_list("notice_number", flat=True)) == {
        "国办发明电〔2025〕7号"
    }
    assert LedgerEntry.objects.filter(act="recount").get().changes["due_on"] == [
        "2026-06-02",
        "2026-06-04",
    ]
    assert_ledger_holds()


def test_what_changed_since_the_preview_is_shown_again(cast: Cast) -> None:
    seal = sealed(sent(cast, MOVING)[1])
    part(cast, State.IN_PROGRESS)
    status, page = sent(cast, MOVING, seal=seal)
    assert status == 200
    assert "预览之后情况有变化" in page
    assert not CalendarDay.objects.exists()


def test_an_extension_stays_where_it_was_granted_to(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    work.ask_extension(DUE_ON.replace(day=3), "涉及面广。")
    work.grant_extension()
    sent(cast, MOVING, seal=sealed(sent(cast, MOVING)[1]))
    assert str(work.assignment.due_on) == "2026-06-03"


def test_an_unknown_year_becomes_certain_when_its_notice_comes(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    deadline = work.assignment.deadlines.get(kind="reply")
    deadline.base_on = deadline.base_on.replace(year=2027)
    deadline.due_on, deadline.provisional = deadline.due_on.replace(year=2027), True
    deadline.save()
    text = "day,is_workday,name,source\n2027-01-01,false,元旦,国务院办公厅通知\n"
    sent(cast, text, 2027, seal=sealed(sent(cast, text, 2027)[1]))
    live = Deadline.objects.get(assignment=work.pk, kind="reply", superseded=False)
    assert not live.provisional
    assert not work.assignment.due_provisional


def test_provisional_days_are_settled_by_pressing_alone(cast: Cast) -> None:
    assert look(cast.sysadmin, "/holidays/settle/").status_code == 405


def test_nothing_is_left_to_settle_while_the_calendar_is_as_it_was(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    assert notice.unsettled() == []


def test_only_the_system_administrator_imports(cast: Cast) -> None:
    stranger = Client()
    stranger.force_login(cast.handing_out_office)
    assert stranger.get("/holidays/").status_code == 404
    assert client(cast).get("/holidays/").status_code == 200


def test_a_long_preview_is_turned_page_by_page_and_applied_whole(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shifts, "ROWS_A_PAGE", 2)
    works = [handed_out(cast, number=f"{number:04}").work(cast.unit) for number in range(1, 4)]
    seal = sealed(sent(cast, MOVING)[1])
    typed = {"year": 2026, "text": MOVING, "seal": seal, "page": 2}
    answer = client(cast).post("/holidays/", typed)
    assert (answer.status_code, len(answer.context["moved"])) == (200, 1)
    assert answer.context["pager"]["summary"] == "第 3–3 个，共 3 个"
    assert answer.context["pager"] | {"summary": ""} == {"summary": "", "previous": 1, "next": None}
    assert not answer.context["changed"]
    assert {work.assignment.due_on for work in works} == {DUE_ON}
    assert sent(cast, MOVING, seal=seal)[0] == 302
    assert DUE_ON not in {work.assignment.due_on for work in works}


@pytest.mark.parametrize("page", ["0", "99", "x", "²"])
def test_a_page_that_is_not_there_is_the_nearest_one(cast: Cast, page: str) -> None:
    handed_out(cast)
    answer = client(cast).post("/holidays/", {"year": 2026, "text": MOVING, "page": page})
    assert len(answer.context["moved"]) == 1


def test_the_template_is_read_as_it_is_for_its_own_year_alone(cast: Cast) -> None:
    answer = client(cast).get("/holidays/template.csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = answer.content.decode("utf-8-sig")
    assert sent(cast, text)[0] == 200
    status, page = sent(cast, text, year=2027)
    assert status == 422
    assert "第 2 行：日期 2026-01-01 不在 2027 年" in page
    assert "/holidays/template.csv" in client(cast).get("/holidays/").content.decode()


def test_nobody_else_downloads_it(cast: Cast) -> None:
    other = Client()
    other.force_login(cast.liaison, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get("/holidays/template.csv").status_code == 404

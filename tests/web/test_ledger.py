"""The ledger as a workbook: every part a row, days as days, noughts kept, no phones."""

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from correspondence.models import User
from correspondence.rules.states import AssignmentState, ReplyState
from correspondence.rules.words import Mode
from correspondence.web.ledger import guarded
from correspondence.web.ledger_columns import COLUMNS
from tests.factories import DUE_ON, MONDAY, handed_out, part
from tests.people import Cast
from tests.web.pressing import look

pytestmark = pytest.mark.django_db


def book(user: User, query: str = "") -> CalamineWorkbook:
    answer = look(user, f"/board/ledger.xlsx?{query}")
    return CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))


def rows(user: User, query: str = "") -> list[dict[str, Any]]:
    head, *lines = book(user, query).get_sheet_by_name("台账").to_python()
    labels = [str(label) for label in head]
    return [dict(zip(labels, line, strict=True)) for line in lines]


def test_every_part_in_scope_is_a_row(cast: Cast) -> None:
    handed_out(cast, Mode.LEAD_ASSIST)
    assert [row["承办方式"] for row in rows(cast.supervisor)] == ["主办", "会办"]
    assert [row["承办方式"] for row in rows(cast.assist.leader)] == ["会办"]


def test_days_are_days_and_leading_noughts_stay(cast: Cast) -> None:
    handed_out(cast)
    [row] = rows(cast.supervisor)
    assert (row["编号"], row["序号"]) == ("0049", 1)
    assert (row["分办日期"], row["办理时限"]) == (MONDAY, DUE_ON)
    assert row["签收日期"] == ""


def test_an_answered_part_tells_its_whole_way(cast: Cast) -> None:
    work = part(cast, AssignmentState.FEEDBACK_DONE)
    [row] = rows(cast.supervisor)
    reply = work.paper.reply
    assert row["发文字号"] == reply.number
    assert (row["签发人"], row["办理结果"]) == (cast.leader.name, "解决采纳")
    assert (row["办理态度"], row["是否重办"], row["是否超期"]) == ("满意", "否", "否")
    assert isinstance(row["送达日期"], date)


def test_joint_units_share_one_document(cast: Cast) -> None:
    life = handed_out(cast, Mode.JOINT)
    lead, other = rows(cast.supervisor)
    assert (lead["发文字号"], other["发文字号"]) == ("", "")
    assert life.proposal.get_mode_display() == lead["办理方式"] == "合办"


def test_an_overdue_part_says_so(cast: Cast) -> None:
    handed_out(cast)
    assert rows(cast.supervisor)[0]["是否超期"] == "在办超期"


def test_only_the_rows_of_a_figure_are_written_when_one_is_asked_for(cast: Cast) -> None:
    handed_out(cast, Mode.LEAD_ASSIST)
    assert len(rows(cast.supervisor, "figure=overdue")) == 1
    assert rows(cast.supervisor, "figure=in_time") == []


def test_no_telephone_number_leaves_the_house(cast: Cast) -> None:
    handed_out(cast)
    told = str(book(cast.supervisor).get_sheet_by_name("台账").to_python())
    assert cast.lead_deputy.name in told
    assert cast.lead_deputy.phone not in told


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@cmd", "\t=1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded("关于=的建议") == "关于=的建议"


def test_a_title_with_a_formula_is_written_as_text(cast: Cast) -> None:
    proposal = handed_out(cast).proposal
    proposal.title = '=HYPERLINK("http://example.org")'
    proposal.save()
    assert rows(cast.supervisor)[0]["案由"] == f"'{proposal.title}"


def test_the_second_sheet_says_what_was_counted_when(cast: Cast) -> None:
    handed_out(cast)
    sheet = book(cast.leader, "session=all").get_sheet_by_name("统计口径")
    told = {str(label): str(words) for label, words in sheet.to_python()}
    assert told["范围"] == cast.unit.short_name
    assert told["届次"] == "全部届次"
    assert told["行数"] == "1 件次"
    assert "北京时间" in told["截至"]


def test_the_columns_are_those_of_the_ledgers_in_use() -> None:
    labels = [column.label for column in COLUMNS]
    assert len(set(labels)) == len(labels)
    assert {"序号", "届次", "案由", "承办单位", "办理时限", "发文字号", "办理结果"} <= set(labels)
    assert not [label for label in labels if "电话" in label]


def test_the_ledger_costs_the_same_for_many_rows(cast: Cast) -> None:
    part(cast, ReplyState.DRAFT)
    counts = []
    for number in ("0101", "0102", "0103"):
        handed_out(cast, Mode.LEAD_ASSIST, number=number)
        with CaptureQueriesContext(connection) as queries:
            rows(cast.supervisor)
        counts.append(len(queries))
    assert counts[0] == counts[-1]

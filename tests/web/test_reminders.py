"""提醒记录: what was sent, what waits and what failed, for those who oversee."""

import pytest
from django.utils import timezone

from correspondence.actions import contact
from correspondence.models import Reminder, ReminderState
from correspondence.rules.states import AssignmentState
from tests.factories import TITLE, TUESDAY, part
from tests.people import Cast, act
from tests.web.pressing import look

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(cast: Cast) -> None:
    """One reminder waits, one has failed, one has gone out."""
    work = part(cast, AssignmentState.IN_PROGRESS)
    contact.nudge(work.pk, act=act(cast.supervisor, TUESDAY))
    _, failed, sent = Reminder.objects.order_by("pk")
    failed.last_error, failed.attempts, failed.retry_at = "550 no such user", 3, timezone.now()
    failed.save()
    sent.state, sent.sent_at = ReminderState.SENT, timezone.now()
    sent.save()


@pytest.mark.parametrize(
    ("state", "count"),
    [("", 3), ("waiting", 1), ("failed", 1), ("sent", 1), ("cancelled", 0), ("nonsense", 3)],
)
def test_reminders_are_told_apart_by_what_became_of_them(
    cast: Cast, three: None, state: str, count: int
) -> None:
    assert len(look(cast.supervisor, f"/reminders/?state={state}").context["rows"]) == count


def test_the_tabs_count_them(cast: Cast, three: None) -> None:
    tabs = look(cast.supervisor, "/reminders/").context["tabs"]
    counts = {tab["label"]: tab["count"] for tab in tabs}
    assert counts == {
        "全部": 3,
        "发送失败，待重试": 1,
        "待发": 1,
        "发送中": 0,
        "已发": 1,
        "已取消": 0,
    }


def test_a_failure_says_why_and_how_often(cast: Cast, three: None) -> None:
    page = look(cast.supervisor, "/reminders/?state=failed").content.decode()
    for told in ("550 no such user", TITLE, "催办", "下次发送", "已试 3 次"):
        assert told in page


def test_a_unit_sees_the_reminders_of_its_own_parts(cast: Cast, three: None) -> None:
    assert len(look(cast.leader, "/reminders/").context["rows"]) == 3
    assert look(cast.stranger.leader, "/reminders/").context["rows"] == []
    assert look(cast.handler, "/reminders/").status_code == 404


def test_nothing_can_be_pressed(cast: Cast, three: None) -> None:
    main = look(cast.supervisor, "/reminders/").content.decode().split("<main")[1]
    assert 'method="post"' not in main.split("</main>")[0]

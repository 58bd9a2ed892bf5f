"""我的提醒: the bell, the stand-in, the calendar feed; the plan of what will go out."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from correspondence.actions import contact, remind, watch
from correspondence.models import Absence, Feed, Reminder, User
from correspondence.rules.ics import Event, calendar_text
from correspondence.rules.states import AssignmentState as State
from correspondence.web import health
from tests.factories import DUE_ON, TITLE, TUESDAY, part
from tests.people import Cast, act, at

pytestmark = pytest.mark.django_db


def client(user: User) -> Client:
    found = Client()
    found.force_login(user)
    return found


def nudged(cast: Cast) -> None:
    contact.nudge(part(cast, State.IN_PROGRESS).pk, act=act(cast.supervisor, TUESDAY, "请抓紧。"))


def feed(user: User) -> str:
    page = client(user).post("/notices/feed/").content.decode()
    found = re.search(r"/calendar/[\w-]+\.ics", page)
    assert found
    return found[0]


def test_the_bell_counts_what_is_unread_until_it_is_read(cast: Cast) -> None:
    nudged(cast)
    reader = client(cast.handler)
    assert 'aria-label="未读 1"' in reader.get("/my-work/").content.decode()
    reader.post("/notices/read/")
    assert "未读 1" not in reader.get("/my-work/").content.decode()
    assert Reminder.objects.filter(recipient=cast.liaison, read_at__isnull=True).count() == 1


def test_the_page_shows_only_the_own_reminders(cast: Cast) -> None:
    nudged(cast)
    assert "催办" in client(cast.handler).get("/notices/").content.decode()
    assert "没有提醒" in client(cast.colleague).get("/notices/").content.decode()


def test_a_stand_in_is_registered_and_taken_back(cast: Cast) -> None:
    last = timezone.localdate() + timedelta(days=3)
    days = {"from_on": timezone.localdate().isoformat(), "until_on": last.isoformat()}
    person = client(cast.handler)
    assert (
        person.post("/notices/cover/", {"stand_in": cast.colleague.pk, **days}).status_code == 302
    )
    absence = Absence.objects.get()
    assert (absence.user, absence.stand_in) == (cast.handler, cast.colleague)
    assert absence.history.get().history_user == cast.handler
    assert client(cast.liaison).post(f"/notices/cover/{absence.pk}/").status_code == 404
    person.post(f"/notices/cover/{absence.pk}/")
    assert not Absence.objects.exists()


@pytest.mark.parametrize("who", ["handler", "stranger.handler"])
def test_only_a_colleague_stands_in(cast: Cast, who: str) -> None:
    unfit = cast.stranger.handler if "." in who else cast.handler
    days = {"from_on": "2099-03-01", "until_on": "2099-03-02"}
    answer = client(cast.handler).post("/notices/cover/", {"stand_in": unfit.pk, **days})
    assert answer.status_code == 422
    assert not Absence.objects.exists()


def test_a_feed_shows_the_own_due_days_and_nothing_confidential(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    answer = Client().get(feed(cast.handler))
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20260602" in text
    assert "SUMMARY:第0049号答复到期" in text
    assert "DTSTART;VALUE=DATE:20260518" in text
    assert "SUMMARY:第0049号答复内部时限" in text
    assert TITLE not in text.replace("\r\n ", "")
    assert "BEGIN:VEVENT" not in Client().get(feed(cast.stranger.handler)).content.decode()


def test_a_revoked_address_shows_nothing(cast: Cast) -> None:
    former = feed(cast.handler)
    newer = feed(cast.handler)
    assert Client().get(former).status_code == 404
    assert Client().get(newer).status_code == 200
    client(cast.handler).post("/notices/feed/", {"close": "1"})
    assert Client().get(newer).status_code == 404


def test_the_address_itself_is_not_kept(cast: Cast) -> None:
    token = feed(cast.handler).removeprefix("/calendar/").removesuffix(".ics")
    assert token not in Feed.objects.get().token_sha256


def test_somebody_who_left_has_no_feed(cast: Cast) -> None:
    address = feed(cast.handler)
    User.objects.filter(pk=cast.handler.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_long_lines_are_folded_between_characters() -> None:
    event = Event(uid="1", day=date(2026, 6, 2), summary="第0049号，" * 30)
    text = calendar_text("时限", [event], at=at(TUESDAY))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "第0049号，" * 30 in text.replace("\r\n ", "")


def test_the_plan_lists_what_will_go_out(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    remind.plan(DUE_ON - timedelta(days=40), now=at(DUE_ON - timedelta(days=40)))
    out = io.StringIO()
    call_command("reminders", "--plan", "30", stdout=out)
    assert "市十六届人大四次会议第0049号" in out.getvalue()
    assert "→ kw.liaison、kw.office_head、kw.handler" in out.getvalue()


def test_administrators_are_told_of_silence_on_every_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "STARTED", timezone.now() - timedelta(hours=1))
    watch.seen(watch.WORKER, at=timezone.now())
    page = client(cast.sysadmin).get("/watch/").content.decode()
    assert "定时程序（beat）从未运行" in page
    assert "后台程序（worker）从未运行" not in page
    assert "从未运行" not in client(cast.handler).get("/my-work/").content.decode()

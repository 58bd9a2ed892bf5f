"""我的提醒: the bell, the stand-in, the calendar feed; the plan of what will go out."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from correspondence.actions import contact, outbox, remind, watch
from correspondence.models import Absence, Digest, Feed, Reminder, User
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


def test_a_calendar_without_due_days_still_has_a_component() -> None:
    text = calendar_text("时限", [], at=at(TUESDAY))
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n" in text


def test_marks_of_the_format_are_escaped() -> None:
    event = Event(uid="1", day=date(2026, 6, 2), summary="a,b;c\\d\r\ne")
    assert "SUMMARY:a\\,b\\;c\\\\d\\ne\r\n" in calendar_text("时限", [event], at=at(TUESDAY))


def test_the_liaison_reads_all_of_the_unit(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    assert "第0049号答复到期" in Client().get(feed(cast.liaison)).content.decode()


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
    assert "定时程序从未运行" in page
    assert "后台程序从未运行" not in page
    assert "从未运行" not in client(cast.handler).get("/my-work/").content.decode()


def fail_all(cast: Cast, day: date) -> None:
    """Everything that is planned on this day is refused by the mail server."""

    def refuse(_: object) -> None:
        raise OSError("550 no such mailbox")

    remind.plan(day, now=at(day))
    outbox.send_digests(refuse, now=lambda: at(day))
    outbox.send(refuse, now=lambda: at(day))


@pytest.mark.parametrize("missed", [0, 24])
def test_a_failed_address_is_seen_and_tried_again_by_hand(cast: Cast, missed: int) -> None:
    """By itself, or with a digest of what was missed."""
    part(cast, State.IN_PROGRESS)
    fail_all(cast, DUE_ON - timedelta(days=30 - missed))
    page = client(cast.sysadmin).get("/watch/").content.decode()
    assert re.search(r"未能送达 [34] 人", page)
    assert "550 no such mailbox" in page
    assert "未能送达您的邮箱" in client(cast.handler).get("/notices/").content.decode()
    assert "发送失败" in client(cast.supervisor).get("/reminders/?state=failed").content.decode()
    moment = at(DUE_ON - timedelta(days=30 - missed))
    kind = Digest if missed else Reminder
    assert not kind.objects.sendable(moment).exists()
    assert client(cast.sysadmin).post(f"/watch/retry/{cast.handler.pk}/").status_code == 302
    again = kind.objects.sendable(moment).values_list("recipient", flat=True)
    assert set(again) == {cast.handler.pk}


def test_only_the_system_administrator_tries_again(cast: Cast) -> None:
    assert client(cast.supervisor).post(f"/watch/retry/{cast.handler.pk}/").status_code == 404


def test_the_bell_gathers_what_was_said_of_one_due_day(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    for days in (30, 7):
        remind.plan(DUE_ON - timedelta(days=days), now=at(DUE_ON - timedelta(days=days)))
    page = client(cast.handler).get("/notices/")
    newest = [row["newest"].wording for row in page.context["rows"]]
    assert newest.count("reply-7d") == 1
    assert "此前已提醒 1 次" in page.content.decode()

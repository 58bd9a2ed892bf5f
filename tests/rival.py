"""What a rival process does once Django is set up: it reads lines, acts, and answers each."""

import sys
import time
from dataclasses import replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from correspondence.actions import (
    arrange,
    assign,
    cosign,
    draft,
    notice,
    number,
    outbox,
    review,
    sign,
)
from correspondence.actions.errors import NotReady, WrongState
from correspondence.models import Reminder, Reply, User
from correspondence.rules.notice import NoticeDay
from correspondence.rules.words import Mode, Part
from tests.factories import TUESDAY
from tests.people import act, at


def sign_off(user: User, pk: str) -> str:
    try:
        sign.sign_off(int(pk), act=act(user, TUESDAY))
    except WrongState:
        return "WrongState"
    return "signed"


def draw(user: User, order: str) -> str:
    """`pk times`: draw that many numbers for one reply, voiding each but the last."""
    pk, times = map(int, order.split())
    for turn in range(times):
        if turn:
            number.void(pk, act=act(user, TUESDAY, "试编"))
        number.assign(pk, act=act(user, TUESDAY))
    return "drawn"


def send(user: User, order: str) -> str:
    """Send what waits, and name it."""
    sent: list[str] = []

    def deliver(reminder: Reminder) -> None:
        sent.append(str(reminder.pk))

    outbox.send(deliver, now=lambda: at(TUESDAY, hour=18))
    return " ".join(sent)


def hand_out(user: User, order: str) -> str:
    """`pk before after`: hand a case out to a unit, pausing before and before it is committed."""
    pk, before, after = order.split()
    unit = User.objects.get(name="kw.handler").unit
    assert unit is not None
    time.sleep(float(before))
    with transaction.atomic():
        shares = [assign.Share(unit, Part.SOLE)]
        assign.hand_out(int(pk), mode=Mode.SOLE, shares=shares, act=act(user, TUESDAY))
        time.sleep(float(after))
    return "handed out"


def apply_notice(user: User, order: str) -> str:
    """`day before after`: make a day a day off, with the same pauses."""
    day, before, after = order.split()
    time.sleep(float(before))
    off = date.fromisoformat(day)
    new = notice.Notice(year=off.year, days=[NoticeDay(off, False, "临时放假")], source="通知")
    with transaction.atomic():
        notice.apply(new, act=act(user, TUESDAY))
        time.sleep(float(after))
    return "applied"


def sign_again(user: User, order: str) -> str:
    """`pk seen before`: sign again what was on the page, after a pause."""
    pk, seen, before = order.split()
    time.sleep(float(before))
    try:
        cosign.sign_again(int(pk), act=replace(act(user, TUESDAY), seen=seen))
    except (WrongState, NotReady, PermissionDenied) as refusal:
        return type(refusal).__name__
    return "signed"


def reword(user: User, order: str) -> str:
    """`pk`: sent back, saved as a new version, submitted, and the same people asked once more."""
    head = User.objects.get(name="kw.office_head")
    review.send_back(int(order), act=act(head, TUESDAY, "请再斟酌。"))
    reply = Reply.objects.get(pk=int(order))
    text = replace(reply.latest.text, body=reply.latest.body.replace("逐条", "逐项"))
    draft.save(reply.pk, text=text, act=act(user, TUESDAY))
    draft.submit(reply.pk, act=act(user, TUESDAY))
    review.approve(reply.pk, groups=arrange.planned(reply), act=act(head, TUESDAY))
    return "reworded"


ACTS = {
    "sign_off": sign_off,
    "draw": draw,
    "send": send,
    "hand_out": hand_out,
    "apply_notice": apply_notice,
    "sign_again": sign_again,
    "reword": reword,
}


def main() -> None:
    """Each line says what to do, as whom, and with what."""
    _answer("ready")
    for line in sys.stdin:
        name, user_id, order = line.strip().split(" ", 2)
        answer = ACTS[name](User.objects.get(pk=user_id), order)
        if connection.vendor == "sqlite":  # whoever lent the file takes it back
            connection.close()
        _answer(answer)


def _answer(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()

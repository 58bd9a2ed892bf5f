"""What a rival process does once Django is set up: it reads lines, acts, and answers each."""

import sys

from correspondence.actions import number, outbox, sign
from correspondence.actions.errors import WrongState
from correspondence.models import Reminder, User
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


ACTS = {"sign_off": sign_off, "draw": draw, "send": send}


def main() -> None:
    """Arguments: what to do, and as whom."""
    name, user_id = sys.argv[1:]
    user = User.objects.get(pk=user_id)
    _answer("ready")
    for line in sys.stdin:
        _answer(ACTS[name](user, line.strip()))


def _answer(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()

"""manage.py demo_accounts: whom one may sign in as on a site that shows itself."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand

from ...models import User
from ...models.people import DEMO_PASSWORD
from ...rules.words import GRANTABLE

HEADINGS = ("角色", "姓名", "账号", "密码")


class Command(BaseCommand):
    """Prints nothing where there are no demo accounts, as on every real site."""

    help = "列出演示账号：每个角色一个；没有演示账号时不输出。"
    requires_system_checks = []

    def handle(self, **_options: Any) -> None:
        accounts = [
            ("、".join(role.label for role in person.roles), person.name, person.username)
            for person in sorted(User.objects.demo(), key=_rank)
        ]
        if accounts:
            table = [HEADINGS, *((*account, DEMO_PASSWORD) for account in accounts)]
            self.stdout.write("\n".join(aligned(table)))


def _rank(person: User) -> int:
    """The place of a person's role in the order of the roles."""
    return min((GRANTABLE.index(role) for role in person.roles), default=len(GRANTABLE))


def aligned(table: Sequence[Sequence[str]]) -> list[str]:
    """Lines of cells under each other, where a Chinese character is two columns wide."""
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)
        ).rstrip()
        for row in table
    ]


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)

"""manage.py appoint: the first system and security administrators of a new site."""

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ...actions.act import Act
from ...actions.appoint import appoint
from ...actions.errors import NotReady
from ...models import User
from ...rules.words import ADMINISTRATORS, Role


class Command(BaseCommand):
    """Everybody else is appointed on the pages, by these."""

    help = "开通账号并任命系统管理员、安全管理员或审计员（新站点的第一批账号）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="账号")
        parser.add_argument("role", choices=sorted(role.value for role in ADMINISTRATORS))
        parser.add_argument("--name", default="", help="姓名")

    def handle(self, username: str, role: str, name: str, **_options: Any) -> None:
        known = User.objects.filter(username=username).exists()
        password = "" if known else self._password(username)
        act = Act(by=User.objects.clock(), at=timezone.now(), reason="命令行任命")
        try:
            person = appoint(username, name=name, role=Role(role), password=password, act=act)
        except NotReady as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{person}（{person.username}）：{Role(role).label}")

    def _password(self, username: str) -> str:
        """Ask twice, and refuse a weak one as the pages do."""
        password = getpass.getpass("密码：")
        if password != getpass.getpass("再输一遍："):
            raise CommandError("两次输入的密码不一致，请重试。")
        try:
            validate_password(password, User(username=username))
        except ValidationError as weak:
            raise CommandError("；".join(weak.messages)) from weak
        return password

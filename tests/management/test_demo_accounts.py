"""manage.py demo_accounts: a table for a terminal, and silence on a real site."""

import pytest
from django.core.management import call_command

from correspondence.management.commands.demo_accounts import aligned, width
from correspondence.models import User
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_a_site_without_demo_accounts_says_nothing(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("demo_accounts")
    assert capsys.readouterr().out == ""


def test_a_demo_account_is_listed_with_role_and_password(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    for person in (cast.handler, cast.lead_deputy.user):
        assert person
        person.is_demo = True
        person.save()
    call_command("demo_accounts")
    heading, deputy, handler = capsys.readouterr().out.splitlines()
    assert heading.split() == ["角色", "姓名", "账号", "密码"]
    assert deputy.startswith("代表（委员）")
    assert handler.split()[0] == "经办人"
    assert handler.endswith("demo-2023")


def test_an_account_that_was_closed_is_no_longer_listed(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    User.objects.create(username="former", name="旧人", is_demo=True, is_active=False)
    call_command("demo_accounts")
    assert capsys.readouterr().out == ""


def test_chinese_takes_two_columns() -> None:
    assert width("经办人a") == 7
    assert aligned([("经办人", "x"), ("a", "y")]) == ["经办人  x", "a       y"]

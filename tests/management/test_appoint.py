"""manage.py appoint: how the first administrators of a site come to be."""

import getpass

import pytest
from django.core.management import CommandError, call_command

from correspondence.models import LedgerEntry, User
from correspondence.rules.words import Role
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: "清风-明月-2026")


def test_a_new_account_is_made_and_appointed(typed: None) -> None:
    call_command("appoint", "gly", "sysadmin", name="严守拙")
    person = User.objects.get(username="gly")
    assert person.roles == {Role.SYSADMIN}
    assert person.check_password("清风-明月-2026")
    assert LedgerEntry.objects.get().label == "任命为系统管理员"


def test_appointing_twice_changes_nothing(typed: None) -> None:
    call_command("appoint", "gly", "sysadmin")
    call_command("appoint", "gly", "sysadmin")
    assert LedgerEntry.objects.count() == 1


def test_duties_that_are_kept_apart_do_not_meet_in_one_hand(cast: Cast) -> None:
    with pytest.raises(CommandError, match="不得相互兼任"):
        call_command("appoint", cast.handler.username, "auditor")
    assert User.objects.get(pk=cast.handler.pk).roles == {Role.HANDLER}


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: "123")
    with pytest.raises(CommandError):
        call_command("appoint", "gly", "sysadmin")
    assert not User.objects.filter(username="gly").exists()

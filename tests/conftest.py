"""The stage every test plays on: the database of a module, the cast, nothing slow on purpose."""

from collections.abc import Iterator
from functools import cache

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from correspondence.actions import issue
from correspondence.gongwen import to_pdf
from tests.people import Cast, gather


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Argon2 is slow on purpose; no test is about how slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _static_files_found_when_asked_for(settings: Settings) -> None:
    """Else every client of a test lists all of them first."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session", autouse=True)
def _each_letter_drawn_once() -> Iterator[None]:
    """Lives walked alike issue the same letter, which makes the same bytes (gongwen/test_pdf)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(issue, "to_pdf", cache(to_pdf))
        yield


@pytest.fixture(scope="module")
def module_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[DjangoDbBlocker]:
    """What a module's fixtures make lasts for its tests, each in a savepoint, and then goes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield django_db_blocker
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cast(module_database: DjangoDbBlocker) -> Cast:
    """Everybody, made once a module."""
    return gather()

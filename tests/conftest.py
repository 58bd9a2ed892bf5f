"""The stage every test plays on: the database of a module, the cast, quick passwords."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from tests.people import Cast, gather


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Argon2 is slow on purpose; no test is about how slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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

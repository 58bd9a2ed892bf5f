"""Signing in, being locked out, changing the password."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from correspondence.models import User
from tests.people import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-7"


@pytest.fixture
def person(cast: Cast) -> User:
    user = User.objects.get(pk=cast.handler.pk)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(username: str, password: str, **more: str) -> Any:
    return Client().post("/login/", {"username": username, "password": password, **more})


def test_signing_in_leads_to_ones_work(person: User) -> None:
    assert sign_in(person.username, PASSWORD)["Location"] == "/"
    assert sign_in(person.username, PASSWORD, next="/proposals/")["Location"] == "/proposals/"


def test_a_foreign_address_is_not_followed(person: User) -> None:
    assert sign_in(person.username, PASSWORD, next="https://example.org/")["Location"] == "/"


@pytest.mark.parametrize("username", ["kw.handler", "nobody"])
def test_a_wrong_password_and_a_wrong_name_read_the_same(person: User, username: str) -> None:
    page = sign_in(username, "wrong").content.decode()
    assert "账号或者密码不正确" in page
    assert 'role="alert"' in page


def test_empty_fields_are_told_in_chinese() -> None:
    page = sign_in("", "").content.decode()
    assert "请输入账号。" in page
    assert "请输入密码。" in page


def test_an_account_that_was_closed_lets_nobody_in(person: User) -> None:
    person.is_active = False
    person.save()
    answer = sign_in(person.username, PASSWORD)
    assert answer.status_code == 200
    assert "_auth_user_id" not in answer.client.session


def test_five_wrong_passwords_lock_the_account(person: User) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(person.username, "wrong")
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "账号已暂时锁定" in page
    assert "15 分钟" in page
    assert 'class="bar"' in page, "a page of this house, not a sentence on nothing"
    assert sign_in(person.username, PASSWORD).status_code == 429


def test_who_is_signed_in_needs_no_door(person: User) -> None:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/login/").status_code == 302


@pytest.mark.parametrize(("embedded", "shown"), [(True, True), (False, False)])
def test_demo_accounts_are_shown_on_an_embedded_site_only(
    person: User, settings: Any, embedded: bool, shown: bool
) -> None:
    person.is_demo = True
    person.save()
    settings.EMBEDDED = embedded
    page = Client().get("/login/").content.decode()
    assert ("演示账号" in page) is shown
    assert ("demo-2023" in page) is shown


def test_a_site_without_demo_people_shows_none(cast: Cast, settings: Any) -> None:
    settings.EMBEDDED = True
    assert "演示账号" not in Client().get("/login/").content.decode()


def test_the_password_is_changed_by_who_knows_the_old_one(person: User) -> None:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    new = "another-horse-8"
    typed = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    assert "旧密码不正确，请重新输入。" in client.post("/password/", typed).content.decode()
    answer = client.post("/password/", typed | {"old_password": PASSWORD})
    assert answer["Location"] == "/"
    person.refresh_from_db()
    assert person.check_password(new)


def test_a_weak_password_is_refused_in_chinese(person: User) -> None:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    typed = {"old_password": PASSWORD, "new_password1": "123", "new_password2": "123"}
    page = client.post("/password/", typed).content.decode()
    for problem in ("密码太短，至少应有 10 个字符", "密码只包含数字"):
        assert problem in page
    assert "This password" not in page

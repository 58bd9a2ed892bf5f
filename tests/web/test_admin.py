"""系统设置: who may enter, who may do what, and that no duties lie in one hand."""

from typing import Any

import pytest
from django.test import Client

from correspondence.admin import site
from correspondence.models import CalendarDay, RoleGrant, Unit, User
from correspondence.rules.words import Role
from tests.factories import MONDAY
from tests.people import Cast, person
from tests.web.pressing import look

pytestmark = pytest.mark.django_db
HOME = "/admin/correspondence"


def send(by: User, url: str, **typed: Any) -> Any:
    client = Client()
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(url, typed)


@pytest.mark.parametrize("name", ["auditor", "handler", "chief", "supervisor", "deputy"])
def test_the_settings_do_not_exist_for_others(cast: Cast, name: str) -> None:
    client = Client()
    client.force_login(getattr(cast, name), backend="django.contrib.auth.backends.ModelBackend")
    for url in ("/admin/", f"{HOME}/user/", f"{HOME}/rolegrant/add/"):
        assert client.get(url, follow=True).status_code == 404


def test_a_stranger_is_led_to_the_houses_own_door() -> None:
    last = Client().get("/admin/", follow=True).redirect_chain[-1][0]
    assert last == "/login/?next=/admin/"


def test_djangos_staff_flag_opens_nothing(cast: Cast) -> None:
    user = User.objects.get(pk=cast.handler.pk)
    user.is_staff = user.is_superuser = True
    user.save()
    assert look(user, f"{HOME}/unit/").status_code == 302


def test_only_reference_data_is_kept_here() -> None:
    assert {model.__name__ for model in site._registry} == {
        "Unit",
        "Office",
        "Session",
        "RuleProfile",
        "ReminderStage",
        "CalendarDay",
        "NumberSeries",
        "Deputy",
        "User",
        "RoleGrant",
        "Quiet",
        "Address",
        "Absence",
    }


@pytest.mark.parametrize(
    ("url", "sysadmin", "secadmin"),
    [
        ("unit/", 200, 403),
        ("unit/add/", 200, 403),
        ("calendarday/", 200, 403),
        ("user/", 200, 200),
        ("user/add/", 200, 403),
        ("rolegrant/", 403, 200),
        ("rolegrant/add/", 403, 200),
    ],
)
def test_the_two_administrators_do_not_do_each_others_work(
    cast: Cast, url: str, sysadmin: int, secadmin: int
) -> None:
    assert look(cast.sysadmin, f"{HOME}/{url}").status_code == sysadmin
    assert look(cast.secadmin, f"{HOME}/{url}").status_code == secadmin


def test_the_pages_are_in_chinese(cast: Cast) -> None:
    page = look(cast.sysadmin, "/admin/").content.decode()
    for words in ("建议提案办理 系统设置", "放假调休日", "提醒节点", "退出登录"):
        assert words in page


def test_the_settings_stand_in_the_order_of_the_work(cast: Cast) -> None:
    page = look(cast.sysadmin, "/admin/").content.decode()
    places = [page.index(f'id="correspondence-{name}"') for name in ("unit", "session", "user")]
    assert places == sorted(places)


def test_the_system_administrator_opens_an_account_without_any_role(cast: Cast) -> None:
    typed = {"username": "new", "name": "新来的人", "unit": cast.unit.pk, "usable_password": "true"}
    secret = "correct-horse-7"
    answer = send(cast.sysadmin, f"{HOME}/user/add/", password1=secret, password2=secret, **typed)
    assert answer.status_code == 302
    user = User.objects.get(username="new")
    assert (user.name, user.roles, user.is_staff) == ("新来的人", frozenset(), False)
    assert user.history.first().history_user == cast.sysadmin


def test_accounts_are_closed_but_never_deleted(cast: Cast) -> None:
    assert look(cast.sysadmin, f"{HOME}/user/{cast.handler.pk}/delete/").status_code == 403
    page = look(cast.sysadmin, f"{HOME}/user/{cast.handler.pk}/change/").content.decode()
    assert 'name="is_active"' in page


def test_nobody_closes_the_own_account(cast: Cast) -> None:
    page = look(cast.sysadmin, f"{HOME}/user/{cast.sysadmin.pk}/change/").content.decode()
    assert 'name="is_active"' not in page


def test_the_security_administrator_grants_a_role(cast: Cast) -> None:
    typed = {"user": cast.handler.pk, "role": "reviewer"}
    assert send(cast.secadmin, f"{HOME}/rolegrant/add/", **typed).status_code == 302
    grant = RoleGrant.objects.get(user=cast.handler, role="reviewer")
    assert grant.history.first().history_user == cast.secadmin
    assert (
        send(cast.secadmin, f"{HOME}/rolegrant/{grant.pk}/delete/", post="yes").status_code == 302
    )
    assert RoleGrant.history.filter(id=grant.pk).first().history_user == cast.secadmin


@pytest.mark.parametrize("role", ["auditor", "sysadmin", "secadmin"])
@pytest.mark.parametrize("holder", ["handler", "auditor", "sysadmin", "secadmin"])
def test_a_keeper_gets_no_second_duty(cast: Cast, role: str, holder: str) -> None:
    before = set(RoleGrant.objects.values_list("user", "role"))
    typed = {"user": getattr(cast, holder).pk, "role": role}
    page = send(cast.secadmin, f"{HOME}/rolegrant/add/", **typed)
    assert page.status_code == 200
    assert ("须由专人担任" in page.content.decode()) is (role != holder)
    assert set(RoleGrant.objects.values_list("user", "role")) == before


def test_whoever_holds_nothing_may_become_an_auditor(cast: Cast) -> None:
    user = person("newcomer", cast.auditor.unit, Role.AUDITOR)
    user.grants.all().delete()
    typed = {"user": user.pk, "role": "auditor"}
    assert send(cast.secadmin, f"{HOME}/rolegrant/add/", **typed).status_code == 302


def test_a_day_that_is_changed_is_signed_into_its_history(cast: Cast) -> None:
    day = CalendarDay.objects.create(day=MONDAY, is_workday=True, name="调休", source="通知")
    typed = {"day": str(MONDAY), "name": "放假", "source": "通知", "notice_number": ""}
    answer = send(cast.sysadmin, f"{HOME}/calendarday/{day.pk}/change/", **typed)
    assert answer.status_code == 302
    newest = day.history.first()
    assert (newest.name, newest.is_workday) == ("放假", False)
    assert (newest.history_user, newest.history_change_reason) == (cast.sysadmin, "系统设置")


def test_a_unit_cannot_be_deleted(cast: Cast) -> None:
    assert look(cast.sysadmin, f"{HOME}/unit/{cast.unit.pk}/delete/").status_code == 403
    assert Unit.objects.filter(pk=cast.unit.pk).exists()

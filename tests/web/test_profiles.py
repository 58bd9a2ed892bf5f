"""时限规则: a version that makes no sense is refused, the others are previewed and then applied."""

from datetime import date

import pytest
from django.test import Client

from correspondence.models import Deadline, RuleProfile
from correspondence.rules.states import AssignmentState as State
from correspondence.rules.words import BaseEvent, ProposalKind, TermKey
from tests.factories import MONDAY, part
from tests.people import Cast
from tests.web.pressing import sealed

pytestmark = pytest.mark.django_db


def filled(cast: Cast, **changed: object) -> dict[str, object]:
    """The form as it is offered, with these fields changed; `reply` stands for its amount."""
    rules = cast.session.profile
    values: dict[str, object] = {
        "code": rules.code,
        "name": "上海市（新）",
        "effective_from": MONDAY.isoformat(),
        "clock_on_reassign": "restart",
        "max_extensions": 1,
        "internal_days": 15,
        "cosign_days": 2,
    }
    amounts = {(term.proposal_kind, term.key): term for term in rules.terms.all()}
    for kind in ProposalKind:
        for key in TermKey:
            term = amounts.get((kind, key))
            line = f"{kind}-{key}"
            values[f"{line}-amount"] = changed.pop(key.value, term.amount if term else "")
            values[f"{line}-unit"] = term.unit if term else "wd"
            values[f"{line}-base_event"] = term.base_event if term else BaseEvent.HANDED_OUT
            values[f"{line}-article"] = "新规定第二条"
            values[f"{line}-roll_forward"] = "on"
    return values | changed


def client(cast: Cast) -> Client:
    found = Client()
    found.force_login(cast.sysadmin)
    return found


def sent(cast: Cast, values: dict[str, object]) -> tuple[int, str]:
    answer = client(cast).post(f"/rules/{cast.session.profile.pk}/", values)
    return answer.status_code, answer.content.decode()


def test_a_cap_below_its_limit_is_refused_with_the_reason(cast: Cast) -> None:
    status, page = sent(cast, filled(cast, extension_cap=2))
    assert status == 422
    assert "“延期后最长”（2个月）短于“答复”（3个月）" in page
    assert RuleProfile.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"effective_from": "2016-04-20"}, "施行日期应晚于现有版本"),
        ({"rehandle": ""}, "代表建议缺少“再次答复”的期限"),
        ({"reply": 0}, "大于或等于"),
    ],
)
def test_what_makes_no_sense_is_refused(
    cast: Cast, changed: dict[str, object], reason: str
) -> None:
    status, page = sent(cast, filled(cast, **changed))
    assert status == 422
    assert reason in page


def test_a_preview_shows_what_moves_and_keeps_nothing(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    status, page = sent(cast, filled(cast, reply=2))
    assert status == 200
    assert "2026-06-02" in page
    assert "2026-05-06" in page
    assert RuleProfile.objects.count() == 1


def test_a_confirmed_version_moves_what_started_under_it(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    values = filled(cast, reply=2)
    assert sent(cast, values | {"seal": sealed(sent(cast, values)[1])})[0] == 302
    live = Deadline.objects.get(assignment=work.pk, kind="reply", superseded=False)
    assert (live.due_on, live.article) == (date(2026, 5, 6), "新规定第二条")
    assert live.rule == RuleProfile.objects.get(name="上海市（新）")
    assert work.assignment.due_on == date(2026, 5, 6)


def test_what_started_earlier_keeps_its_term(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    values = filled(cast, reply=2, effective_from="2026-03-03")
    sent(cast, values | {"seal": sealed(sent(cast, values)[1])})
    assert work.assignment.due_on == date(2026, 6, 2)


def test_a_session_can_follow_other_rules(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    values = filled(cast, reply=4, code="OTHER", effective_from="2016-04-21")
    sent(cast, values | {"seal": sealed(sent(cast, values)[1])})
    assert work.assignment.due_on == date(2026, 6, 2)
    choice: dict[str, object] = {"profile": RuleProfile.objects.get(code="OTHER").pk}
    address = f"/rules/sessions/{cast.session.pk}/"
    page = client(cast).post(address, choice).content.decode()
    assert "2026-07-02" in page
    client(cast).post(address, choice | {"seal": sealed(page)})
    assert work.assignment.due_on == date(2026, 7, 2)


def test_only_the_system_administrator_keeps_the_rules(cast: Cast) -> None:
    assert client(cast).get("/rules/").status_code == 200
    stranger = Client()
    stranger.force_login(cast.secadmin)
    for address in ("/rules/", f"/rules/{cast.session.profile.pk}/"):
        assert stranger.get(address).status_code == 404

"""What was sent and not taken: one is led back to its form, where the browser has the text."""

from urllib.parse import quote, unquote

import pytest
from django.test import Client

from correspondence.models import Proposal
from tests.people import Cast

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def client_of(cast: Cast, *, strict: bool = False) -> Client:
    client = Client(enforce_csrf_checks=strict)
    client.force_login(cast.congress_office, backend="django.contrib.auth.backends.ModelBackend")
    return client


def arrived(client: Client) -> list[str]:
    return [unquote(one) for one in client.cookies["arrived"].value.split("|")]


@pytest.mark.parametrize("path", ["/proposals/new/", "/notices/cover/", "/holidays/"])
def test_an_expired_session_leads_through_the_sign_in_back_to_the_page_of_the_form(
    path: str,
) -> None:
    answer = Client().post(
        path, {"title": "写了一半"}, headers={"referer": f"{HOST}/somewhere/?a=1"}
    )
    assert answer["Location"] == f"/login/?next={quote('/somewhere/?a=1')}&unsent=1"
    said = Client().get(answer["Location"]).content.decode()
    assert "刚才的内容没有提交" in said
    assert "写了一半" not in said


def test_a_page_of_another_site_is_not_led_back_to() -> None:
    answer = Client().post("/proposals/new/", headers={"referer": "https://example.org/trap/"})
    assert answer["Location"] == "/login/?next=/proposals/new/&unsent=1"


def test_who_only_looks_at_a_page_is_told_of_nothing_lost() -> None:
    answer = Client().get("/proposals/new/?a=1")
    assert answer["Location"] == f"/login/?next={quote('/proposals/new/?a=1')}"
    assert "没有提交" not in Client().get(answer["Location"]).content.decode()


def test_an_old_token_is_refused_with_the_way_back(cast: Cast) -> None:
    client = client_of(cast, strict=True)
    back = {"referer": f"{HOST}/proposals/new/"}
    answer = client.post("/proposals/new/", {"csrfmiddlewaretoken": "old"}, headers=back)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert '<a class="btn btn-primary" href="/proposals/new/">回到刚才的页面</a>' in page
    assert f'data-person="{cast.congress_office.pk}"' in page
    assert not Proposal.objects.filter(title="").exists()


def test_an_old_token_without_a_session_leads_to_the_sign_in() -> None:
    back = {"referer": f"{HOST}/proposals/new/"}
    answer = Client(enforce_csrf_checks=True).post("/proposals/new/", headers=back)
    assert answer["Location"] == "/login/?next=/proposals/new/&unsent=1"


def test_an_old_token_on_the_sign_in_itself_does_not_go_in_circles() -> None:
    back = {"referer": f"{HOST}/login/?next=/numbers/"}
    answer = Client(enforce_csrf_checks=True).post("/login/", headers=back)
    assert answer.status_code == 403
    assert 'href="/login/?next=/numbers/"' in answer.content.decode()


def test_what_was_carried_out_is_told_to_the_browser_and_what_was_refused_is_not(
    cast: Cast,
) -> None:
    client = client_of(cast)
    assert client.post("/notices/cover/", {}).status_code == 422
    assert "arrived" not in client.cookies
    client.post("/notices/read/")
    client.post("/notices/feed/")
    assert arrived(client)[0] == "/notices/read/"
    assert "httponly" not in str(client.cookies["arrived"]).lower()


def test_the_browser_is_told_of_the_newest_only(cast: Cast) -> None:
    client = client_of(cast)
    for _ in range(12):
        client.post("/notices/read/")
    assert len(arrived(client)) == 8


def test_a_limit_is_said_and_not_left_to_the_browser_to_cut_by(cast: Cast) -> None:
    page = client_of(cast).get("/proposals/new/").content.decode()
    assert 'data-limit="' in page
    assert "maxlength" not in page

"""Too much at once is refused by a page, or for a script in place, that names the limit."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from correspondence.models import Reply
from correspondence.rules.states import ReplyState as R
from correspondence.web.text_form import LONGEST
from tests.factories import part
from tests.people import Cast

pytestmark = pytest.mark.django_db

PAGE = {"accept": "text/html,application/xhtml+xml"}
SCRIPT = {"accept": "*/*"}
TEN_MB = "字" * (10 * 1024 * 1024 // 3)


@pytest.fixture
def reply(cast: Cast) -> Reply:
    return part(cast, R.DRAFT).paper.reply


def client(cast: Cast) -> Client:
    found = Client()
    found.force_login(cast.handler, backend="django.contrib.auth.backends.ModelBackend")
    return found


def keep(cast: Cast, reply: Reply, **sent: Any) -> Any:
    return client(cast).post(reverse("working_keep", args=[reply.pk]), sent, headers=SCRIPT)


def test_a_paste_of_ten_megabytes_is_answered_by_a_page(cast: Cast, reply: Reply) -> None:
    answer = client(cast).post(f"/replies/{reply.pk}/save/", {"body": TEN_MB}, headers=PAGE)
    assert answer.status_code == 413
    assert "一次提交的文字最多 8 MB" in answer.content.decode()
    assert cast.handler.name in answer.content.decode()


def test_it_is_told_to_the_script_that_keeps_what_is_typed(cast: Cast, reply: Reply) -> None:
    answer = keep(cast, reply, body=TEN_MB)
    assert answer.status_code == 413
    assert answer.json()["reason"] == "too_long"
    assert "8 MB" in answer.json()["words"]


def test_an_encoded_form_is_measured_too(cast: Cast, reply: Reply) -> None:
    answer = client(cast).post(
        f"/replies/{reply.pk}/save/",
        "body=" + "a" * (9 * 1024 * 1024),
        content_type="application/x-www-form-urlencoded",
        headers=PAGE,
    )
    assert (answer.status_code, "8 MB" in answer.content.decode()) == (413, True)


def test_a_text_four_times_too_long_is_still_taken_in_twice_over(cast: Cast, reply: Reply) -> None:
    typed = {"body": "字" * 200_000, "mine": "字" * 200_000}
    encoded = "&".join(f"{name}={'%E5%AD%97' * len(text)}" for name, text in typed.items())
    answer = client(cast).post(
        f"/replies/{reply.pk}/save/",
        encoded,
        content_type="application/x-www-form-urlencoded",
        headers=PAGE,
    )
    assert answer.status_code != 413


def test_a_text_too_long_for_a_document_is_refused_beside_its_field(
    cast: Cast, reply: Reply
) -> None:
    text = reply.latest.text
    typed = {"title": text.title, "recipient": text.recipient, "body": "字" * (LONGEST + 1)}
    answer = client(cast).post(f"/replies/{reply.pk}/save/", typed, headers=PAGE)
    assert answer.status_code == 422
    assert f"{LONGEST:,} 字" in str(answer.context["form"].errors["body"])


def test_too_many_things_at_once_are_refused_by_their_number(cast: Cast, reply: Reply) -> None:
    many = {"part": list(range(1200))}
    answer = client(cast).post("/my-work/sign-for/", many, headers=PAGE)
    assert answer.status_code == 413
    assert "一次最多提交 1,000 项" in answer.content.decode()


def test_somebody_who_has_not_signed_in_is_told_too() -> None:
    answer = Client().post("/login/", {"username": TEN_MB}, headers=PAGE)
    assert (answer.status_code, "8 MB" in answer.content.decode()) == (413, True)

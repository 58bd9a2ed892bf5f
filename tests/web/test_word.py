"""A Word document goes in only after it has been shown, and comes out as the text stands."""

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from correspondence.gongwen.docx.read import read_docx
from correspondence.models import Reply, User
from correspondence.rules.states import ReplyState
from tests import factories
from tests.gongwen.wordfile import PICTURE, paragraph, run, word
from tests.people import Cast
from tests.web.pressing import look

pytestmark = pytest.mark.django_db


def bring(person: User, reply: Reply, content: bytes, name: str = "答复.docx") -> Any:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(f"/replies/{reply.pk}/word/", {"file": SimpleUploadedFile(name, content)})


def drafted(cast: Cast) -> Reply:
    return factories.part(cast, ReplyState.DRAFT).paper.reply


def test_a_document_is_shown_with_what_was_cleaned_and_left_out(cast: Cast) -> None:
    reply = drafted(cast)
    versions = reply.versions.count()
    content = word(paragraph(run("经 研究，"), PICTURE), paragraph(run("已经落实。"))).getvalue()
    page = bring(cast.handler, reply, content).content.decode()
    assert "略去：图片 1 处（第 1 段）" in page
    assert "清理 1 处" in page
    assert "经研究，\n已经落实。" in page
    assert reply.versions.count() == versions


def test_another_kind_of_file_is_refused_with_advice(cast: Cast) -> None:
    page = bring(cast.handler, drafted(cast), b"%PDF-1.7 ", "答复.docx").content.decode()
    assert "文件的内容是PDF" in page
    assert "data-take" not in page


def test_no_file_at_all_says_so(cast: Cast) -> None:
    page = bring(cast.handler, drafted(cast), b"").content.decode()
    assert "文件是空的，请重新选择" in page


def test_a_text_longer_than_may_be_saved_says_so_before_it_goes_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("correspondence.web.word.LONGEST", 3)
    page = bring(cast.handler, drafted(cast), word(paragraph(run("已经落实。"))).getvalue())
    assert "最多保存 3 字" in page.content.decode()


def test_only_who_may_save_may_import(cast: Cast) -> None:
    reply = drafted(cast)
    assert bring(cast.liaison, reply, b"").status_code == 403
    assert "选择文件" not in look(cast.liaison, f"/replies/{reply.pk}/word/").content.decode()
    assert bring(cast.stranger.handler, reply, b"").status_code == 404


def test_a_version_comes_out_as_a_document_and_back_again(cast: Cast) -> None:
    reply = drafted(cast)
    answer = look(cast.handler, f"/replies/{reply.pk}/word.docx")
    taken = read_docx(io.BytesIO(answer.content))
    latest = reply.latest
    assert (taken.body, taken.title, taken.recipient) == (
        latest.body,
        latest.title,
        latest.recipient,
    )
    assert "\n".join(taken.copies) == latest.copies
    assert look(cast.handler, f"/replies/{reply.pk}/word.docx?version=1").status_code == 200
    for wrong in ("99", "x", "9" * 30):
        assert (
            look(cast.handler, f"/replies/{reply.pk}/word.docx?version={wrong}").status_code == 404
        )


def test_the_text_on_the_screen_comes_out_unsaved(cast: Cast) -> None:
    reply = drafted(cast)
    client = Client()
    client.force_login(cast.handler, backend="django.contrib.auth.backends.ModelBackend")
    typed = {"title": reply.latest.title, "recipient": "张三代表", "body": "屏幕上的字。"}
    answer = client.post(f"/replies/{reply.pk}/word.docx", typed)
    texts = [one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert "屏幕上的字。" in texts
    assert "屏幕上的字。" not in reply.latest.body

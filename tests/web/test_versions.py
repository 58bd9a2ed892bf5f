"""Every saved text, any two of them compared, and an old one restored."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from correspondence.actions import review
from correspondence.management.paper import Draft
from correspondence.models import CoSignature, Reply
from correspondence.rules.states import ReplyState
from correspondence.rules.texts import Text
from correspondence.rules.words import Outcome
from correspondence.web import versions
from correspondence.web.differences import Difference, difference
from tests import factories
from tests.people import Cast, act
from tests.web.pressing import look

pytestmark = pytest.mark.django_db
OLD, NEW = "我委认真研究提案建议，已经落实。", "我委认真研究代表建议，已经落实。"


def drafted(cast: Cast, *texts: Draft) -> Reply:
    """A reply with these texts on top of its first one."""
    first, *others = texts
    work = factories.part(cast, ReplyState.DRAFT, text=first)
    for text in others:
        work.paper.write(text)
    return work.paper.reply


def page(cast: Cast, reply: Reply, query: str = "") -> str:
    answer: str = look(cast.handler, f"/replies/{reply.pk}/versions/{query}").content.decode()
    return answer


def test_changed_characters_are_marked_on_both_sides(cast: Cast) -> None:
    work = factories.part(cast, ReplyState.DRAFT, text=Draft(body=OLD))
    work.paper.write(Draft(body=NEW), "改正称谓")
    shown = page(cast, work.paper.reply)
    assert "<del>提案</del>" in shown
    assert "<ins>代表</ins>" in shown
    assert "改正称谓" in shown
    assert "改动 1 处：增 2 字，删 2 字" in shown


def test_one_column_shows_what_went_before_what_came(cast: Cast) -> None:
    reply = drafted(cast, Draft(body=OLD), Draft(body=NEW))
    assert "<del>提案</del><ins>代表</ins>" in page(cast, reply, "?view=inline")


@pytest.mark.parametrize("view", ["side", "inline"])
def test_a_paragraph_that_was_split_shows_its_line_end(cast: Cast, view: str) -> None:
    reply = drafted(cast, Draft(body=OLD), Draft(body=OLD.replace("，", "。\n")))
    assert "<ins>¶</ins><br>" in page(cast, reply, f"?view={view}")


def test_a_sentence_that_moved_says_where_it_went_and_where_it_came_from(cast: Cast) -> None:
    moved = "经费由市财政统筹安排。"
    texts = f"{OLD}{moved}\n{NEW}另有规定。", f"{OLD}\n{NEW}另有规定。{moved}"
    shown = page(cast, drafted(cast, *(Draft(body=text) for text in texts)))
    assert f'href="#change-new-2">移至第2段</a><span class="diff-away">{moved}' in shown
    assert f'href="#change-old-1">移自第1段</a><span class="diff-here">{moved}' in shown
    for place in ("change-new-2", "change-old-1"):
        assert shown.count(f'id="{place}"') == 1


@pytest.mark.parametrize("view", ["side", "inline"])
def test_the_mark_of_a_paragraph_that_moved_leads_to_its_other_place(cast: Cast, view: str) -> None:
    lines = ["我委认真研究了代表建议。", "经费由市财政统筹安排。", "下一步将抓紧落实各项工作。"]
    old, new = "\n".join(lines), "\n".join([*lines[1:], lines[0]])
    shown = page(cast, drafted(cast, Draft(body=old), Draft(body=new)), f"?view={view}")
    for mark, place in (("移至第3段", "change-new-3"), ("移自第1段", "change-old-1")):
        assert f'href="#{place}">{mark}</a>' in shown
        assert shown.count(f'id="{place}"') == 1


def test_any_two_versions_can_be_chosen(cast: Cast) -> None:
    reply = drafted(cast, Draft(body=OLD), Draft(body=NEW), Draft(body=OLD))
    assert "完全相同" in page(cast, reply, "?old=2&new=4")
    assert "<ins>" in page(cast, reply, "?old=2&new=3")


@pytest.mark.parametrize("query", ["?old=x&new=y", "?old=99&new=0", "?new=1", "?view=upside"])
def test_a_version_that_is_not_there_falls_back_to_the_last_ones(cast: Cast, query: str) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    assert look(cast.handler, f"/replies/{reply.pk}/versions/{query}").status_code == 200


def test_earlier_texts_of_an_issued_document_are_the_houses_own(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.ISSUED).paper.reply
    for reader, answer in ((cast.cosigner, 200), (cast.auditor, 200), (cast.deputy, 404)):
        assert look(reader, f"/replies/{reply.pk}/versions/").status_code == answer


def test_a_strangers_versions_do_not_exist(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    assert look(cast.stranger.handler, f"/replies/{reply.pk}/versions/").status_code == 404
    assert (
        look(cast.stranger.handler, f"/replies/{reply.pk}/versions/1/restore/").status_code == 404
    )


def test_outcome_recipient_and_copies_are_compared_too(cast: Cast) -> None:
    changed = Draft(body=OLD, outcome=Outcome.NOTED, outcome_reason="条件所限")
    shown = page(cast, drafted(cast, Draft(body=OLD), changed))
    assert "<del>解决采纳</del><ins>留作参考</ins>" in shown
    assert "条件所限" in shown


def test_text_is_shown_and_never_run(cast: Cast) -> None:
    reply = drafted(cast, Draft(body=OLD), Draft(body=f"{OLD}<script>alert(1)</script>"))
    shown = page(cast, reply)
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown


def test_each_version_says_how_much_changed_and_whose_answer_holds_on_it(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.REVIEW).paper.reply
    signature = CoSignature.objects.filter(reply=reply, voided_at__isnull=True).first()
    assert signature is not None
    shown = page(cast, reply)
    assert f"{signature.cosigner.name} 会签同意" in shown
    assert "处室审核通过" in shown


def asked(cast: Cast, reply: Reply) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(cast, reply)
    return len(queries)


def test_more_versions_ask_no_more_of_the_database(cast: Cast) -> None:
    work = factories.part(cast, ReplyState.DRAFT, text=Draft(body=OLD))
    few = asked(cast, work.paper.reply)
    for number in range(8):
        work.paper.write(Draft(body=f"{OLD}{number}"))
    assert asked(cast, work.paper.reply) == few


def restore(cast: Cast, reply: Reply, number: int, reason: str) -> int:
    client = Client()
    client.force_login(cast.handler, backend="django.contrib.auth.backends.ModelBackend")
    path = f"/replies/{reply.pk}/versions/{number}/restore/"
    return client.post(path, {"reason": reason}).status_code


def test_an_old_text_is_restored_as_the_newest_version_with_its_reason(cast: Cast) -> None:
    reply = drafted(cast, Draft(body=OLD), Draft(body=NEW))
    assert restore(cast, reply, 2, "改错了") == 302
    assert (reply.latest.body, reply.latest.number) == (OLD, 4)
    assert reply.latest.reason == "恢复第 2 版：改错了"


def test_restoring_needs_a_reason(cast: Cast) -> None:
    reply = drafted(cast, Draft(body=OLD), Draft(body=NEW))
    assert restore(cast, reply, 2, " ") == 422
    assert reply.latest.number == 3


def test_the_page_says_whose_answers_a_restored_text_voids(cast: Cast) -> None:
    work = factories.part(cast, ReplyState.REVIEW)
    reply, signer = work.paper.reply, CoSignature.objects.get(reply=work.paper.reply).cosigner
    url = f"/replies/{reply.pk}/versions/1/restore/"
    review.send_back(reply.pk, act=act(cast.reviewer, factories.TUESDAY, "请再核对"))
    shown = look(cast.handler, url).content.decode()
    assert f"恢复后，{signer.name}、{cast.office_head.name}" in shown
    restore(cast, reply, 1, "改错了")
    shown = look(cast.handler, f"/replies/{reply.pk}/versions/2/restore/").content.decode()
    assert "不影响任何人" in shown


def test_a_text_on_its_way_is_not_restored(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.REVIEW).paper.reply
    assert restore(cast, reply, 1, "改错了") == 409


def test_how_much_a_version_changed_is_reckoned_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"/replies/{drafted(cast, Draft(body=OLD), Draft(body=NEW)).pk}/versions/"
    figures = [line["changed"] for line in look(cast.handler, url).context["lines"]]
    compared = []

    def watched(old: Text, new: Text) -> Difference:
        compared.append((old, new))
        return difference(old, new)

    monkeypatch.setattr(versions, "difference", watched)
    again = look(cast.handler, url).context
    assert [line["changed"] for line in again["lines"]] == figures
    assert figures[0] == "增 2 字，删 2 字"
    assert compared == [(again["old"].text, again["new"].text)]

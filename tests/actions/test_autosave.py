"""工作稿: what is typed is kept for its writer only, and one page never overwrites another."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from correspondence.actions import autosave, draft, sign
from correspondence.actions.act import Act
from correspondence.actions.autosave import GONE_AFTER, Page, Typed
from correspondence.actions.errors import Collision, Elsewhere, NotReady, TooLong
from correspondence.models import Reply, User, WorkingText
from correspondence.rules.states import ReplyState as R
from correspondence.rules.texts import LONGEST_BODY, Text
from tests.factories import TUESDAY, part
from tests.people import Cast, act

pytestmark = pytest.mark.django_db
FIRST, SECOND = Page(token="first"), Page(token="second")


@pytest.fixture
def reply(cast: Cast) -> Reply:
    return part(cast, R.DRAFT).paper.reply


def typed(reply: Reply, body: str = "", *, serial: int = 1, base: int = 0) -> Typed:
    text = reply.latest.text
    changed = replace(text, body=body or f"{text.body}\n新的一段")
    return Typed(text=changed, base=base or reply.latest.number, serial=serial)


def keep(cast: Cast, reply: Reply, what: Typed, page: Page = FIRST) -> WorkingText | None:
    return autosave.keep(reply.pk, typed=what, page=page, act=act(cast.handler, TUESDAY))


def save(
    cast: Cast, reply: Reply, text: Text, base: int | None = None, page: Page = FIRST
) -> object:
    return draft.save(
        reply.pk, text=text, base=base, page=page, act=act(cast.handler, TUESDAY, "修改")
    )


def with_body(reply: Reply, old: str, new: str) -> Text:
    return replace(reply.latest.text, body=reply.latest.body.replace(old, new))


def test_what_is_typed_is_kept_as_typed(cast: Cast, reply: Reply) -> None:
    row = keep(cast, reply, replace(typed(reply, "  甲 \n\n\n乙"), reason="补充"))
    assert row
    assert (row.body, row.reason, row.base) == ("  甲 \n\n\n乙", "补充", reply.latest.number)
    assert autosave.unsaved(cast.handler, reply.pk) == row
    assert autosave.unsaved(cast.colleague, reply.pk) is None


def test_keeping_makes_no_version(cast: Cast, reply: Reply) -> None:
    count = reply.versions.count()
    keep(cast, reply, typed(reply))
    assert reply.versions.count() == count


def test_a_text_that_equals_the_version_is_nothing_to_keep(cast: Cast, reply: Reply) -> None:
    keep(cast, reply, typed(reply))
    assert keep(cast, reply, typed(reply, "\n\n　　" + reply.latest.body, serial=2)) is None
    assert not WorkingText.objects.exists()


def test_a_request_that_was_overtaken_changes_nothing(cast: Cast, reply: Reply) -> None:
    keep(cast, reply, typed(reply, "后来的", serial=5))
    row = keep(cast, reply, typed(reply, "先前的", serial=4))
    assert row
    assert row.body == "后来的"


def test_another_page_that_has_seen_nothing_is_refused(cast: Cast, reply: Reply) -> None:
    keep(cast, reply, typed(reply, "第一个窗口"))
    with pytest.raises(Elsewhere) as refused:
        keep(cast, reply, typed(reply, "第二个窗口"), SECOND)
    assert refused.value.working.body == "第一个窗口"


def test_a_page_that_took_the_text_over_may_go_on_and_the_first_is_told(
    cast: Cast, reply: Reply
) -> None:
    row = keep(cast, reply, typed(reply, "第一个窗口"))
    assert row
    keep(cast, reply, typed(reply, "第二个窗口接着写"), replace(SECOND, knows=row.mark))
    with pytest.raises(Elsewhere):
        keep(cast, reply, typed(reply, "第一个窗口又写", serial=2))


def test_the_same_text_on_two_pages_is_no_quarrel(cast: Cast, reply: Reply) -> None:
    keep(cast, reply, typed(reply, "一样的"))
    assert keep(cast, reply, typed(reply, "一样的"), SECOND)


def test_a_body_beyond_the_limit_is_refused_with_the_limit(cast: Cast, reply: Reply) -> None:
    with pytest.raises(TooLong, match="正文有 200,000 字，超过上限 50,000 字"):
        keep(cast, reply, typed(reply, "长" * 200_000))
    assert keep(cast, reply, typed(reply, "长" * LONGEST_BODY))


def test_saving_ends_the_working_text_and_whatever_is_still_on_its_way(
    cast: Cast, reply: Reply
) -> None:
    late = typed(reply, "还在路上", serial=9)
    keep(cast, reply, typed(reply))
    save(cast, reply, typed(reply).text)
    assert keep(cast, reply, late) is None
    assert not WorkingText.objects.exists()


def test_saving_one_page_leaves_what_another_has_written(cast: Cast, reply: Reply) -> None:
    keep(cast, reply, typed(reply, "第二个窗口"), SECOND)
    save(cast, reply, typed(reply, "第一个窗口").text)
    row = autosave.unsaved(cast.handler, reply.pk)
    assert row
    assert row.body == "第二个窗口"


def test_who_may_not_write_keeps_nothing(cast: Cast, reply: Reply) -> None:
    for person in (cast.colleague, cast.reviewer, cast.auditor, cast.stranger.handler):
        with pytest.raises(PermissionDenied):
            autosave.keep(reply.pk, typed=typed(reply), page=FIRST, act=act(person, TUESDAY))


def test_an_open_page_still_keeps_its_text_after_the_document_has_moved_on(
    cast: Cast, reply: Reply
) -> None:
    autosave.arrive(reply.pk, page=FIRST, act=act(cast.handler, TUESDAY))
    draft.submit(reply.pk, act=act(cast.handler, TUESDAY))
    assert keep(cast, reply, typed(reply))
    with pytest.raises(PermissionDenied):
        keep(cast, reply, typed(reply), SECOND)


def test_a_working_text_stays_until_it_is_discarded(cast: Cast, reply: Reply) -> None:
    row = keep(cast, reply, typed(reply))
    assert row
    draft.submit(reply.pk, act=act(cast.handler, TUESDAY))
    assert autosave.unsaved(cast.handler, reply.pk)
    autosave.discard(reply.pk, page=Page(token="", knows=row.mark), act=act(cast.handler, TUESDAY))
    assert not WorkingText.objects.exists()


def test_what_was_written_since_is_not_discarded(cast: Cast, reply: Reply) -> None:
    row = keep(cast, reply, typed(reply))
    assert row
    keep(cast, reply, typed(reply, "又写", serial=2))
    old = Page(token="", knows=row.mark)
    with pytest.raises(Elsewhere):
        autosave.discard(reply.pk, page=old, act=act(cast.handler, TUESDAY))


def arrive(reply: Reply, person: User, page: Page, after: timedelta = timedelta()) -> list[str]:
    when = act(person, TUESDAY)
    later = Act(by=person, at=when.at + after)
    return [str(one.user) for one in autosave.arrive(reply.pk, page=page, act=later)]


def test_two_people_see_each_other_until_one_has_gone(cast: Cast) -> None:
    reply = part(cast, R.SIGNED).paper.reply
    other = User.objects.get(pk=cast.reviewer.pk)
    second = User.objects.create(username="kw.second", name="许闻笛", unit=other.unit)
    second.grants.create(role="reviewer")
    assert arrive(reply, other, FIRST) == []
    assert arrive(reply, second, SECOND) == [str(other)]
    assert arrive(reply, second, SECOND, GONE_AFTER + timedelta(seconds=1)) == []


def test_an_open_page_is_no_secret_to_its_owner(cast: Cast, reply: Reply) -> None:
    arrive(reply, cast.handler, FIRST)
    assert arrive(reply, cast.handler, SECOND) == [str(cast.handler)]
    save(cast, reply, typed(reply).text)
    assert arrive(reply, cast.handler, SECOND) == []


def test_a_page_that_was_reloaded_is_no_other_window(cast: Cast, reply: Reply) -> None:
    arrive(reply, cast.handler, FIRST)
    reloaded = replace(SECOND, left=FIRST.token)
    assert arrive(reply, cast.handler, reloaded) == []


def test_the_second_save_keeps_what_the_first_has_changed(cast: Cast, reply: Reply) -> None:
    base, text = reply.latest.number, reply.latest.text
    save(cast, reply, replace(text, body=f"开头\n{text.body}", note="此件公开发布"), base)
    save(cast, reply, replace(text, body=f"{text.body}\n结尾"), base)
    latest = reply.latest
    assert latest.body == f"开头\n{text.body}\n结尾"
    assert (latest.number, latest.note) == (base + 2, "此件公开发布")


def test_a_paragraph_changed_twice_is_asked_about_and_nothing_is_saved(
    cast: Cast, reply: Reply
) -> None:
    base, mine = reply.latest.number, with_body(reply, "认真", "逐条")
    save(cast, reply, with_body(reply, "认真", "仔细"), base)
    with pytest.raises(Collision) as asked:
        save(cast, reply, mine, base)
    assert "逐条" in asked.value.merge.conflicts[0].mine[0]
    assert "仔细" in asked.value.merge.conflicts[0].theirs[0]
    assert reply.latest.number == base + 1


def test_a_base_that_never_was_is_refused(cast: Cast, reply: Reply) -> None:
    with pytest.raises(NotReady, match="刷新"):
        save(cast, reply, typed(reply).text, base=99)


def test_a_corrected_slip_is_put_together_in_the_same_way(cast: Cast) -> None:
    reply = part(cast, R.SIGNED).paper.reply
    base, text = reply.latest.number, reply.latest.text
    for changed in (replace(text, note="此件公开"), with_body(reply, "认真", "逐条")):
        sign.correct(reply.pk, text=changed, base=base, page=FIRST, act=act(cast.reviewer, TUESDAY))
    assert (reply.latest.note, "逐条" in reply.latest.body) == ("此件公开", True)

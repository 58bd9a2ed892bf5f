"""What a person should hear of without a due day: a line under the bell, and a message."""

from collections.abc import Iterable
from datetime import date

from ..models import Assignment, CoSignature, Remark, Reminder, Reply, User
from ..rules.words import DeadlineKind, Role
from .act import Act
from .addressees import Addressees, StandIns
from .outbox import NEWS_STAGE

BACK = f"{NEWS_STAGE}back-"
"""The stages under which what goes back is news."""


def told_of_return(reply: Reply, key: str, act: Act) -> None:
    """Whoever signed or approved it, and the drafter, learn that it goes back; inside a move.

    As in every message only the case and the act are named; the reason stands on the page.
    """
    _tell(
        reply.assignment,
        _behind(reply) - {act.by},
        f"{BACK}return-{key}",
        "您签过的文稿已退回",
        act,
    )


def told_of_objection(reply: Reply, key: str, act: Act) -> None:
    """The same people learn that a co-signer objects, and the leaders that theirs is the word."""
    key = f"{BACK}objection-{key}"
    behind = _behind(reply) | {act.by}
    people = Addressees(act.day)
    wording = "您签过的文稿有会签人不同意"
    _tell(reply.assignment, behind - {act.by}, key, wording, act, stand_ins=people)
    wording = "会签有不同意见，请您协调，或者裁定分歧"
    deciders = _deciders(reply, people, act) - behind
    _tell(reply.assignment, deciders, key, wording, act, stand_ins=people)


def _deciders(reply: Reply, people: Addressees, act: Act) -> set[User]:
    """The leaders, or the chief where the only leader is the one who objects."""
    leaders = {*people.of(reply.assignment, [Role.LEADER])} - {act.by}
    return leaders or {*people.of(reply.assignment, [Role.CHIEF])}


def _behind(reply: Reply) -> set[User]:
    """Whoever answers for the text so far: co-signers, approvers, the drafter."""
    signed = reply.cosignatures.answered().select_related("cosigner")
    approved = reply.approvals.live().select_related("by")
    return {one.cosigner for one in signed} | {one.by for one in approved} | {reply.drafter}


def told_of_question(one: CoSignature, act: Act) -> None:
    """Whoever is asked to co-sign learns of it at once, with the day by which; inside a move."""
    again = one.reply.cosignatures.filter(cosigner=one.cosigner).exclude(pk=one.pk).exists()
    wording = "文稿有改动，请您重新会签" if again else "有文稿请您会签"
    kind = DeadlineKind.COSIGN
    key = question_key(one)
    _tell(one.reply.assignment, {one.cosigner}, key, wording, act, kind=kind, due_on=one.due_on)


def question_key(one: CoSignature) -> str:
    """The stage under which a question to co-sign is news."""
    return f"{NEWS_STAGE}ask-{one.pk}"


def told_of_lapse(reply: Reply, lapsed: Iterable[CoSignature], number: int, act: Act) -> None:
    """Whose answer the change of the text to this version has voided; inside a move."""
    people = {one.cosigner for one in lapsed} - {act.by}
    _tell(
        reply.assignment,
        people,
        f"{NEWS_STAGE}lapse-{number}-{reply.pk}",
        "正文有改动，您的会签已失效",
        act,
    )


def told_of_answer(remark: Remark, key: str, wording: str, act: Act) -> None:
    """Whoever asked about the text learns that there is an answer, once until it is read."""
    stage, person = f"{NEWS_STAGE}answer-{remark.reply_id}-", StandIns(act.day).present(remark.by)
    unread = Reminder.objects.noticed_by(person).filter(read_at__isnull=True)
    heard = unread.filter(assignment=remark.reply.assignment_id, stage__startswith=stage).exists()
    if remark.by_id != act.by.pk and not heard:
        _tell(remark.reply.assignment, {remark.by}, f"{stage}{key}", wording, act)


def told_of_opinion_back(part: Assignment, act: Act) -> None:
    """Whoever wrote an opinion learns that the leading unit asks for more; inside a move."""
    if part.handler is not None:
        key = f"{NEWS_STAGE}opinion-{part.round}"
        _tell(part, {part.handler}, key, "会办意见被退回，请补充后重新送出", act)


def _tell(
    part: Assignment,
    people: Iterable[User],
    key: str,
    wording: str,
    act: Act,
    *,
    kind: DeadlineKind | None = None,
    due_on: date | None = None,
    stand_ins: StandIns | None = None,
) -> None:
    stand_ins = stand_ins or StandIns(act.day)
    for person in people:
        Reminder.objects.get_or_create(
            assignment=part,
            stage=key,
            due_on=due_on or part.due_on,
            recipient=stand_ins.present(person),
            defaults={
                "kind": kind or part.due_kind,
                "wording": wording,
                "planned_at": act.at,
                "reached_on": act.day,
            },
        )

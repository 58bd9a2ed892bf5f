"""会签次序: who is asked to co-sign, in which group; one group after the other is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction

from ..models import CalendarDay, CoSignature, Reply, User
from ..rules.deadlines import cosign_due
from ..rules.moves import ReplyMove
from ..rules.states import AssignmentState, ReplyState
from ..rules.words import Part, Role, Verdict, Void
from .act import Act
from .errors import NotReady
from .move import follow, making
from .news import told_of_question
from .record import keep

#: Those of one group sign in parallel; the next group is asked when the former is complete.
Groups = Sequence[Sequence[User]]


@transaction.atomic
def arrange(reply_id: int, *, groups: Groups, act: Act) -> Reply:
    """安排会签: choose, take out or re-order those who have not answered yet."""
    act = replace(act, reason=act.reason or in_words(groups))
    with making(Reply, reply_id, ReplyMove.ARRANGE, act) as reply:
        place(reply, groups, act)
    call(Reply.objects.get(pk=reply_id), act)
    return Reply.objects.get(pk=reply_id)


def place(reply: Reply, groups: Groups, act: Act) -> None:
    """Make the questions fit these groups, inside a move; answers on this very text stay."""
    _check(reply, groups)
    wanted = {person: at for at, group in enumerate(groups, start=1) for person in group}
    for one in reply.cosignatures.live().select_related("cosigner"):
        group = wanted.pop(one.cosigner, None)
        if group is None:
            _leave_out(one, act)
        elif group != one.group:
            one.group = group
            keep(one, act, f"改为第 {group} 组会签")
    for person, group in wanted.items():
        keep(CoSignature(reply=reply, cosigner=person, group=group), act, f"第 {group} 组会签")


def ask_objectors_again(reply: Reply, groups: Groups, act: Act) -> None:
    """The old answer is kept beside the new question.

    An objector who is left out has not been heard, and the objection stands.
    """
    asked = {person.pk for group in groups for person in group}
    for objection in reply.cosignatures.live().filter(verdict=Verdict.OBJECTED):
        if objection.cosigner_id in asked:
            _void(objection, Void.ASKED_AGAIN, act)


def call(reply: Reply, act: Act) -> None:
    """Ask the group whose turn it is; with nobody left to ask go on to 核稿."""
    if reply.state != ReplyState.COSIGNING:
        return
    live = list(reply.cosignatures.live())
    turn = min((one.group for one in live if one.blocks), default=None)
    if turn is None:
        follow(reply, ReplyMove.FINISH_COSIGNING, act)
        return
    for one in live:
        if one.verdict == Verdict.PENDING and (one.asked_at is not None) != (one.group == turn):
            _ask(one, act) if one.group == turn else _let_wait(one, act)


def ask_anew(reply: Reply, act: Act) -> None:
    """Whoever had not answered when the document went back is asked again, with a new due day."""
    for one in reply.cosignatures.waiting():
        _let_wait(one, act)


def _ask(one: CoSignature, act: Act) -> None:
    """送会签: from now on the person is waited for, until a day that the rules set."""
    part = one.reply.assignment
    days = part.proposal.session.profile.on(act.day).cosign_days
    calendar = CalendarDay.objects.as_calendar()
    one.asked_at = act.at
    one.due_on = cosign_due(act.day, days, calendar, answer_due=part.due_on)
    keep(one, act, "送会签")
    told_of_question(one, act)


def _let_wait(one: CoSignature, act: Act) -> None:
    one.asked_at = one.due_on = None
    keep(one, act, "等待前一组会签")


def planned(reply: Reply) -> list[list[User]]:
    """The groups as they stand, with those whose answer a change of the text has voided."""
    rows = reply.cosignatures.select_related("cosigner__unit", "cosigner__office")
    last = {one.cosigner: one for one in rows.order_by("id")}
    groups: dict[int, list[User]] = {}
    for person, one in last.items():
        if one.voided_at is None or one.voided_for == Void.TEXT_CHANGED:
            groups.setdefault(one.group, []).append(person)
    return [groups[at] for at in sorted(groups)]


def in_words(groups: Groups) -> str:
    """第 1 组：张三、李四；第 2 组：王五."""
    named = ("、".join(person.name for person in group) for group in groups)
    return (
        "；".join(f"第 {at} 组：{names}" for at, names in enumerate(named, start=1)) or "无人会签"
    )


def _leave_out(one: CoSignature, act: Act) -> None:
    if one.verdict == Verdict.PENDING:
        _void(one, Void.LEFT_OUT, act)


def _void(one: CoSignature, why: Void, act: Act) -> None:
    one.voided_at, one.voided_for = act.at, why
    keep(one, act, why.label)


def _check(reply: Reply, groups: Groups) -> None:
    people = [person for group in groups for person in group]
    if reply.drafter in people:
        raise NotReady("拟稿人不能会签自己起草的文稿。", field="cosigners")
    _check_joint_units(reply, people)
    if unheard := [one.name for one in _objectors(reply) if one not in people]:
        names = "、".join(unheard)
        raise NotReady(f"{names}曾表示不同意，正文改动后须请其重新会签。", field="cosigners")


def _objectors(reply: Reply) -> Iterable[User]:
    """Those whose last word was an objection to an earlier text that nobody has decided on."""
    last: dict[int, CoSignature] = {}
    for one in reply.cosignatures.exclude(voided_for=Void.LEFT_OUT).order_by("id"):
        if one.verdict != Verdict.PENDING:
            last[one.cosigner_id] = one
    for one in last.values():
        decided = one.overridden_by_id is not None
        if one.verdict == Verdict.OBJECTED and one.voided_for == Void.TEXT_CHANGED and not decided:
            yield one.cosigner


def _check_joint_units(reply: Reply, cosigners: Sequence[User]) -> None:
    """公文处理条例 22: a joint document is co-signed by the person in charge of every unit."""
    assignment = reply.assignment
    if assignment.part != Part.JOINT or reply.state == ReplyState.DRAFT:
        return
    others = assignment.proposal.assignments.binding().filter(part=Part.JOINT)
    for other in others.exclude(pk=assignment.pk).select_related("unit"):
        if other.state in {AssignmentState.PENDING, AssignmentState.HAND_BACK_REQUESTED}:
            raise NotReady(f"{other.unit}尚未签收或正在申请退办，文件暂不能会签。")
        leaders = {one for one in cosigners if one.unit_id == other.unit_id}
        if not any(one.holds(Role.LEADER, Role.CHIEF) for one in leaders):
            raise NotReady(f"合办文件须由{other.unit}负责人会签，请加选。", field="cosigners")

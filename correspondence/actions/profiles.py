"""Rules of time limits get a new version, or a session gets other rules: previewed, then applied.

A version follows the one before from its effective day on; what started earlier keeps its term.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from ..models import CalendarDay, Deadline, Override, RuleProfile, RuleTerm, Session
from ..rules.deadlines import Term, due
from ..rules.words import REQUIRED_TERMS, ProposalKind, TermKey, Unit
from ..rules.workdays import Calendar
from . import footing, recount
from .act import Act
from .errors import NotReady
from .reckon import is_from_recess
from .record import enter, keep
from .recount import Reckoned, Shift

#: Days to compare two terms from: both ends of months of every length, and a leap day.
_STARTS = (date(2025, 1, 31), date(2025, 2, 28), date(2024, 2, 29), date(2025, 6, 30))
Choose = Callable[[Deadline], RuleTerm | None]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A version that is not kept yet: its settings, and its terms as rows not saved yet."""

    profile: RuleProfile
    terms: Sequence[RuleTerm]

    def term(self, kind: str, key: str) -> RuleTerm | None:
        return next(
            (one for one in self.terms if one.proposal_kind == kind and one.key == key), None
        )


def check(draft: Draft) -> None:
    """Raise NotReady with everything that makes no sense, each with the reason."""
    problems = []
    last = RuleProfile.objects.filter(code=draft.profile.code).order_by("effective_from").last()
    if last and draft.profile.effective_from <= last.effective_from:
        problems.append(f"施行日期应晚于现有版本的施行日期 {last.effective_from}。")
    for kind in ProposalKind:
        problems += _missing(draft, kind) or _wrong_caps(draft, kind)
    if problems:
        raise NotReady(*problems)


def preview(draft: Draft) -> list[Shift]:
    """Every open due day that would change under the new version; changes nothing."""
    return _shifts(_following(draft), lambda one: _of(draft, one))


@transaction.atomic
def publish(draft: Draft, *, act: Act) -> list[Shift]:
    """Keep the new version and move the due days that start under it."""
    footing.change()
    check(draft)
    keep(draft.profile, act)
    for term in draft.terms:
        term.profile = draft.profile
        keep(term, act)
    found = preview(draft)
    recount.apply(found, act)
    enter(
        draft.profile,
        act,
        name="publish_rules",
        label=f"发布时限规则 {draft.profile.version}",
        proposal=None,
        changed={"moved": [0, len(found)]},
    )
    return found


def preview_choice(session: Session, profile: RuleProfile) -> list[Shift]:
    """Every open due day of a session that would change under other rules; changes nothing."""
    versions: dict[date, Draft] = {}

    def choose(one: Deadline) -> RuleTerm | None:
        if one.base_on not in versions:
            version = profile.on(one.base_on)
            versions[one.base_on] = Draft(profile=version, terms=list(version.terms.all()))
        return _of(versions[one.base_on], one)

    return _shifts(_of_session(session), choose)


@transaction.atomic
def choose_for(session: Session, profile: RuleProfile, *, act: Act) -> list[Shift]:
    """Let a session follow these rules from now on, and move its open due days."""
    footing.change()
    found = preview_choice(session, profile)
    before = session.profile.name
    session.profile = profile
    keep(session, act)
    recount.apply(found, act)
    enter(
        session,
        act,
        name="choose_rules",
        label="选用时限规则",
        proposal=None,
        changed={"profile": [before, profile.name], "moved": [0, len(found)]},
    )
    return found


def _following(draft: Draft) -> QuerySet[Deadline]:
    """The open due days of terms that start under this version."""
    return recount.running().filter(
        assignment__proposal__session__profile__code=draft.profile.code,
        base_on__gte=draft.profile.effective_from,
    )


def _of_session(session: Session) -> QuerySet[Deadline]:
    return recount.running().filter(assignment__proposal__session=session)


def _missing(draft: Draft, kind: ProposalKind) -> list[str]:
    return [
        f"{kind.label}缺少“{key.label}”的期限。"
        for key in REQUIRED_TERMS
        if draft.term(kind, key) is None
    ]


def _wrong_caps(draft: Draft, kind: ProposalKind) -> list[str]:
    """An extension that may not even reach the due day it extends."""
    cap = draft.term(kind, TermKey.EXTENSION_CAP)
    limits = [draft.term(kind, key) for key in (TermKey.REPLY, TermKey.REPLY_RECESS)]
    return [
        f"{kind.label}：“{TermKey.EXTENSION_CAP.label}”（{cap.as_term()}）"
        f"短于“{TermKey(limit.key).label}”（{limit.as_term()}），延期上限不能短于期限本身。"
        for limit in limits
        if cap and limit and _is_shorter(cap.as_term(), limit.as_term())
    ]


def _is_shorter(one: Term, other: Term) -> bool:
    calendar = Calendar()
    return any(
        due(start, one, calendar).computed_on < due(start, other, calendar).computed_on
        for start in _STARTS
    )


def _of(draft: Draft, deadline: Deadline) -> RuleTerm | None:
    """The term of this version that a due day follows; None for one that was resumed."""
    if deadline.override == Override.RESUMED:
        return None
    proposal = deadline.assignment.proposal
    kind, key = proposal.kind, deadline.term_key
    if key == TermKey.REPLY and is_from_recess(proposal):
        return draft.term(kind, TermKey.REPLY_RECESS) or draft.term(kind, key)
    return draft.term(kind, key)


def _shifts(concerned: QuerySet[Deadline], choose: Choose) -> list[Shift]:
    reckoning = recount.reckoning(CalendarDay.objects.as_calendar())

    def reckon(one: Deadline) -> Reckoned | None:
        rule = choose(one)
        if rule is None:
            return None
        term = Term(rule.amount, Unit(rule.unit), rule.article, rule.roll_forward)
        same = term == one.term
        return Reckoned(reckoning(one.base_on, term), None if same else rule)

    return recount.shifts(concerned, reckon)

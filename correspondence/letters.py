"""Reply → Letter: the only place where what is kept meets the printed page."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache

from .gongwen import Form, Letter, to_pdf
from .gongwen.lint import case as linted
from .gongwen.lint import lint, waiving
from .gongwen.lint.finding import Finding, Severity
from .models import Assignment, Reply, SignatoryAnswer, Unit, UnitKind, Waiver
from .rules.states import OPINION_IN
from .rules.texts import Text
from .rules.wording import Case
from .rules.words import Body, Part, ProposalKind, ReplyKind

#: Fields of the letter that are filled when it is numbered, signed and issued, not by the drafter.
_LATER = frozenset({"number", "dated", "printed_on", "issuer", "signatories", "printer"})
_FIELDS = {"title": "标题", "recipient": "主送", "body": "正文", "copies": "抄送", "note": "附注"}
#: A sample's pages are asked for one by one, in seconds.
SAMPLE_KEPT = 10 * 60


@dataclass(frozen=True)
class Checked:
    """A finding, with the words it is about and what somebody said to set it aside."""

    finding: Finding
    #: By this a waiver knows its finding again.
    mark: str
    passage: str
    waiver: Waiver | None

    @property
    def is_placed(self) -> bool:
        """Whether it is about one paragraph or a short field, not about the body as a whole."""
        return self.finding.paragraph > 0 or self.finding.field != "body"

    @property
    def place(self) -> str:
        """正文第 3 段."""
        name = _FIELDS.get(self.finding.field.partition("[")[0], "")
        at = self.finding.paragraph
        return f"{name}第 {at} 段" if at and self.finding.field == "body" else name

    @property
    def may_be_waived(self) -> bool:
        return waiving.may_be_waived(self.finding)

    @property
    def blocks(self) -> bool:
        """Whether 核稿 cannot be passed before it is mended, or set aside with a reason."""
        return self.waiver is None and self.finding.severity is not Severity.HINT


def case_of(reply: Reply) -> Case:
    """What the text of this reply must agree with."""
    proposal = reply.assignment.proposal
    return Case(
        session=proposal.session.name,
        number=proposal.number,
        title=proposal.title,
        kind=ProposalKind(proposal.kind),
        recipients=recipients(reply),
        reply_kind=ReplyKind(reply.kind),
        self_reference=reply.assignment.unit.self_reference or "我单位",
    )


def recipients(reply: Reply) -> list[str]:
    """Whom the reply addresses: every deputy who signed, or the leading unit."""
    proposal = reply.assignment.proposal
    if reply.kind == ReplyKind.ASSIST_OPINION:
        leads = proposal.assignments.binding().filter(part=Part.LEAD)
        return [lead.unit.short_name for lead in leads]
    signed = proposal.signatories.exclude(answer=SignatoryAnswer.DECLINED)
    return [signatory.deputy.salutation for signatory in signed.select_related("deputy")]


def copies(assignment: Assignment) -> list[str]:
    """抄送: the office that handed out and the one that supervises (第二十条)."""
    conference = assignment.proposal.session.body == Body.CONFERENCE
    kinds = (
        UnitKind.HANDING_OUT_OFFICE,
        UnitKind.CONFERENCE_OFFICE if conference else UnitKind.CONGRESS_OFFICE,
    )
    units = Unit.objects.filter(kind__in=kinds)
    ordered = sorted(units, key=lambda unit: kinds.index(UnitKind(unit.kind)))
    return [unit.copy_name or unit.short_name for unit in ordered]


def to_letter(reply: Reply, text: Text) -> Letter:
    """The letter with this text as it stands: without number and dates while it has none."""
    unit = reply.assignment.unit
    opinion = reply.kind == ReplyKind.ASSIST_OPINION
    return Letter(
        issuer=unit.issuer_mark or unit.name,
        number=reply.number,
        title=text.title,
        recipient=text.recipient,
        body=text.body,
        signatories=_signatories(reply),
        dated=reply.dated,
        form=Form.LETTER if opinion else Form.DOCUMENT,
        note=text.note,
        copies=tuple(line for line in text.copies.split("\n") if line),
        printer="" if opinion else unit.printer,
        printed_on=None if opinion else reply.issued_on,
    )


def findings(reply: Reply, letter: Letter) -> tuple[Checked, ...]:
    """What the drafter should change or look at, the letter compared with its case.

    Those that were set aside with a reason are among them, with the reason.
    """
    case = case_of(reply)
    expected = linted.Case(
        session=case.session,
        proposal_number=case.number,
        recipients=tuple(case.recipients),
        signed_on=reply.signed_on,
        assisting=_assisting(reply),
    )
    waived = {one.mark: one for one in reply.waivers.live().select_related("by")}
    return tuple(
        Checked(one, mark, waiving.passage(letter, one), waived.get(mark))
        for one in lint(letter, expected)
        if one.field.partition("[")[0] not in _LATER
        for mark in (waiving.mark(letter, one),)
    )


def checked(reply: Reply, text: Text) -> tuple[Checked, ...]:
    """The same for a text of the reply."""
    return findings(reply, to_letter(reply, text))


def sample(reply: Reply, text: Text) -> bytes:
    """The PDF this text would make now, kept only until its pages have been looked at.

    Raises gongwen.LayoutError.
    """
    letter = to_letter(reply, text)
    key = f"sample-{hashlib.sha256(letter.to_json().encode()).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = to_pdf(letter)
        cache.set(key, kept, SAMPLE_KEPT)
    return kept


def _assisting(reply: Reply) -> tuple[str, ...]:
    """The units whose opinion is in, under all their names (第十七条); none for an opinion."""
    if not reply.assignment.answers:
        return ()
    parts = reply.assignment.proposal.assignments.filter(
        part=Part.ASSIST, state__in=sorted(OPINION_IN)
    )
    return tuple(f"{one.unit.short_name}、{one.unit.name}" for one in parts.select_related("unit"))


def _signatories(reply: Reply) -> tuple[str, ...]:
    """署名: the unit's full name; 合办 units sign together, the drafting one first."""
    own = reply.assignment
    if own.part != Part.JOINT:
        return (own.unit.name,)
    others = own.proposal.assignments.binding().filter(part=Part.JOINT).exclude(pk=own.pk)
    return (own.unit.name, *(other.unit.name for other in others.select_related("unit")))

"""What speaks for itself beside a text: the checks of form and wording, the assisting units."""

from ..gongwen.finding import Finding, Severity
from ..letters import findings, to_letter
from ..models import Reply, User
from ..rules.states import AssignmentState
from ..rules.words import Part

_TONES = {Severity.ERROR: "overdue", Severity.WARNING: "soon", Severity.HINT: "waiting"}
_FIELDS = {"title": "标题", "recipient": "主送", "body": "正文", "copies": "抄送", "note": "附注"}


def findings_of(reply: Reply) -> list[dict[str, object]]:
    """What should be changed or looked at in the latest text, the gravest first."""
    gravest = list(Severity).index
    found = sorted(
        findings(reply, to_letter(reply, reply.latest.text)), key=lambda one: gravest(one.severity)
    )
    return [{"finding": one, "tone": _TONES[one.severity], "where": _where(one)} for one in found]


def opinions_of(reply: Reply, user: User) -> list[dict[str, object]]:
    """What each assisting unit has said, or that it is still waited for."""
    if not reply.assignment.answers:
        return []
    parts = reply.assignment.proposal.assignments.binding().filter(part=Part.ASSIST)
    sent = Reply.objects.visible_to(user).live().filter(assignment__in=parts).order_by("round")
    documents = {one.assignment_id: one for one in sent}
    return [
        {
            "unit": part.unit,
            "state": AssignmentState(part.state),
            "waived": part.waived_reason,
            "opinion": documents.get(part.pk),
            "lines": _lines(documents.get(part.pk)),
        }
        for part in parts.select_related("unit").order_by("pk")
    ]


def _lines(opinion: Reply | None) -> list[str]:
    return opinion.latest.body.split("\n") if opinion else []


def _where(one: Finding) -> str:
    field = _FIELDS.get(one.field, "")
    return f"{field}第 {one.paragraph} 段" if one.paragraph and field else field

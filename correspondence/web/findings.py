"""What speaks for itself beside a text: the checks of form and wording, the assisting units."""

from dataclasses import asdict, replace
from typing import Any

from ..actions.act import day_of
from ..gongwen import Letter
from ..gongwen.lint.finding import Severity
from ..gongwen.places import text_at
from ..letters import Checked, checked, findings
from ..models import Reply, User, Waiver
from ..rules.states import AssignmentState
from ..rules.words import Part

_TONES = {Severity.ERROR: "overdue", Severity.WARNING: "soon", Severity.HINT: "waiting"}


def findings_of(reply: Reply) -> list[dict[str, Any]]:
    """What should be changed or looked at in the latest text, the gravest first.

    What was set aside with a reason comes last.
    """
    gravest = list(Severity).index
    found = sorted(
        checked(reply, reply.latest.text),
        key=lambda one: (one.waiver is not None, gravest(one.finding.severity)),
    )
    return [{"found": one, "tone": _TONES[one.finding.severity]} for one in found]


def as_json(reply: Reply, letter: Letter) -> list[dict[str, object]]:
    """The same for the editor's script, in the order of the rules."""
    return [_shown(one, letter) for one in findings(reply, letter)]


def waivers_of(reply: Reply) -> list[dict[str, object]]:
    """What was set aside on the way of the document, and whether that still means anything."""
    rows = list(reply.waivers.select_related("by", "withdrawn_by", "version"))
    found = {one.mark for one in checked(reply, reply.latest.text)} if rows else set()
    return [
        {"waiver": one, "lapsed": one.withdrawn_at is None and one.mark not in found}
        for one in rows
    ]


def opinions_of(reply: Reply, user: User) -> list[dict[str, object]]:
    """What each assisting unit has said, or that it is still waited for."""
    if not reply.assignment.answers:
        return []
    parts = reply.assignment.proposal.assignments.binding().filter(part=Part.ASSIST)
    sent = Reply.objects.visible_to(user).live().filter(assignment__in=parts).with_body()
    documents = {one.assignment_id: one for one in sent.order_by("round")}
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
    return opinion.body.split("\n") if opinion else []


def _shown(one: Checked, letter: Letter) -> dict[str, object]:
    """A finding with the words it is about, by which a page knows if they still stand there."""
    found, fix = one.finding, one.finding.fix
    lines = text_at(letter, found.field).split("\n")
    line = lines[found.paragraph - 1] if 0 < found.paragraph <= len(lines) else ""
    field, _, place = found.field.partition("[")
    if place:
        # On the page the names of 抄送 are the lines of one field.
        found = replace(found, field=field, paragraph=int(place.partition("]")[0]) + 1)
    return asdict(found) | {
        "before": line[fix.start : fix.end] if fix else "",
        "mark": one.mark,
        "waivable": one.may_be_waived,
        "waived": _waived(one.waiver) if one.waiver else None,
    }


def _waived(waiver: Waiver) -> dict[str, object]:
    day = day_of(waiver.at)
    return {"pk": waiver.pk, "by": waiver.by.name, "on": f"{day}", "reason": waiver.reason}

"""文稿: the page of one document, its pages as pictures, and the document itself."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..access import sees_making, state_of
from ..gongwen import LayoutError, PdfError, page_count
from ..letters import sample
from ..models import Delivery, Feedback, IssuedDocument, Reply
from ..rules.states import FROZEN
from ..rules.words import DeliveryWay, Openness, Outcome, ReplyKind, Satisfaction
from .pictures import LARGE, WIDTH, picture
from .request import SignedIn, signed_in
from .rows import reply_seen_by, title_of
from .standing import from_outside, standing
from .unsaved import unsaved_of


@signed_in
def show(request: SignedIn, pk: int) -> HttpResponse:
    """Where the document stands, who has signed what, and how it looks; to others, how it looks."""
    reply = _visible(request, pk)
    inside = sees_making(request.user, reply)
    context = {
        "reply": reply,
        "inside": inside,
        "unsaved": unsaved_of(request.user, reply),
        "title": title_of(reply),
        "kind": ReplyKind(reply.kind).label,
        "state": state_of(reply),
        "pairs": _facts(reply, inside=inside),
        "deliveries": _deliveries(reply),
        "feedback": _feedback(request, reply),
        "frozen": reply.state in FROZEN,
        **(standing(request, reply) if inside else from_outside(request, reply)),
        **pages_of(reply),
    }
    return render(request, "replies/show.html", context)


@signed_in
def document(request: SignedIn, pk: int) -> HttpResponse:
    """The PDF: the frozen bytes once issued, a sample of the latest text before."""
    reply = _visible(request, pk)
    answer = HttpResponse(_pdf(reply), content_type="application/pdf")
    name = f"{reply.number or title_of(reply)}.pdf"
    answer.headers["Content-Disposition"] = _as_file(name, download="save" in request.GET)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@signed_in
def page(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """One page as a picture. Its address carries the text's digest, so it may be kept."""
    reply = _visible(request, pk)
    try:
        png = picture(_pdf(reply), number, width=LARGE if "large" in request.GET else WIDTH)
    except PdfError as missing:
        raise Http404 from missing
    answer = HttpResponse(png, content_type="image/png")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _visible(request: SignedIn, pk: int) -> Reply:
    return reply_seen_by(request.user, pk, "drafter", "signed_by")


def _pdf(reply: Reply) -> bytes:
    """Issued documents are never rendered again."""
    if reply.state in FROZEN:
        return bytes(IssuedDocument.objects.get(reply=reply).pdf)
    return sample(reply, reply.latest.text)


def _as_file(name: str, *, download: bool) -> str:
    return f"{'attachment' if download else 'inline'}; filename*=UTF-8''{quote(name)}"


def pages_of(reply: Reply) -> dict[str, object]:
    """The pages, or why the text cannot be set: the page of the document opens all the same."""
    try:
        count = page_count(_pdf(reply))
    except LayoutError as layout:
        return {"pages": [], "problem": str(layout)}
    mark = reply.pdf_sha256 or f"{reply.latest.digest}{reply.state}"
    return {"pages": [_page(reply, number, mark[:16]) for number in range(1, count + 1)]}


def _page(reply: Reply, number: int, mark: str) -> dict[str, object]:
    url = f"{reverse('page', args=[reply.pk, number])}?v={mark}"
    return {
        "number": number,
        "url": url,
        "large": f"{url}&large",
        "width": WIDTH,
        "height": round(WIDTH * 297 / 210),
    }


def _facts(reply: Reply, *, inside: bool) -> list[dict[str, object]]:
    """What is known of the document; who wrote and signed it is the house's own business."""
    version = reply.latest
    own: list[tuple[str, object]] = [
        ("拟稿人", reply.drafter.name),
        ("签发人", reply.signed_by.name if reply.signed_by else ""),
        ("签发日期", reply.signed_on),
    ]
    facts: list[tuple[str, object]] = [
        *(own if inside else []),
        ("办理结果", Outcome(version.outcome).label if version.outcome else ""),
        ("承诺解决时限", version.promised_on),
        ("公开属性", Openness(version.openness).label if version.openness else ""),
        ("不主动公开的理由", version.openness_reason),
        ("成文日期", reply.dated),
        ("发文字号", reply.number),
        ("用印日期", reply.sealed_on),
        ("印发日期", reply.issued_on),
        ("送达日期", reply.delivered_on),
        ("公开日期", reply.published_on),
        ("撤销理由", reply.revoked_reason),
        ("正本校验值", reply.pdf_sha256),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _deliveries(reply: Reply) -> list[dict[str, object]]:
    rows: list[Delivery] = list(reply.deliveries.all())
    return [{"delivery": row, "way": DeliveryWay(row.way).label if row.way else ""} for row in rows]


def _feedback(request: SignedIn, reply: Reply) -> list[dict[str, object]]:
    """A deputy reads the own answers only; the unit and the offices read all of them."""
    rows = Feedback.objects.filter(reply=reply).select_related("deputy")
    if hasattr(request.user, "deputy"):
        rows = rows.filter(deputy=request.user.deputy)
    return [
        {
            "feedback": one,
            "attitude": Satisfaction(one.attitude).label,
            "result": Satisfaction(one.result).label,
        }
        for one in rows
    ]

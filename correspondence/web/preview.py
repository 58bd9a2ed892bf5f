"""While one drafts: the finished pages, what should be looked at, and pasted text made clean.

Nothing here is kept. The answers are JSON for static/editor/.
"""

import base64
from collections.abc import Sequence
from dataclasses import asdict

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from .. import access
from ..actions.autosave import may_write
from ..gongwen import LayoutError, clean
from ..gongwen.clean import tidy
from ..gongwen.preview import Sheet, picture, sheets, trouble
from ..letters import to_letter
from ..models import Reply
from ..rules.moves import ReplyMove
from .draft import SaveForm
from .findings import as_json
from .request import SignedIn, signed_in
from .rows import reply_seen_by
from .text_form import LONGEST

#: Points a picture of a page may be wide: from a phone to a sharp large screen.
NARROWEST, WIDEST = 320, 1600
#: Pages drawn for one answer at most, so that it stays quick however long the text is.
AT_ONCE = 5


@signed_in
@require_POST
def preview(request: SignedIn, pk: int) -> HttpResponse:
    """The pages of what has been typed so far; pictures of those asked for, unless known already.

    `known` lists the keys of the pages the browser has, `near` the place the pictures are wanted
    for: a paragraph and a character, both from 1.
    """
    reply = _written_by(request, pk)
    form = SaveForm(request.POST, row=reply, user=request.user)
    form.is_valid()
    letter = to_letter(reply, form.text)
    answer: dict[str, object] = {"findings": as_json(reply, letter)}
    try:
        answer |= _pages(request, sheets(letter))
    except LayoutError as reason:
        answer["trouble"] = asdict(trouble(letter, reason))
    return JsonResponse(answer)


@signed_in
@require_POST
def cleaned(request: SignedIn, pk: int) -> HttpResponse:
    """Pasted text as clean paragraphs, and every change that was made.

    `whole=yes` says that its paragraphs are known to be whole: then nothing is joined.
    """
    _written_by(request, pk)
    text = request.POST.get("text", "")
    if len(text) > LONGEST:
        return JsonResponse({"problem": f"一次最多粘贴 {LONGEST:,} 字"}, status=413)
    done = tidy(text) if request.POST.get("whole") == "yes" else clean(text)
    return JsonResponse({"text": done.text, "changes": [asdict(one) for one in done.changes]})


def _written_by(request: SignedIn, pk: int) -> Reply:
    """The reply, if this person may write its text now."""
    reply = reply_seen_by(request.user, pk)
    if not may_write(request.user, reply):
        access.require(request.user, reply, ReplyMove.SAVE)
    return reply


def _pages(request: SignedIn, pages: Sequence[Sheet]) -> dict[str, object]:
    known = set(request.POST.get("known", "").split(","))
    width = min(max(_number(request, "width", 900), NARROWEST), WIDEST)
    order = _nearest(pages, (_number(request, "paragraph", 1), _number(request, "character", 1)))
    wanted = [at for at in order if pages[at].key not in known][: _number(request, "most", AT_ONCE)]
    return {
        "pages": [
            {
                "key": page.key,
                "lines": [(line.top, line.paragraph, line.character) for line in page.lines],
            }
            for page in pages
        ],
        "pictures": {pages[at].key: _as_text(picture(pages[at], width=width)) for at in wanted},
    }


def _nearest(pages: Sequence[Sheet], place: tuple[int, int]) -> list[int]:
    """The pages in the order in which they are wanted: the one with the place, then around it."""
    starts = [
        (page.lines[0].paragraph, page.lines[0].character) if page.lines else (LONGEST, 0)
        for page in pages
    ]
    here = max((at for at, start in enumerate(starts) if start <= place), default=0)
    return sorted(range(len(pages)), key=lambda at: (abs(at - here), -at))


def _number(request: SignedIn, name: str, default: int) -> int:
    text = request.POST.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or len(text) > 6:
        raise Http404
    return int(text)


def _as_text(png: bytes) -> str:
    return base64.b64encode(png).decode("ascii")

"""Word: a DOCX goes into the editor, shown first with all that changes; a text comes out as one."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from .. import access
from ..gongwen import LayoutError
from ..gongwen.docx.open import LARGEST_FILE, MB
from ..gongwen.docx.read import Taken, read_docx
from ..gongwen.docx.write import to_docx
from ..gongwen.errors import DocxError
from ..letters import to_letter
from ..models import Reply
from ..rules.moves import ReplyMove
from ..rules.texts import Text
from .draft import SaveForm
from .request import SignedIn, signed_in
from .rows import reply_seen_by, title_of
from .text_form import LONGEST

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Changes shown one by one; the rest is counted.
MOST_CHANGES = 40
_FIELDS = (
    ("title", "标题"),
    ("recipient", "主送"),
    ("body", "正文"),
    ("copies", "抄送"),
    ("note_line", "附注"),
)


class FileForm(forms.Form):
    """One file, of any name: its content decides."""

    file = forms.FileField(
        label="Word 文档",
        allow_empty_file=True,  # told as every other file that is none
        error_messages={"required": "没有收到文件，请重新选择。"},
    )


@signed_in
def word(request: SignedIn, pk: int) -> HttpResponse:
    """The tab; on POST what a file would put into the editor. Nothing is kept here."""
    reply = reply_seen_by(request.user, pk)
    context: dict[str, object] = {
        "reply": reply,
        "limit": LARGEST_FILE,
        "limit_mb": LARGEST_FILE // MB,
    }
    if request.method == "POST":
        access.require(request.user, reply, ReplyMove.SAVE)
        return render(request, "sources/_word_taken.html", context | _taken(request))
    context["may_import"] = ReplyMove.SAVE in access.moves_open_to(request.user, reply)
    return render(request, "sources/_word.html", context)


@signed_in
def export(request: SignedIn, pk: int) -> HttpResponse:
    """A version as DOCX; on POST the text as it stands on the screen, saved or not."""
    reply = reply_seen_by(request.user, pk)
    try:
        made = to_docx(to_letter(reply, _text(request, reply)))
    except LayoutError as layout:
        return HttpResponse(str(layout), status=422, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(made, content_type=WORD)
    name = quote(f"{reply.number or title_of(reply)}.docx")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _text(request: SignedIn, reply: Reply) -> Text:
    if request.method == "POST":
        form = SaveForm(request.POST, row=reply, user=request.user)
        form.is_valid()
        return form.text
    asked = request.GET.get("version", "")
    if not asked:
        return reply.latest.text
    if not asked.isdecimal() or len(asked) > 6:
        raise Http404
    return get_object_or_404(reply.versions, number=int(asked)).text


def _taken(request: SignedIn) -> dict[str, Any]:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"problem": "；".join(str(one) for one in form.errors["file"])}
    file = form.cleaned_data["file"]
    try:
        taken = read_docx(file.file, file.name or "")
    except DocxError as refused:
        return {"problem": str(refused), "name": file.name}
    return {
        "name": file.name,
        "taken": taken,
        "too_long": _too_long(len(taken.body)),
        "fields": _fields(taken),
        "changes": taken.changes[:MOST_CHANGES],
        "more": max(len(taken.changes) - MOST_CHANGES, 0),
    }


def _too_long(length: int) -> str:
    if length <= LONGEST:
        return ""
    return (
        f"文件的正文有 {length:,} 字，一份文稿最多保存 {LONGEST:,} 字。"
        "请在文件中分成几件，或者把一部分改作附件；放进来之后，也要删减才能保存。"
    )


def _fields(taken: Taken) -> list[dict[str, str]]:
    """What was found for each field of the editor."""
    values = {
        "title": taken.title,
        "recipient": taken.recipient,
        "body": taken.body,
        "copies": "\n".join(taken.copies),
        "note_line": taken.note,
    }
    return [
        {"name": name, "label": label, "value": values[name]}
        for name, label in _FIELDS
        if values[name]
    ]

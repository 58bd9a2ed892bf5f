"""More is sent than is taken in at once: a page, or an answer for a script, says how much."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
MB = 1024 * 1024
#: So much of what was refused is still read, in pieces: a browser hears no answer while it sends.
DRAINED, PIECE = 64 * MB, MB


class RefuseTooMuch:
    """Looks at what was sent before anything else does, and answers 413 when it is too much.

    Stands behind the middleware that knows the visitor, so that the page is one of the site's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            if request.method == "POST":
                request.POST  # noqa: B018  # parsed on first sight
        except TOO_MUCH as refusal:
            return _refused(request, words_for(refusal))
        return self.get_response(request)


def words_for(refusal: Exception) -> str:
    """Which limit it was, and what to do."""
    match refusal:
        case TooManyFieldsSent():
            limit = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
            return f"一次最多提交 {limit:,} 项，请少选一些，分几次办理。"
        case TooManyFilesSent():
            limit = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            return f"一次最多上传 {limit:,} 个文件，请分几次上传。"
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MB
    return f"一次提交的文字最多 {limit} MB，请删减，或者把较长的部分改作附件。"


def _refused(request: HttpRequest, words: str) -> HttpResponse:
    _drain(request)
    # A browser that opens a page asks for HTML by name; the scripts of a page do not.
    if "text/html" in request.headers.get("Accept", "text/html"):
        return render(request, "413.html", {"words": words}, status=413)
    answer = {"reason": "too_long", "words": words, "problem": words}
    return JsonResponse(answer, status=413)


def _drain(request: HttpRequest) -> None:
    try:
        for _ in range(DRAINED // PIECE):
            if not request.read(PIECE):
                return
    except UnreadablePostError:
        return

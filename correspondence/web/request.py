"""What every page knows of its visitor, and how a refused act is answered."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..access import state_of
from ..actions.act import Act, day_of
from ..actions.errors import WrongState
from ..models import CalendarDay, User
from ..rules.workdays import Calendar
from .rows import KINDS, title_of, url_of
from .sent import for_the_signed_in

Answer = Callable[[HttpRequest], HttpResponse]


class SignedIn(HttpRequest):
    """A request whose person is known."""

    user: User


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only people who have signed in get to the page."""
    return for_the_signed_in(view)  # type: ignore[return-value]  # pages only, no streams


def today() -> date:
    """The day it is in Shanghai."""
    return day_of(timezone.now())


def calendar(request: HttpRequest) -> Calendar:
    """The working-day calendar, read once a request."""
    known: Calendar | None = getattr(request, "_calendar", None)
    if known is None:
        known = CalendarDay.objects.as_calendar()
        request._calendar = known  # type: ignore[attr-defined]  # ours, for this request only
    return known


def act(request: SignedIn, reason: str = "") -> Act:
    """An act of this visitor, now; on the text that was on the page, if the page said which."""
    seen = request.POST.get("seen", "")
    return Act(by=request.user, at=timezone.now(), reason=reason, seen=seen)


class AnswerRefusals:
    """Of a move that is no longer open a page says what is the case now (409); both lead back."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match exception:
            case WrongState():
                return _too_late(request, exception)
            case PermissionDenied():
                return _forbidden(request, str(exception))
        return None


def _too_late(request: HttpRequest, refusal: WrongState) -> HttpResponse:
    row = type(refusal.row)._default_manager.get(pk=refusal.row.pk)
    context = {
        "row_title": title_of(row),
        "state": state_of(row),
        "back_url": url_of(row),
    }
    return render(request, "409.html", context, status=409)


def _forbidden(request: HttpRequest, reason: str) -> HttpResponse | None:
    """Whoever may not make a move is led back to its row, which they may see."""
    here = request.resolver_match
    if here is None or here.url_name != "move":
        return None
    row = KINDS[here.kwargs["kind"]]._default_manager.get(pk=here.kwargs["pk"])
    context = {"reason": reason, "back_url": url_of(row)}
    return render(request, "403.html", context, status=403)


def page_number(request: HttpRequest) -> int:
    """The page asked for; anything else than a number does not exist."""
    asked = request.GET.get("page", "1")
    if not asked.isdecimal() or int(asked) < 1:
        raise Http404
    return int(asked)

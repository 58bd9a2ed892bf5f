"""What was sent and could not be taken, or was: the browser keeps what was typed until it was.

A form that is sent after the session has ended or with an old token is not carried through the
sign-in by the server: the browser has a copy of its own, by person (`static/typed.js`), which
fills the form again, to be sent once more on purpose and by nobody else. The server only leads
back to the page of the form, and tells the browser which forms have arrived.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

Answer = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponseBase]
#: The addresses of forms that have arrived, for the next page's script; the newest last.
ARRIVED = "arrived"
MOST_ARRIVED, SECONDS = 8, 600


def stood_on(request: HttpRequest) -> str:
    """The page one was on: for something sent the page of its form, as the browser names it."""
    came_from = request.headers.get("Referer", "")
    if request.method != "POST" or not url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    ):
        return request.get_full_path()
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def asked_back(request: HttpRequest) -> str:
    """The page of this site to which the page or the form asked to be led back; empty if none."""
    here = request.POST.get("next") or request.GET.get("next", "")
    local = here.startswith("/") and url_has_allowed_host_and_scheme(here, None)
    return here if local else ""


def for_the_signed_in(view: View) -> View:
    """Anybody else is asked to sign in and led back to the page; what was sent is said to wait."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return _ask_to_sign_in(request)

    return answer


def old_token(request: HttpRequest, **_reason: str) -> HttpResponse:
    """A form whose page is older than the last sign-in, or was not made here: nothing is done."""
    if request.user.is_authenticated or request.path == settings.LOGIN_URL:
        return render(request, "403_csrf.html", {"back_url": stood_on(request)}, status=403)
    return _ask_to_sign_in(request)


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    asked = redirect_to_login(stood_on(request))
    if request.method == "POST":
        asked.headers["Location"] += "&unsent=1"
    return asked


class TellWhatArrived:
    """A form that was carried out answers with another page: its address goes into a cookie."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        led_on = response.status_code in (302, 303) and request.method == "POST"
        if led_on and request.user.is_authenticated:
            known = [one for one in request.COOKIES.get(ARRIVED, "").split("|") if one]
            paths = [*known[1 - MOST_ARRIVED :], quote(request.path, safe="")]
            response.set_cookie(
                ARRIVED,
                "|".join(paths),
                max_age=SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response

"""Pages that not everybody has: whoever does not see the place in the left column gets none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from .places import PLACES
from .request import SignedIn

View = Callable[..., HttpResponseBase]


def keeping(place: str) -> Callable[[View], View]:
    """A page of this place that also changes something; for anybody else it does not exist."""
    roles = next(one.roles for one in PLACES if one.name == place)

    def guarded(view: View) -> View:
        @wraps(view)
        def answer(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.holds(*roles):
                raise Http404
            return view(request, *args, **kwargs)

        return login_required(answer)

    return guarded


def reading(place: str) -> Callable[[View], View]:
    """A page of this place that only reads; for anybody else it does not exist."""
    roles = next(one.roles for one in PLACES if one.name == place)

    def guarded(view: View) -> View:
        @wraps(view)
        def answer(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.holds(*roles):
                raise Http404
            return view(request, *args, **kwargs)

        return login_required(require_safe(answer))

    return guarded

"""Pages that not everybody has: whoever does not see the place in the left column gets none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from .places import PLACES
from .request import SignedIn
from .sent import for_the_signed_in

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

        return for_the_signed_in(answer)

    return guarded


def reading(place: str) -> Callable[[View], View]:
    """A page of this place that only reads; for anybody else it does not exist."""
    keeps = keeping(place)

    def guarded(view: View) -> View:
        return keeps(require_safe(view))

    return guarded

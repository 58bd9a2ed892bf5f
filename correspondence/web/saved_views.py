"""Lists remember their filters: the last ones by themselves, others under a name (视图)."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from ..actions import saved_view
from ..actions.errors import NotReady
from .request import SignedIn, signed_in

#: The lists whose filters are kept, by the name of their address.
PLACES = ("work", "proposals", "board_rows")
#: With this in the address a list forgets its filters.
FORGET = "all"


def remembered(request: SignedIn, place: str, names: Iterable[str]) -> str:
    """Where to go on for the filters used here last; empty when the address says what is wanted."""
    wanted = [(key, request.GET[key]) for key in names if request.GET.get(key)]
    kept = f"filters.{place}"
    if not request.GET and request.session.get(kept):
        return f"{reverse(place)}?{request.session[kept]}"
    if request.session.get(kept, "") != urlencode(wanted):
        request.session[kept] = urlencode(wanted)
    return ""


def views_of(request: SignedIn, place: str, names: Iterable[str]) -> dict[str, object]:
    """The tabs above a list: everything, and each view of this person; and what may be kept."""
    chosen = urlencode([(key, request.GET[key]) for key in names if request.GET.get(key)])
    tabs = [
        {
            "label": view.label,
            "url": f"{reverse(place)}?{view.query}",
            "current": sorted(parse_qsl(view.query)) == sorted(parse_qsl(chosen)),
            "pk": view.pk,
        }
        for view in request.user.views.filter(place=place)
    ]
    everything = {
        "label": "全部",
        "url": f"{reverse(place)}?{FORGET}=1",
        "current": not chosen,
        "pk": None,
    }
    return {
        "place": place,
        "query": chosen,
        "tabs": [everything, *tabs] if tabs else [],
        "current": next((tab for tab in tabs if tab["current"]), None),
    }


@signed_in
@require_POST
def keep(request: SignedIn) -> HttpResponse:
    """Keep the filters of a list under the name typed."""
    place, query = request.POST.get("place", ""), request.POST.get("query", "")
    if place not in PLACES:
        raise Http404
    try:
        view = saved_view.keep_view(
            by=request.user, place=place, label=request.POST.get("label", ""), query=query
        )
    except NotReady as missing:
        messages.error(request, str(missing))
    else:
        messages.success(request, f"已存为视图“{view.label}”。")
    return redirect(f"{reverse(place)}?{query}")


@signed_in
@require_POST
def drop(request: SignedIn, pk: int) -> HttpResponse:
    """Drop a view of one's own, and show the whole list again."""
    view = get_object_or_404(request.user.views, pk=pk)
    saved_view.drop_view(view.pk, by=request.user)
    messages.success(request, f"视图“{view.label}”已删除。")
    return redirect(f"{reverse(view.place)}?{FORGET}=1")

"""Who may open which page, and what a page is made of: the rounds on which every page is seen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, URLPattern, resolve
from lxml import html

from correspondence.access import open_moves
from correspondence.models import User
from correspondence.web.rows import KINDS
from correspondence.web.urls import urlpatterns

#: Addresses that answer with something else than a page, or only take what a page sends.
NO_PAGE = {
    *("document", "page", "ledger", "word_file", "feed", "dispatch_slip", "cosigning_slip"),
    *("health", "home", "logout", "login", "sign_for_many", "nudge_many", "keep_view", "drop_view"),
    *("notices_read", "notices_cover", "notices_uncover", "watch_retry", "paragraph_decide"),
    *("evidence", "holidays_settle", "holidays_template"),
    *("working_keep", "working_here", "working_standing", "working_discard", "clean", "preview"),
}
#: Parts of a page that its script asks for; they are examined in place, by opening them.
PARTS = {
    *("earlier", "earlier_text", "panel_paragraphs", "opinions", "word", "waivers"),
    *("working_differences", "sign_in_again", "notices_feed", "board_rows"),
}
#: What an element says of itself that a rule of accessibility may look at.
TOLD = ("role", "type", "class")
ONCE = ("style", "value", "id", "name", "href", "src")


@dataclass
class Rounds:
    """One person's way through the site: from home along every link, each kind of page once."""

    who: str
    user: User
    known: set[str] = field(default_factory=set)

    def pages(self) -> Iterator[tuple[str, str, Any]]:
        """Kind, address and parsed page of everything this person may open."""
        client = Client()
        client.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")
        waiting = [client.get("/").headers["Location"], *self._steps(), "/password/"]
        while waiting:
            path = waiting.pop(0)
            kind = kind_of(path)
            if not kind or kind in self.known:
                continue
            answer = client.get(path)
            assert answer.status_code == 200, f"{self.who} {path}: {answer.status_code}"
            self.known.add(kind)
            tree = html.fromstring(answer.content.decode())
            yield kind, path, tree
            waiting += [href for href in tree.xpath("//a/@href") if href.startswith("/")]
            waiting += [f"{url}?q=科技" for url in tree.xpath("//form[@role='search']/@action")]

    def _steps(self) -> Iterator[str]:
        """Every step this person may take now, wherever it stands."""
        for kind, model in KINDS.items():
            rows: Iterable[Any] = model.objects.visible_to(self.user)
            for row in rows:
                yield from (f"/{kind}/{row.pk}/{step.move}/" for step in open_moves(self.user, row))


def kind_of(path: str) -> str:
    """The same word for addresses that show the same kind of page; empty for no page of ours."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    if match.url_name in NO_PAGE | PARTS or match.namespaces:
        return ""
    if match.url_name != "move":
        return str(match.url_name)
    return f"move {match.kwargs['kind']} {match.kwargs['name']}"


def named() -> set[str]:
    """The name of every page of the site."""
    names = {one.name for one in urlpatterns if isinstance(one, URLPattern) and one.name}
    return names - NO_PAGE - PARTS


def made_of(tree: Any) -> set[str]:
    """What a page is built from: every element in its parent, and the order of its headings.

    Two pages of which this is the same differ in their words only.
    """
    built = {f"{_told(one.getparent())} > {_told(one)}" for one in tree.iter("*")}
    heads = [one.tag for one in tree.iter("h1", "h2", "h3", "h4")]
    return built | {f"{a} then {b}" for a, b in pairwise(heads)}


def _told(one: Any) -> str:
    if one is None:
        return ""
    marks = [one.get(name, "") for name in TOLD]
    others = sorted(name for name in one.attrib if name not in (*TOLD, *ONCE))
    return " ".join((str(one.tag), *marks, *others))

"""What can be found by its words: proposals, and replies once they are issued.

The index itself is the database's own: a contentless FTS5 table on SQLite, `tsvector` columns
with GIN on PostgreSQL (migration 0003). Only `actions/search.py` writes it.
"""

from typing import Self

from django.db import connection, models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from ..rules.searching import grams, likeness, needed, plain, telling, terms
from ..rules.states import FROZEN, ReplyState
from .people import User
from .proposal import Proposal
from .reply import Reply, TextVersion

#: How many titles are compared, and how many of the best texts after them.
COMPARED, READ = 500, 30
#: Below this a title has no more than a word in common.
LEAST_ALIKE = 0.1
#: Replies that stand: a revoked one is no example.
STANDING = sorted(FROZEN - {ReplyState.REVOKED})


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def visible_to(self, user: User) -> Self:
        """What this person may see: the cases, and the issued replies that still stand."""
        cases = Q(reply=None, proposal__in=Proposal.objects.visible_to(user))
        replies = Reply.objects.visible_to(user).filter(state__in=STANDING)
        return self.filter(cases | Q(reply__in=replies))

    def replies(self) -> Self:
        """Issued replies only."""
        return self.filter(reply__isnull=False)

    def with_text(self) -> Self:
        """Each with the text itself as `text`: the plain one is only good for comparing."""
        bodies = TextVersion.objects.filter(reply=OuterRef("reply")).order_by("-number")
        body = Subquery(bodies.values("body")[:1])
        return self.annotate(text=Coalesce(body, F("proposal__text")))

    def saying(self, words: str) -> Self:
        """Entries with every one of these words, or with exactly this number or deputy.

        The best first: number, title, then the newest.
        """
        asked = terms(words)
        if not asked:
            return self.none()
        said = Q(pk__in=_holding([gram for term in asked for gram in needed(term)]))
        for term in asked:
            said &= Q(plain__contains=term)
        exact = _exactly(words.strip())
        title = Q()
        for term in asked:
            title &= Q(proposal__title__icontains=term)
        rank = Case(When(exact, then=Value(0)), When(title, then=Value(1)), default=Value(2))
        return self.filter(said | exact).annotate(rank=rank).order_by("rank", "-day", "-pk")

    def about(self, title: str) -> Self:
        """Entries whose title shares at least one telling pair of characters with this one."""
        asked = telling(title)
        return self.filter(pk__in=_titled(asked)) if asked else self.none()

    def alike(self, title: str, text: str, count: int) -> "list[SearchEntry]":
        """The entries most like a proposal, best first: by title, and among those by text."""
        recent = self.about(title).order_by("-day", "-pk")
        titles = dict(recent.values_list("pk", "proposal__title")[:COMPARED])
        by_title = likeness(telling(title), {key: grams(plain(one)) for key, one in titles.items()})
        best = sorted(by_title, key=lambda key: -by_title[key])[:READ]
        rows = {one.pk: one for one in self.filter(pk__in=best)}
        by_text = likeness(telling(text), {key: grams(one.plain) for key, one in rows.items()})
        score = {key: 0.7 * by_title[key] + 0.3 * by_text[key] for key in rows}
        ranked = sorted(rows, key=lambda key: (-score[key], -rows[key].day.toordinal(), -key))
        return [rows[key] for key in ranked if by_title[key] >= LEAST_ALIKE][:count]


class SearchEntry(models.Model):
    """One document as it is searched: made from it, and made anew at any time (`reindex`)."""

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="search_entries", verbose_name="案"
    )
    reply = models.OneToOneField(
        Reply,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="search_entry",
        verbose_name="文稿",
    )
    plain = models.TextField("检索文本")
    day = models.DateField("日期")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"
        ordering = ("-day", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(reply__isnull=True), name="proposal_found_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.reply or self.proposal)


def _exactly(words: str) -> Q:
    number = words.removeprefix("第").removesuffix("号")
    by_deputy = Proposal.objects.filter(signatories__deputy__name=words)
    return (
        Q(proposal__number=number) | Q(reply__number=words) | Q(reply=None, proposal__in=by_deputy)
    )


def _holding(grams: list[str]) -> RawSQL:
    """The entries that hold all of these grams, title and text taken together."""
    grams = list(dict.fromkeys(grams))
    if connection.vendor == "postgresql":
        return _asked(_ALL, " & ".join(f"'{gram}'" for gram in grams))
    return _asked(_SQLITE, " AND ".join(f'"{gram}"' for gram in grams))


def _titled(grams: list[str]) -> RawSQL:
    """The entries whose title holds any of these grams."""
    if connection.vendor == "postgresql":
        return _asked(_TITLE, " | ".join(f"'{gram}'" for gram in grams))
    any_of = " OR ".join(f'"{gram}"' for gram in grams)
    return _asked(_SQLITE, f"{{title}} : ({any_of})")


def _asked(statement: str, query: str) -> RawSQL:
    """Grams are letters and digits only, so none can break out of its quotes."""
    return RawSQL(statement, [query])  # noqa: S611 - fixed statements, the query is a parameter


_ALL = "SELECT id FROM correspondence_searchentry WHERE grams @@ %s::tsquery"
_TITLE = "SELECT id FROM correspondence_searchentry WHERE title_grams @@ %s::tsquery"
_SQLITE = "SELECT rowid FROM correspondence_searchgrams WHERE correspondence_searchgrams MATCH %s"

"""Measures the pages people sit in front of, among very many proposals, on any database.

    VAR_DIR=/tmp/somewhere-empty python bench/pages.py [--proposals 10000]      (SQLite)
    DATABASE_URL=postgresql://…/empty REDIS_URL=… python bench/pages.py         (PostgreSQL)

Server time of the whole request without the network: wall clock and processor time, the median of
several; first with the demonstration alone, then with the town, so that the ratio tells what a page
costs for each proposal that it does not show.
"""

import argparse
import logging
import statistics
import time
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from town import found

from correspondence.models import Proposal, Reply, User

logging.disable(logging.CRITICAL)
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Cost:
    """What one request costs: milliseconds by the clock and of the processor, and queries."""

    clock: float
    processor: float
    queries: int


def pages(*, many: bool) -> list[tuple[str, str, str]]:
    """Who opens what: the lists, the busiest case, a document on its way."""
    case = Proposal.objects.get(number="0049", session__name="市十六届人大一次会议")
    draft = Reply.objects.filter(state="draft", assignment__handler__username="handler").first()
    reply = Reply.objects.filter(state="cosigning", pk__lt=1000).first()
    assert draft
    assert reply
    far = [("supervisor", "proposals, page 20", "/proposals/?page=20")] if many else []
    return [
        *far,
        ("liaison", "my-work", "/my-work/"),
        ("handler", "my-work", "/my-work/"),
        ("handing_out_office", "my-work", "/my-work/"),
        ("congress_office", "my-work", "/my-work/"),
        ("liaison", "proposals", "/proposals/"),
        ("handler", "proposals", "/proposals/"),
        ("supervisor", "proposals", "/proposals/"),
        ("liaison", "case", f"/proposals/{case.pk}/"),
        ("handler", "case", f"/proposals/{draft.assignment.proposal_id}/"),
        ("auditor", "case", f"/proposals/{case.pk}/"),
        ("liaison", "document", f"/replies/{reply.pk}/"),
        ("supervisor", "board", "/board/"),
    ]


def cost_of(client: Client, url: str, rounds: int) -> Cost:
    """The median of several requests, after two that warm it up."""
    for _ in range(2):
        answer = client.get(url, headers={"host": HOST})
        assert answer.status_code == 200, (url, answer.status_code)
    with CaptureQueriesContext(connection) as queries:
        client.get(url, headers={"host": HOST})
        asked = len(queries)  # the next request forgets them
    clocks, processors = [], []
    for _ in range(rounds):
        clock, processor = time.perf_counter(), time.process_time()
        client.get(url, headers={"host": HOST})
        clocks.append(time.perf_counter() - clock)
        processors.append(time.process_time() - processor)
    return Cost(statistics.median(clocks) * 1000, statistics.median(processors) * 1000, asked)


def measured(rounds: int, *, many: bool = False) -> dict[tuple[str, str], Cost]:
    costs = {}
    for username, page, url in pages(many=many):
        client = Client()
        client.force_login(
            User.objects.get(username=username),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        costs[username, page] = cost_of(client, url, rounds)
    return costs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proposals", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    few = found(1)
    before = measured(given.rounds)
    many = found(given.proposals)
    after = measured(given.rounds, many=True)
    print(f"{connection.vendor}: {few:,} and {many:,} proposals")
    print(f"{'who':<20}{'page':<20}{'few':>9}{'many':>10}{'cpu':>9}{'ratio':>7}{'queries':>11}")
    for (who, page), cost in after.items():
        few_cost = before.get((who, page), cost)
        print(
            f"{who:<20}{page:<20}{few_cost.clock:6.1f} ms{cost.clock:7.1f} ms"
            f"{cost.processor:6.0f} ms{cost.clock / few_cost.clock:7.2f}"
            f"{few_cost.queries:6d}/{cost.queries:d}"
        )


if __name__ == "__main__":
    main()

"""How long a preview takes on the server: five pages, first and later refreshes.

    python bench/preview.py [ROUNDS]

Text is typed into the published reply 沪科建复〔2023〕15号 a few characters at a time. The first
refresh draws the pages around the caret with nothing known; later ones send what changed. The
process is warmed as a worker of the site is when it starts (`web/warming.py`). For comparison: the
archival file made anew and its five pages drawn from it, as before.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "correspondence.settings")

from correspondence.gongwen import (  # noqa: E402 - after the path
    Letter,
    page_png,
    parse,
    to_pdf,
)
from correspondence.gongwen.lint import lint  # noqa: E402
from correspondence.gongwen.preview import picture, sheets  # noqa: E402
from correspondence.web.warming import draw_pages  # noqa: E402

PUBLISHED = ROOT / "seeds" / "reply-2023-15.txt"
WIDTH = 1000
TYPED = "进一步推进有关工作，"


Taken = list[tuple[float, float]]


def timed(act: Callable[[], object], rounds: int) -> Taken:
    """Milliseconds of each round, on the clock and of the processor."""
    taken = []
    for _ in range(rounds):
        start, worked = time.perf_counter(), time.process_time()
        act()
        spent = (time.perf_counter() - start, time.process_time() - worked)
        taken.append((spent[0] * 1000, spent[1] * 1000))
    return taken


def median(taken: Taken) -> float:
    return statistics.median(worked for _, worked in taken)


def row(name: str, taken: Taken) -> str:
    clock = sorted(spent for spent, _ in taken)
    late = clock[min(round(len(clock) * 0.95), len(clock) - 1)]
    return f"| {name} | {statistics.median(clock):.0f} | {late:.0f} | {median(taken):.0f} |"


class Typist:
    """Types at the end of a paragraph in the middle, and refreshes after each word."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.known: set[str] = set()
        self.drawn = 0

    def type(self) -> None:
        lines = self.letter.body.split("\n")
        middle = len(lines) // 2
        lines[middle] = lines[middle][:-1] + TYPED + "。"
        self.letter = replace(self.letter, body="\n".join(lines))

    def refresh(self, most: int) -> None:
        lint(self.letter)
        missing = [page for page in sheets(self.letter) if page.key not in self.known]
        for page in missing[:most]:
            picture(page, width=WIDTH)
            self.known.add(page.key)
            self.drawn += 1

    def go_on(self) -> None:
        self.type()
        self.refresh(2)


def as_before(letter: Letter) -> None:
    pdf = to_pdf(letter)
    for number in range(1, 6):
        page_png(pdf, number, width=WIDTH)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    letter = parse(PUBLISHED.read_text(encoding="utf-8")).letter
    typist = Typist(letter)
    warming = timed(draw_pages, 1)
    first = timed(lambda: Typist(letter).refresh(5), 1)
    whole = timed(lambda: Typist(letter).refresh(5), rounds)
    later = timed(typist.go_on, rounds)
    print(f"{len(sheets(letter))} pages, {len(letter.body)} characters, {WIDTH} points wide\n")
    print("| what | median ms | p95 ms | processor ms |\n|---|---|---|---|")
    print(row("warming a worker, before anybody asks", warming))
    print(row("first refresh of a warmed worker, 5 pages", first))
    print(row("5 pages, nothing known", whole))
    print(row("after a word typed, at most 2 pages drawn", later))
    print(row("archival file and 5 pages drawn from it", timed(lambda: as_before(letter), rounds)))
    print(f"\nfirst to later: {median(whole) / median(later):.1f} times")


if __name__ == "__main__":
    main()

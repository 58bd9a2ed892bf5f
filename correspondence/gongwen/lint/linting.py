"""Checks a letter against the rules of form and wording of an official reply (D.9).

Each rule has an id: L… concern the letter as a whole, T… one line of text; `rulebook` lists
them. `mended` applies those corrections that are certain.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..document import Letter
from ..places import changed, texts
from .case import Case, Waiver, against
from .finding import Finding, Fix
from .letter import CHECKS
from .line import text_findings

ROUNDS = 5
"""Corrections may uncover one another; more rounds than this would be a fault."""


def lint(
    letter: Letter, case: Case | None = None, *, waivers: Iterable[Waiver] = ()
) -> tuple[Finding, ...]:
    """Return everything that should be changed or looked at before the letter goes out.

    With a case the letter is compared with it too. Rules that are waived yield nothing.
    """
    found = [finding for check in CHECKS for finding in check(letter)]
    found += against(letter, case) if case else ()
    found += _in_lines(letter)
    waived = {waiver.rule for waiver in waivers}
    return tuple(finding for finding in found if finding.rule not in waived)


def mended(letter: Letter, *, waivers: Iterable[Waiver] = ()) -> Letter:
    """Return the letter with every certain correction applied, until none is left."""
    waivers = tuple(waivers)
    for _ in range(ROUNDS):
        certain = [finding for finding in lint(letter, waivers=waivers) if finding.fix]
        better = _mended_once(letter, certain)
        if better == letter:
            break
        letter = better
    return letter


def _in_lines(letter: Letter) -> Iterator[Finding]:
    for place in texts(letter):
        for at, line in enumerate(place.text.split("\n"), start=1):
            yield from text_findings(place.field, at, line)


def _mended_once(letter: Letter, certain: list[Finding]) -> Letter:
    before = {place.field: place.text for place in texts(letter)}
    after: dict[str, str] = {}
    for field, group in groupby(sorted(certain, key=_field), key=_field):
        lines = before[field].split("\n")
        for at, findings in groupby(sorted(group, key=_place), key=lambda found: found.paragraph):
            lines[at - 1] = _applied(lines[at - 1], [found.fix for found in findings if found.fix])
        after[field] = "\n".join(lines)
    return changed(letter, after)


def _field(finding: Finding) -> str:
    return finding.field


def _place(finding: Finding) -> tuple[int, int]:
    return finding.paragraph, finding.character


def _applied(line: str, fixes: list[Fix]) -> str:
    """Apply corrections from the end of the line; of two that overlap the later one waits."""
    free = len(line) + 1
    for fix in sorted(fixes, key=lambda fix: fix.start, reverse=True):
        if fix.end <= free:
            line = line[: fix.start] + fix.text + line[fix.end :]
            free = fix.start
    return line

"""What happens on which day: the steps of a document, spread backwards over working days."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from ..rules.workdays import Calendar
from .paper import Draft, Paper
from .targets import Target


@dataclass(frozen=True)
class Scene:
    """What happens to one proposal on one day."""

    day: date
    play: Callable[[], None]


@dataclass(frozen=True)
class Step:
    """An act on a document, so many working days after the one before, and what it reaches."""

    target: Target
    gap: int
    play: Callable[[Paper], None]


def reply_steps(text: Draft, *, at_once: bool, chief: bool) -> list[Step]:
    """From the first lines of a reply to its delivery.

    `at_once` puts everything after 签发 on its day, as on the published reply; `chief` lets the
    person in charge sign.
    """
    referred = [Step(Target.CHIEF_APPROVAL, 1, Paper.refer)] if chief else []
    return [
        Step(Target.DRAFTING, 0, lambda paper: _begin(paper, text)),
        Step(Target.DRAFTING, 2, lambda paper: paper.write(text, "补充完整")),
        Step(Target.OFFICE_APPROVAL, 1, Paper.submit),
        Step(Target.COSIGNING, 1, Paper.approve),
        Step(Target.COSIGNING, 1, _cosign_last),
        Step(Target.REVIEWING, 1, Paper.cosign),
        Step(Target.LEADER_APPROVAL, 1, _review_as_printed if at_once else Paper.review),
        *referred,
        Step(Target.SIGNED, 1, Paper.sign_off),
        *_out(0 if at_once else 1),
    ]


def opinion_steps(text: Draft) -> list[Step]:
    """From the first line of an assisting unit's opinion to its delivery; nobody co-signs it."""
    return [
        Step(Target.DRAFTING, 0, lambda paper: _write(paper, text)),
        Step(Target.OFFICE_APPROVAL, 1, Paper.submit),
        Step(Target.REVIEWING, 1, lambda paper: paper.approve(())),
        Step(Target.LEADER_APPROVAL, 1, Paper.review),
        Step(Target.SIGNED, 1, Paper.sign_off),
        *_out(1),
    ]


def objection(reason: str) -> Step:
    """The first co-signer still asked disagrees."""

    def play(paper: Paper) -> None:
        paper.object_to(paper.waiting_cosigners()[0], reason)

    return Step(Target.OBJECTED, 0, play)


def up_to(target: Target, steps: Sequence[Step]) -> list[Step]:
    """The steps to a target, which is one of theirs."""
    last = max(at for at, step in enumerate(steps) if step.target is target)
    return list(steps[: last + 1])


def spread(
    steps: Sequence[Step],
    paper: Callable[[], Paper],
    *,
    start: date,
    end: date,
    calendar: Calendar,
) -> Iterator[Scene]:
    """A scene for each step, the last one on `end`. Raises ValueError if there is no room."""
    days = [end]
    for step in reversed(steps[1:]):
        days.insert(0, calendar.before(days[0], step.gap))
    if days[0] < start:
        raise ValueError(f"{start} 至 {end} 太短，走不完各个环节")
    for day, step in zip(days, steps, strict=True):
        yield Scene(day, partial(_play, step, paper))


def _play(step: Step, paper: Callable[[], Paper]) -> None:
    step.play(paper())


def _out(gap: int) -> list[Step]:
    return [
        Step(Target.RECHECKED, gap, Paper.recheck),
        Step(Target.NUMBERED, 0, Paper.number),
        Step(Target.SEALED, 0, Paper.seal),
        Step(Target.ISSUED, 0, Paper.issue),
        Step(Target.DELIVERED, 0, Paper.deliver),
    ]


def _review_as_printed(paper: Paper) -> None:
    """The published reply keeps its own slips, and the reviewer says so."""
    paper.waive("与印发的原文一致，照录存档。")
    paper.review()


def _begin(paper: Paper, text: Draft) -> None:
    """Half of the paragraphs on the first day: so a draft has versions to compare."""
    paragraphs = text.body.split("\n")
    half = paragraphs[: (len(paragraphs) + 1) // 2]
    _write(paper, replace(text, body="\n".join(half)))


def _write(paper: Paper, text: Draft) -> None:
    paper.start()
    paper.write(text, "形成初稿")


def _cosign_last(paper: Paper) -> None:
    """One of those asked agrees; the others are waited for."""
    paper.cosign(paper.waiting_cosigners()[-1])

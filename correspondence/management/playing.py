"""Plays the proposals of proposals.csv, all of them together, day by day."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

from django.core.exceptions import PermissionDenied

from ..actions.errors import NotReady, WrongState
from ..gongwen import LayoutError, LetterError
from ..models import CalendarDay, Deputy, Session, Unit
from .cast import Cast
from .clock import Clock
from .entries import Entry
from .reference import begin_series
from .scenes import Scene
from .story import Story, World
from .tables import Row, SeedError

#: What an action, or the page, may have against what a row asks for.
REFUSALS = (
    NotReady,
    WrongState,
    PermissionDenied,
    LookupError,
    ValueError,
    LayoutError,
    LetterError,
)


#: No scene begins later than at this share of a day: it must end within it.
LAST = 0.9


def play(proposals: list[Row], serials: list[Row], *, clock: Clock, folder: Path) -> None:
    """Walk these rows to their targets. Raises SeedError naming the row that goes no further."""
    world = World(
        cast=Cast.everybody(),
        clock=clock,
        calendar=CalendarDay.objects.as_calendar(),
        sessions={session.name: session for session in Session.objects.all()},
        units={unit.code: unit for unit in Unit.objects.all()},
        deputies={deputy.code: deputy for deputy in Deputy.objects.all()},
        folder=folder,
    )
    scenes = [*_beginnings(serials, world), *_scenes(proposals, world)]
    # Stable: on one day every proposal keeps the order of its own scenes.
    ordered = sorted(scenes, key=lambda pair: pair[0].day)
    for day, group in groupby(ordered, key=lambda pair: pair[0].day):
        _play_day(day, list(group), clock)


def _play_day(day: date, scenes: list[tuple[Scene, Row]], clock: Clock) -> None:
    """The scenes of a day, spread over its office hours; no two days begin alike."""
    late = day.toordinal() * 37 % 100 / 100
    for at, (scene, row) in enumerate(scenes):
        try:
            clock.go_to(day, passed=(at + late) / len(scenes) * LAST)
            scene.play()
        except REFUSALS as reason:
            problem = row.problem("target", f"{scene.day} 走不下去：{reason}")
            raise SeedError([problem]) from reason


def _beginnings(serials: list[Row], world: World) -> Iterator[tuple[Scene, Row]]:
    for row in serials:
        yield Scene(row["entered_on"], partial(begin_series, row, world.cast, world.clock)), row


def _scenes(proposals: list[Row], world: World) -> Iterator[tuple[Scene, Row]]:
    for row in proposals:
        try:
            for scene in Story(Entry.of(row), world).scenes():
                yield scene, row
        except REFUSALS as reason:
            raise SeedError([row.problem("reached_on", str(reason))]) from reason

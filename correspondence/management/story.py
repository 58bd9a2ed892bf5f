"""What a row of proposals.csv asks to be walked, as scenes.

The scenes of all proposals are played in the order of their days, so that the ledger and the
document numbers run as they would have run.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..actions.feedback import Answer
from ..models import Deputy, Proposal, Session, Unit
from ..rules.words import Mode, Satisfaction
from ..rules.workdays import Calendar
from .cast import Cast
from .clock import Clock
from .drafts import first_reply, opinion, read, second_reply
from .entries import PUBLISHED, Entry
from .life import Life
from .scenes import Scene, Step, objection, opinion_steps, reply_steps, spread, up_to
from .targets import Target
from .work import Work

T = Target
#: Working days after receipt: 分派, 确定经办人, the talk with the deputy, the opinion and its use.
DISPATCHED, BEGUN, SPOKEN, OPINION_OUT, OPINION_USED = 1, 2, 4, 11, 12
#: Working days after delivery until a reply is made public.
PUBLIC = 10


@dataclass(frozen=True)
class World:
    """All that the proposals have in common."""

    cast: Cast
    clock: Clock
    calendar: Calendar
    sessions: Mapping[str, Session]
    units: Mapping[str, Unit]
    deputies: Mapping[str, Deputy]
    folder: Path


class Story:
    """One proposal's scenes, from its row."""

    def __init__(self, entry: Entry, world: World) -> None:
        self._entry, self._world = entry, world
        self._life: Life | None = None
        self._works: dict[str, Work] = {}

    @property
    def life(self) -> Life:
        if self._life is None:
            raise LookupError("the first scene has not been played")
        return self._life

    def scenes(self) -> list[Scene]:
        """Everything from the draft to the target. Raises ValueError if the days leave no room."""
        entry = self._entry
        found = [*self._intake()]
        if entry.handed_out_on and entry.signed_for_on:
            signed = entry.signed_for_on
            units = (*entry.lead_units, *entry.assist_units)
            found += [self._scene(signed, code, Work.sign_for) for code in units]
            found += self._hand_back(signed)
            if entry.target.reaches(T.DISPATCHED):
                found += self._assisting(signed)
                found += self._answering(signed)
                found += self._extension()
                found += self._after_delivery()
        return sorted(found, key=lambda scene: scene.day)

    # --- Before any unit has its part ---

    def _intake(self) -> Iterator[Scene]:
        entry = self._entry
        yield Scene(entry.submitted_on or entry.reached_on, self._register)
        if entry.accepted_on:
            yield Scene(entry.accepted_on, lambda: self.life.accept(entry.number, is_key=entry.key))
        if entry.forwarded_on:
            yield Scene(entry.forwarded_on, self._forward)
        if entry.handed_out_on:
            yield Scene(entry.handed_out_on, self._hand_out)
        endings: dict[Target, Callable[[], None]] = {
            T.RETURNED: lambda: self.life.send_back(entry.reason),
            T.REFUSED: self._refuse,
            T.MERGED: self._merge,
            T.WITHDRAWN: lambda: self.life.withdraw(entry.reason),
        }
        if entry.target in endings:
            yield Scene(entry.reached_on, endings[entry.target])

    def _register(self) -> None:
        entry, world = self._entry, self._world
        self._life = Life.registered(
            world.cast,
            world.clock,
            session=world.sessions[entry.session],
            title=entry.title,
            text=read(world.folder, entry.text),
            deputies=[world.deputies[code] for code in entry.deputies],
            category=entry.category,
            openness_consent=entry.openness_consent,
        )
        if entry.submitted_on:
            self.life.submit()
            self.life.join()

    def _forward(self) -> None:
        self.life.forward()

    def _refuse(self) -> None:
        if self._entry.refusal_reason:
            self.life.refuse(self._entry.refusal_reason, self._entry.reason)

    def _merge(self) -> None:
        session = self._world.sessions[self._entry.session]
        into = Proposal.objects.get(session=session, number=self._entry.merged_into)
        self.life.merge(into, self._entry.reason)

    def _hand_out(self) -> None:
        entry, units = self._entry, self._world.units
        if entry.mode:
            lead = [units[code] for code in entry.lead_units]
            self.life.hand_out(entry.mode, lead, [units[code] for code in entry.assist_units])

    # --- The units' work ---

    def _hand_back(self, signed: date) -> Iterator[Scene]:
        entry, first = self._entry, self._entry.lead_units[0]
        if entry.target is T.HAND_BACK_REQUESTED:
            yield self._scene(
                entry.reached_on, first, lambda work: work.ask_hand_back(entry.reason)
            )
        if entry.target is T.HANDED_BACK:
            taker, after = self._world.units[entry.reassigned_to], self._world.calendar.after
            yield self._scene(
                after(signed, 2), first, lambda work: work.ask_hand_back(entry.reason)
            )
            yield self._scene(entry.reached_on, first, lambda work: work.grant_hand_back(taker))
            yield self._scene(after(entry.reached_on, 1), entry.reassigned_to, Work.sign_for)

    def _to_work(self, code: str, signed: date) -> Iterator[Scene]:
        """分派 and 确定经办人."""
        entry, after = self._entry, self._world.calendar.after
        first = code == entry.lead_units[0]
        if entry.target is T.DISPATCHED:
            yield self._scene(
                entry.reached_on, code, lambda work: self._dispatch(work, first=first)
            )
            return
        day = after(signed, DISPATCHED)
        yield self._scene(day, code, lambda work: self._dispatch(work, first=first))
        yield self._scene(after(signed, BEGUN), code, Work.begin)

    def _dispatch(self, work: Work, *, first: bool) -> None:
        """The office the row names is one of the first unit's."""
        if first and self._entry.lead_office:
            office = work.paper.unit.offices.get(code=self._entry.lead_office)
            work.dispatch(office)
        else:
            work.dispatch()

    def _assisting(self, signed: date) -> Iterator[Scene]:
        entry, after = self._entry, self._world.calendar.after
        for code in entry.assist_units:
            yield from self._to_work(code, signed)
            out = after(signed, OPINION_OUT)
            if entry.target is T.OPINION_SENT:
                out = entry.reached_on
            elif not entry.writes:
                continue
            steps = opinion_steps(opinion(entry, code, self._world.folder))
            start = after(signed, BEGUN)
            yield from self._document(code, up_to(T.DELIVERED, steps), start=start, end=out)
            if entry.writes:
                yield self._scene(after(signed, OPINION_USED), code, Work.accept_opinion)

    def _answering(self, signed: date) -> Iterator[Scene]:
        entry, after = self._entry, self._world.calendar.after
        for code in entry.lead_units:
            yield from self._to_work(code, signed)
        writers = entry.lead_units if entry.mode is Mode.SEPARATE else entry.lead_units[:1]
        if entry.target is T.DISPATCHED:
            return
        idle = entry.target in (T.IN_PROGRESS, T.OVERDUE)
        for code in writers:
            talk = entry.reached_on if idle else after(signed, SPOKEN)
            yield self._scene(talk, code, Work.talk)
            if entry.writes:
                yield from self._reply(code, after(signed, SPOKEN))

    def _reply(self, code: str, start: date) -> Iterator[Scene]:
        entry = self._entry
        published = (entry.session, entry.number) in PUBLISHED
        steps = reply_steps(
            first_reply(entry, code, self._world.folder), at_once=published, chief=entry.key
        )
        if entry.target is T.OBJECTED:
            steps = [*up_to(T.COSIGNING, steps), objection(entry.reason)]
        else:
            steps = up_to(T.DELIVERED if entry.answered_on else entry.target, steps)
        end = entry.answered_on or entry.reached_on
        yield from self._document(code, steps, start=start, end=end)

    def _extension(self) -> Iterator[Scene]:
        entry, first = self._entry, self._entry.lead_units[0]
        until, day = entry.extended_to, entry.reached_on
        if until is None:
            return
        if entry.target is T.EXTENDED:
            asked = self._world.calendar.before(day, 3)
            yield self._scene(asked, first, lambda work: work.ask_extension(until, entry.reason))
            yield self._scene(day, first, Work.grant_extension)
            yield self._scene(day, first, Work.tell_extension)
        else:
            yield self._scene(day, first, lambda work: work.ask_extension(until, entry.reason))

    # --- After the reply has reached the deputy ---

    def _after_delivery(self) -> Iterator[Scene]:
        entry, first = self._entry, self._entry.lead_units[0]
        if entry.target is T.PUBLISHED:
            yield self._scene(entry.reached_on, first, self._publish)
        if entry.feedback_on:
            yield self._scene(entry.feedback_on, first, lambda work: work.answer(self._answer()))
        if entry.target is T.TRACKING:
            yield self._scene(entry.reached_on, first, Work.track)
        if entry.rehandle_ordered_on:
            yield from self._again(entry.rehandle_ordered_on)
        if entry.target is T.ARCHIVED and entry.answered_on:
            public = self._world.calendar.after(entry.answered_on, PUBLIC)
            yield self._scene(public, first, self._publish)
            for code in (*entry.lead_units, *entry.assist_units):
                yield self._scene(entry.reached_on, code, Work.archive)

    def _again(self, ordered: date) -> Iterator[Scene]:
        """重新办理, and the second answer where there is one."""
        entry, first = self._entry, self._entry.lead_units[0]
        yield self._scene(ordered, first, lambda work: work.rehandle(entry.reason))
        if entry.rehandled_on:
            start = self._world.calendar.after(ordered, 1)
            yield self._scene(start, first, Work.begin)
            text = second_reply(entry, self._world.folder)
            steps = reply_steps(text, at_once=False, chief=True)
            yield from self._document(first, steps, start=start, end=entry.rehandled_on)

    def _publish(self, work: Work) -> None:
        work.paper.publish(f"https://www.example.org/replies/{self._entry.stem}")

    def _answer(self) -> Answer:
        entry = self._entry
        attitude = entry.feedback_attitude or Satisfaction.SATISFIED
        result = entry.feedback_result or Satisfaction.SATISFIED
        said = Answer(attitude=attitude, result=result)
        if not said.dissatisfied:
            return said
        return Answer(attitude=attitude, result=result, comment=entry.reason)

    # --- Pieces ---

    def _scene(self, day: date, code: str, play: Callable[[Work], None]) -> Scene:
        return Scene(day, lambda: play(self._work(code)))

    def _work(self, code: str) -> Work:
        """The unit's part; none of these units ever gets a second one."""
        if code not in self._works:
            self._works[code] = self.life.work(self._world.units[code])
        return self._works[code]

    def _document(
        self, code: str, steps: Sequence[Step], *, start: date, end: date
    ) -> Iterator[Scene]:
        calendar = self._world.calendar
        return spread(
            steps, lambda: self._work(code).paper, start=start, end=end, calendar=calendar
        )

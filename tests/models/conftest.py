"""A world with a row of everything, each where its life took it."""

import pytest

from correspondence.actions import assign
from correspondence.rules.states import AssignmentState
from tests.factories import CAP, TUESDAY, handed_out, part
from tests.people import Cast, act


@pytest.fixture(scope="module")
def world(cast: Cast) -> None:
    """An answered proposal, one that is to go back, one that will be late."""
    deputies = [cast.lead_deputy, cast.second_deputy]
    part(cast, AssignmentState.FEEDBACK_DONE, deputies=deputies).rehandle()
    unwanted = handed_out(cast, number="0050").work(cast.unit)
    unwanted.sign_for()
    unwanted.ask_hand_back()
    late = handed_out(cast, number="0051").work(cast.unit)
    late.nudge()
    late.sign_for()
    late.ask_extension(CAP, "论证尚未完成。")
    assign.dispatch(
        late.pk, lead=cast.office, assisting=[cast.other_office], act=act(cast.liaison, TUESDAY)
    )

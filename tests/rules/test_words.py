"""Words of different sets are different, even where they are spelt alike."""

from correspondence.rules.moves import AssignmentMove, ProposalMove, ReplyMove
from correspondence.rules.words import Mode, Part


def test_moves_of_different_tables_are_different_keys() -> None:
    submits = {ProposalMove.SUBMIT, AssignmentMove.SUBMIT, ReplyMove.SUBMIT}
    assert len(submits) == 3


def test_a_word_equals_what_is_stored() -> None:
    assert Part.SOLE == "sole"
    assert hash(Part.SOLE) == hash("sole")


def test_a_part_is_no_mode() -> None:
    assert Part.SOLE != Mode.SOLE

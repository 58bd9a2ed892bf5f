"""Edits of official prose with what was truly changed, as edits.txt writes them down.

[gone→come] is a change and ¶ in it a line end; {出1|…} is a passage where it stood before and
{入1} where it stands now. The true change counts what went and what came, but not what moved.
"""

import re
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

#: Texts of a few pieces that recur.
PROSE = st.lists(
    st.sampled_from(
        [
            "一、",
            "二、",
            "我委将会同市财政局认真研究，",
            "进一步完善管理办法，",
            "您所提建议已经采纳。",
            "您所提建议正在落实。",
            "感谢您的关心！",
            "2023年",
            "2024年",
            "的",
            "\n",
        ]
    ),
    max_size=20,
).map("".join)
_CHANGE = re.compile(r"\[([^→\]]*)→([^\]]*)\]")
_PASSAGE = re.compile(r"\{出(\d)\|([^}]*)\}")


class Edit(NamedTuple):
    name: str
    old: str
    new: str
    truly: int


def edits() -> list[Edit]:
    pieces = Path(__file__).with_name("edits.txt").read_text("utf-8").split("= ")[1:]
    return [_edit(*piece.rstrip("\n").split("\n", 1)) for piece in pieces]


def _edit(name: str, marked: str) -> Edit:
    passages = dict(_PASSAGE.findall(marked))
    before = re.sub(r"\{入\d\}", "", _PASSAGE.sub(r"\2", marked))
    after = re.sub(r"\{入(\d)\}", lambda one: passages[one[1]], _PASSAGE.sub("", marked))
    truly = sum(len(gone + come) for gone, come in _CHANGE.findall(marked))
    return Edit(name, _one_side(before, r"\1"), _one_side(after, r"\2"), truly)


def _one_side(marked: str, side: str) -> str:
    lines = _CHANGE.sub(side, marked).replace("¶", "\n").split("\n")
    return "\n".join(line for line in lines if line)

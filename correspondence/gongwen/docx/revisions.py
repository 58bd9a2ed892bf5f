"""Tracked changes of a DOCX: all are accepted, counted and told."""

from dataclasses import dataclass

MOVED_HERE = "w:moveTo"
_INSERTED = {"w:ins", "w:cellIns"}
_DELETED = {"w:del", "w:cellDel"}


@dataclass
class Revisions:
    """How many changes were accepted. What was moved away is told where it has come to."""

    inserted: int = 0
    deleted: int = 0
    moved: int = 0

    def count(self, name: str) -> None:
        """Note one element that may be a tracked change."""
        self.inserted += name in _INSERTED
        self.deleted += name in _DELETED
        self.moved += name == MOVED_HERE

    def told(self) -> list[str]:
        """One sentence, if there was any."""
        counts = (
            ("保留插入", self.inserted), ("去掉删除", self.deleted), ("移动按新位置", self.moved),
        )  # fmt: skip
        done = [f"{word} {number} 处" for word, number in counts if number]
        return [f"已接受全部修订：{'，'.join(done)}。"] if done else []

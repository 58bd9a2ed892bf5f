"""Fields of a DOCX: their codes are left out, what they show is kept where it is text."""

import re
from dataclasses import dataclass, field

from .left_out import Remains
from .numerals import circled

_NO_TEXT = {"TOC", "INDEX", "PAGE", "NUMPAGES", "SECTIONPAGES"}
_ENCLOSED = re.compile(
    r"\s*EQ\s*\\O\s*(?:\\A[CLR]\s*)*\(([^,;，；]*)[,;，；]\s*([^)]*)\)\s*", re.IGNORECASE
)
"""A character in a sign, as the menu 带圈字符 writes it: eq \\o\\ac(○,1)."""


@dataclass
class Field:
    """A field under way: its code is being read, or its result, which may be of no use."""

    code: str = ""
    in_code: bool = True
    dropped: bool = False


@dataclass
class Fields:
    """The fields that are open where the reading stands; they may span paragraphs."""

    remains: Remains
    _open: list[Field] = field(default_factory=list)

    @property
    def mute(self) -> bool:
        """Whether what is read now belongs to a code, or to a result that is no text."""
        return any(one.in_code or one.dropped for one in self._open)

    def mark(self, kind: str) -> str:
        """One of the three marks of a field: `begin`, `separate`, `end`.

        Answers the text of a field that ends without a result, as its code says it.
        """
        if kind == "begin":
            self._open.append(Field())
        elif kind == "separate" and self._open:
            last = self._open[-1]
            last.in_code, last.dropped = False, not self.shows_text(last.code)
        elif kind == "end" and self._open:
            last = self._open.pop()
            if last.in_code and not self.mute:
                return self._spelt_out(last.code)
        return ""

    def _spelt_out(self, code: str) -> str:
        enclosed = _ENCLOSED.fullmatch(code)
        if enclosed:
            return circled(enclosed[2].strip())
        if code.split()[:1] in (["EQ"], ["eq"]):
            self.remains.add("公式")
        else:
            self.shows_text(code)
        return ""

    def spell(self, code: str) -> None:
        """A piece of the code of the innermost field."""
        if self._open:
            self._open[-1].code += code

    def shows_text(self, code: str) -> bool:
        """Note a field by its code; say whether what it shows is part of the text."""
        word = (code.split() or [""])[0].upper()
        if word == "TOC":
            self.remains.add("目录")
        elif not any(one.dropped for one in self._open):
            self.remains.add("超链接" if word == "HYPERLINK" else "域（保留所显示的文字）")
        return word not in _NO_TEXT

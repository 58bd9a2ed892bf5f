"""Finding Chinese without a dictionary: every character, and every two that stand together.

A term of two characters is found wherever it stands, since each pair is in the index; a longer
one by its pairs, and then looked up in the text itself.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

LONGEST_TEXT = 40_000
"""Characters of a document that are searched in."""
MOST_TERMS = 8
#: Pairs that half of all titles have tell nothing about what a proposal is about.
_COMMON = "关于 于加 于进 于推 于完 加强 加快 建议 的建 进一 一步 推进 推动 完善 提升 优化 促进"
COMMON = frozenset(_COMMON.split())
_AROUND = 30
_SPACE = re.compile(r"[^\S\n]+")
_EDGES = re.compile(r"^\W+|\W+$")


def plain(text: str) -> str:
    """The text as it is compared: one width, one case, no spaces; paragraphs stay apart."""
    folded = unicodedata.normalize("NFKC", text).lower()
    lines = (_SPACE.sub("", line) for line in folded.splitlines())
    return "\n".join(line for line in lines if line)[:LONGEST_TEXT]


def terms(words: str) -> list[str]:
    """The terms of a query, compared like `plain`; several stand for "all of them"."""
    found = [_EDGES.sub("", plain(term)) for term in words.split()]
    return list(dict.fromkeys(term for term in found if term))[:MOST_TERMS]


def grams(text: str) -> list[str]:
    """Each character and each pair of a plain text, once, in order of appearance."""
    found: dict[str, None] = {}
    before = ""
    for character in text:
        if not character.isalnum():
            before = ""
            continue
        found[character] = None
        if before:
            found[before + character] = None
        before = character
    return list(found)


def needed(term: str) -> list[str]:
    """What the index is asked for one term: its pairs, or the one character it has."""
    pairs = [gram for gram in grams(term) if len(gram) > 1]
    return pairs or grams(term)


def telling(title: str) -> list[str]:
    """The pairs of a title that say what it is about."""
    return [gram for gram in grams(plain(title)) if len(gram) > 1 and gram not in COMMON]


def likeness(asked: Sequence[str], texts: Mapping[int, Iterable[str]]) -> dict[int, float]:
    """How much of what is asked each text has, from 0 to 1; rare pairs count for more.

    `texts` gives the grams of each text; common ones among these texts weigh little.
    """
    held = {key: set(found) for key, found in texts.items()}
    weight = {
        gram: math.log(1 + (1 + len(held)) / (1 + sum(gram in found for found in held.values())))
        for gram in dict.fromkeys(asked)
    }
    total = sum(weight.values()) or 1.0
    return {
        key: sum(value for gram, value in weight.items() if gram in found) / total
        for key, found in held.items()
    }


def excerpt(text: str, asked: Sequence[str]) -> list[tuple[str, bool]]:
    """A piece of the text around the first term found, in runs: words, and whether they match."""
    flat = " ".join(text.split())
    first = _marks(asked).search(flat)
    start = max(first.start() - _AROUND, 0) if first else 0
    piece = flat[start : start + 4 * _AROUND]
    ahead = [("…", False)] if start else []
    behind = [("…", False)] if start + len(piece) < len(flat) else []
    return [*ahead, *marked(piece, asked), *behind]


def marked(text: str, asked: Sequence[str]) -> list[tuple[str, bool]]:
    """The whole text in runs: words, and whether they match."""
    runs: list[tuple[str, bool]] = []
    at = 0
    for found in _marks(asked).finditer(text):
        runs += [(text[at : found.start()], False), (found[0], True)]
        at = found.end()
    runs.append((text[at:], False))
    return [(words, hit) for words, hit in runs if words]


def _marks(asked: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(term) for term in asked) or r"(?!)", re.IGNORECASE)

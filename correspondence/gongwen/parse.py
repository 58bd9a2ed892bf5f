"""Reads a published 答复, 会办意见 or 再次答复 back into a `Letter`.

Published texts have lost their layout: page ends cut paragraphs in two, spaces stand around
digits, the 版记 is a few loose lines, a web page stands around it all. What the text does not
settle is said, not guessed away; what belongs to no element is handed back as left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import signs
from .above import Above, read_above
from .below import Below, read_below
from .checks import lacking
from .clean import Change, read_lines, rejoin
from .document import Form, Letter
from .errors import LetterError
from .joining import Line
from .places import texts

_LAST = 3
"""Paragraphs at the end of a body, one of which may be its closing."""


@dataclass(frozen=True)
class Parsed:
    """A letter read back, what was found besides, and what is not certain.

    left_out are the lines that belong to no element: the path and labels of a web page, 签发人,
    links. Every other line of the text is in the letter.
    """

    letter: Letter
    uncertainties: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    session: str = ""
    proposal_number: str = ""
    closing: str = ""
    left_out: tuple[str, ...] = ()


def parse(text: str) -> Parsed:
    """Read a published text back; raise LetterError when it holds no letter at all."""
    return _parsed(text, whole=False)


def parse_paragraphs(text: str) -> Parsed:
    """Read a text back whose paragraphs are whole, one in each line."""
    return _parsed(text, whole=True)


def _parsed(text: str, *, whole: bool) -> Parsed:
    lines, changes = read_lines(text)

    def paragraphs(part: Sequence[Line]) -> list[str]:
        if whole:
            return [line.text for line in part]
        joined, joints = rejoin(list(part))
        changes.extend(joints)
        return joined

    empty = [line for line in lines if signs.EMPTY_PAGE.match(line.text)]
    lines = [line for line in lines if line not in empty]
    if not lines:
        raise LetterError("没有可以读取的文字")
    above = read_above(lines)
    if not (above.number or above.title or above.recipient):
        raise LetterError("没有找到发文字号、标题和主送，不像公文，请检查文字")
    below = read_below(above.rest, paragraphs)
    if not below.body:
        raise LetterError("没有找到正文")
    doubts = [*(["删去了“此页无正文”"] if empty else []), *above.doubts, *below.doubts]
    return _result(above, below, doubts, changes)


def _result(above: Above, below: Below, doubts: list[str], changes: list[Change]) -> Parsed:
    known = parsed_letter(_letter(above, below, doubts))
    if above.title and not known.session:
        doubts.append("没有找到届次，请核对")
    if above.title and not known.proposal_number:
        doubts.append("没有找到建议（提案）编号，请核对")
    if strange := signs.FOREIGN.findall("\n".join(place.text for place in texts(known.letter))):
        doubts.append(f"“{strange[0]}”不像公文用字，文件可能已损坏，请核对")
    left_out = (*above.left_out, *below.left_out)
    if left_out:
        doubts.append(f"有{len(left_out)}行不属于公文要素，未采用，请核对")
    return replace(
        known,
        uncertainties=tuple(doubts),
        changes=tuple(sorted(changes, key=lambda change: change.line)),
        left_out=left_out,
    )


def parsed_letter(letter: Letter) -> Parsed:
    """Return a letter that is known, with what its title, opening and closing say of the case."""
    title = letter.title.replace("\n", "")
    body = letter.body.split("\n")
    session = signs.SESSION.search(title) or signs.SESSION.search(body[0])
    proposal = signs.PROPOSAL.search(title) or signs.PROPOSAL.search(body[0])
    ends = (line for line in reversed(body[-_LAST:]) if signs.CLOSING.match(line))
    return Parsed(
        letter,
        tuple(f"没有{place.name}，请补充" for place in lacking(letter)),
        session=session[0] if session else "",
        proposal_number=proposal[1] if proposal else "",
        closing=next(ends, ""),
    )


def _letter(above: Above, below: Below, doubts: list[str]) -> Letter:
    """Put the elements together; where one is wanting, say so and what stands in for it."""
    recipient = above.recipient or below.moved
    if not recipient:
        doubts.append("没有找到主送，请补充")
    issuer, signatories = above.issuer, below.signatories
    if (one := issuer.replace("\n", "")) in signatories:
        issuer = one  # A long name stood in two lines.
    titled = signs.IN_TITLE.match(above.title)
    if not signatories:
        named = issuer or (titled[1] if titled else "")
        signatories = tuple(line for line in named.split("\n") if line)
        stand_in = "以发文机关标志代替" if issuer else "以标题中的机关代替" if named else "请补充"
        doubts.append(f"没有找到署名，{stand_in}")
    if not issuer:
        doubts.append(f"没有找到发文机关标志，{'以署名代替' if signatories else '请补充'}")
        issuer = "\n".join(signs.IN_PLACE.sub("", name) for name in signatories)
    return Letter(
        issuer=issuer,
        number=above.number,
        title=above.title,
        recipient=recipient,
        body="\n".join(below.body),
        signatories=signatories,
        dated=below.dated,
        form=Form.LETTER if signs.OPINION.search(above.title) else Form.DOCUMENT,
        note=below.note,
        copies=below.copies,
        printer=below.printer,
        printed_on=below.printed_on,
        outcome_mark=above.outcome or below.outcome,
        attachments=below.attachments,
    )

"""Takes a DOCX over as the plain text of a letter, and says what was changed and left out.

A document of ours is read by its styles; any other one as a published text is. Nothing in the
file is executed or fetched.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from ..clean import Change, tidy
from ..days import written
from ..errors import DocxError, LetterError
from ..parse import parse_paragraphs
from .left_out import LeftOut, speaks, texts_of
from .open import Package, open_docx
from .walk import OURS, Line, Walk

_MADE_BY_US = {
    "发文机关标志": "发文机关标志",
    "发文字号": "发文字号",
    "署名": "署名",
    "成文日期": "成文日期",
    "办理结果": "办理结果标记",
    "附件标识": "附件",
    "附件标题": "附件",
}


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a file gives to the editor. Empty fields were not found; `copies` is one name each.

    changes  spots mended in the text, as `clean` lists them
    said     what was done on the way and what is not certain, one sentence each
    unused   parts of the page that the system makes itself: name and what stood there
    """

    body: str
    title: str = ""
    recipient: str = ""
    copies: tuple[str, ...] = ()
    note: str = ""
    changes: tuple[Change, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    said: tuple[str, ...] = ()
    unused: tuple[tuple[str, str], ...] = ()


def read_docx(source: BinaryIO, name: str = "") -> Taken:
    """Read a file that claims to be a DOCX. Raises DocxError with what to do about it."""
    package = open_docx(source, name)
    walk = Walk.through(package)
    if not walk.lines:
        found = "、".join(str(one) for one in walk.remains.listed())
        raise DocxError(
            f"文件的正文里没有文字{f'，只有{found}' if found else ''}。"
            "如果是扫描件或图片，请先转换成文字；"
            "如果文字在文本框里，请在 Word 或 WPS 中移到正文，再导入。"
        )
    ours = any(line.style in OURS for line in walk.lines)
    taken = _by_style(walk) if ours else _as_published([*walk.lines, *map(Line, walk.imprint)])
    return replace(
        taken,
        left_out=(*walk.remains.listed(), *_around(package), *taken.left_out),
        said=(*walk.revisions.told(), *taken.said),
    )


def _around(package: Package) -> list[LeftOut]:
    """What belongs to the whole file: headers, footers, macros."""
    found = []
    for kind, part in (("页眉", "header"), ("页脚", "footer")):
        roots = [root for root in package.parts(part) if speaks(root)]
        if roots:
            words = ("".join(texts_of(root)).strip() for root in roots)
            found.append(LeftOut(kind, len(roots), words=tuple(dict.fromkeys(filter(None, words)))))
    return found + ([LeftOut("宏", 1)] if package.has_macro else [])


def _by_style(walk: Walk) -> Taken:
    """Read a document of ours: every element has its style."""
    places: dict[str, list[str]] = {}
    body: list[str] = []
    inside_attachment = False
    for line in walk.lines:
        inside_attachment = inside_attachment or line.style == "附件标识"
        if inside_attachment or line.style in _MADE_BY_US:
            places.setdefault(_MADE_BY_US.get(line.style, "附件"), []).append(line.text)
        elif line.style in ("Title", "主送机关", "附注"):
            places.setdefault(line.style, []).append(line.text)
        else:
            body.append(line.text)
    copies = [line.removeprefix("抄送：").rstrip("。") for line in walk.imprint[:1]]
    mended = tidy("\n".join(body))
    return Taken(
        body=mended.text,
        changes=mended.changes,
        title="\n".join(places.pop("Title", [])),
        recipient="".join(places.pop("主送机关", [])).strip().removesuffix("：").removesuffix(":"),
        note=_unbracketed("".join(places.pop("附注", []))),
        copies=tuple(name for line in copies for name in line.split("，") if name),
        unused=tuple((name, "、".join(found).replace("\t", " ")) for name, found in places.items()),
    )


def _unbracketed(note: str) -> str:
    return note[1:-1] if note.startswith("（") and note.endswith("）") else note


def _as_published(lines: Sequence[Line]) -> Taken:
    """Read any other document by its words; if it is no letter, all of it is body."""
    text = "\n".join(line.text for line in lines)
    plain = tidy(text)
    try:
        parsed = parse_paragraphs(text)
    except LetterError:
        return Taken(body=plain.text, changes=plain.changes)
    letter = parsed.letter
    if not (letter.title or letter.recipient):
        return Taken(body=plain.text, changes=plain.changes)
    unused = (
        ("发文机关标志", letter.issuer),
        ("发文字号", letter.number),
        ("署名", "、".join(letter.signatories)),
        ("成文日期", written(letter.dated) if letter.dated else ""),
        ("印发", letter.printer),
        ("办理结果标记", letter.outcome_mark),
    )
    attached = tuple(
        f"{one.title}（{len(one.body)} 字）" if one.body else one.title
        for one in letter.attachments
    )
    rest = (LeftOut("附件", len(attached), words=attached), _lines(parsed.left_out))
    return Taken(
        body=letter.body,
        title=letter.title,
        recipient=letter.recipient,
        copies=letter.copies,
        note=letter.note,
        changes=parsed.changes,
        left_out=tuple(one for one in rest if one.count),
        said=_doubts(parsed.uncertainties),
        unused=tuple((name, text) for name, text in unused if text),
    )


def _lines(lines: Sequence[str]) -> LeftOut:
    return LeftOut("不属于公文要素的行", len(lines), words=tuple(lines))


def _doubts(uncertainties: Sequence[str]) -> tuple[str, ...]:
    """Of what a published letter lacks, a draft needs only title and recipient."""
    missing = ("发文机关标志", "发文字号", "署名", "成文日期")
    needless = (*(f"没有找到{word}" for word in missing), "不属于公文要素")
    return tuple(f"{one}。" for one in uncertainties if not any(word in one for word in needless))

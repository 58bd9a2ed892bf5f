"""The texts of a letter, each under the name of its field, to be looked through or corrected."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .document import Attachment, Letter


@dataclass(frozen=True)
class Text:
    """One text: its field (body, copies[0], attachments[0].body), its Chinese name, itself."""

    field: str
    name: str
    text: str


_SINGLE = (
    ("issuer", "发文机关标志"),
    ("number", "发文字号"),
    ("title", "标题"),
    ("recipient", "主送"),
    ("body", "正文"),
    ("note", "附注"),
    ("printer", "印发机关"),
    ("outcome_mark", "办理结果"),
)
_SEVERAL = (("signatories", "署名"), ("copies", "抄送"))


def texts(letter: Letter) -> Iterator[Text]:
    """Yield every text that is printed, in the order of the page."""
    for field, name in _SINGLE:
        yield Text(field, name, getattr(letter, field))
    for field, name in _SEVERAL:
        for at, text in enumerate(getattr(letter, field)):
            yield Text(f"{field}[{at}]", name, text)
    for at, attachment in enumerate(letter.attachments):
        yield Text(f"attachments[{at}].title", f"附件{at + 1}标题", attachment.title)
        yield Text(f"attachments[{at}].body", f"附件{at + 1}", attachment.body)


def text_at(letter: Letter, field: str) -> str:
    """Return the text of a field by its name, empty where the field holds no single text."""
    return next((place.text for place in texts(letter) if place.field == field), "")


def places_of(letter: Letter, character: str) -> list[str]:
    """Say in Chinese where a character stands: 主送第1个字, 正文第2段第5个字."""
    return [
        f"{place.name}{_part_of(place, at)}第{at - place.text.rfind(chr(10), 0, at)}个字"
        for place in texts(letter)
        for at, found in enumerate(place.text)
        if found == character
    ]


def _part_of(place: Text, at: int) -> str:
    line = place.text.count("\n", 0, at) + 1
    if place.field.endswith("body"):
        return f"第{line}段"
    item = re.search(r"^(?:signatories|copies)\[(\d+)\]$", place.field)
    if item:
        return f"第{int(item[1]) + 1}个单位"
    return f"第{line}行" if "\n" in place.text else ""


def changed(letter: Letter, corrected: Mapping[str, str]) -> Letter:
    """Return the letter with some of its texts replaced."""
    values: dict[str, Any] = {}
    for field, text in corrected.items():
        found = re.fullmatch(r"(\w+)\[(\d+)\](?:\.(\w+))?", field)
        if not found:
            values[field] = text
            continue
        name, at, part = found[1], int(found[2]), found[3]
        items = list(values.get(name, getattr(letter, name)))
        items[at] = _part(items[at], part, text) if part else text
        values[name] = tuple(items)
    return replace(letter, **values)


def _part(attachment: Attachment, part: str, text: str) -> Attachment:
    if part == "title":
        return replace(attachment, title=text)
    return replace(attachment, body=text)

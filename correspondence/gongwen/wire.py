"""Reads values out of JSON; each reader names in Chinese the field that is wrong."""

import base64
import json
import re
from datetime import date

from .errors import LetterError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LARGEST = 1e6


def load(text: str | bytes, *, known: set[str], required: set[str]) -> dict[str, object]:
    """Return the object a JSON text holds; raise LetterError if it is none or has other fields."""
    raw = _read(text)
    if not isinstance(raw, dict):
        raise LetterError("JSON 的最外层应为一个对象 { … }")
    if unknown := sorted(set(raw) - known):
        raise LetterError(f"不认识的字段：{'、'.join(unknown)}")
    if missing := sorted(required - set(raw)):
        raise LetterError(f"缺少字段：{'、'.join(missing)}")
    return raw


def _read(text: str | bytes) -> object:
    if not text.strip():
        raise LetterError("文件是空的，没有公文数据")
    try:
        found: object = json.loads(text, object_pairs_hook=_once)
    except LetterError:
        raise
    except UnicodeDecodeError as reason:
        raise LetterError("文件不是 UTF-8 编码的 JSON") from reason
    except json.JSONDecodeError as reason:
        raise LetterError(f"第{reason.lineno}行第{reason.colno}字起不是有效的 JSON") from reason
    except RecursionError as reason:
        raise LetterError("JSON 嵌套过深，不是公文数据") from reason
    except ValueError as reason:
        # Python refuses whole numbers of more than 4,300 digits.
        raise LetterError("JSON 中有过大的数字，不是公文数据") from reason
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object; of a field given twice nobody knows which one is meant."""
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise LetterError(f"字段 {name} 写了不止一次，请只留一个")
    return dict(pairs)


def a_text(name: str, value: object) -> str:
    """Read a text."""
    if not isinstance(value, str):
        raise LetterError(f"字段 {name} 应为文字")
    return value


def a_line(name: str, value: object) -> str:
    """Read a text of one line."""
    text = a_text(name, value)
    if "\n" in text:
        raise LetterError(f"字段 {name} 不能换行")
    return text


def some_texts(name: str, value: object) -> tuple[str, ...]:
    """Read a list of texts."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LetterError(f"字段 {name} 应为文字的列表")
    return tuple(value)


def a_day(name: str, value: object) -> date | None:
    """Read a day as 2023-05-11, or null."""
    if value is None:
        return None
    text = a_text(name, value)
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise LetterError(f"字段 {name} 不是日期：日期应写作 2023-05-11")


def a_picture(name: str, value: object) -> bytes | None:
    """Read a picture in Base64, or null."""
    if value is None:
        return None
    try:
        return base64.b64decode(a_text(name, value), validate=True)
    except ValueError as reason:
        raise LetterError(f"字段 {name} 应为 Base64 编码的图片") from reason


def some_pictures(name: str, value: object) -> tuple[bytes, ...]:
    """Read a list of pictures in Base64."""
    pictures = [a_picture(name, item) for item in value] if isinstance(value, list) else [None]
    found = tuple(picture for picture in pictures if picture is not None)
    if len(found) != len(pictures):
        raise LetterError(f"字段 {name} 应为 Base64 编码的图片的列表")
    return found


def a_length(name: str, value: object) -> float:
    """Read a length in millimetres."""
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    # A comparison with NaN is never true.
    if number is None or not abs(number) <= _LARGEST:
        raise LetterError(f"字段 {name} 应为毫米数，如 42")
    return float(number)

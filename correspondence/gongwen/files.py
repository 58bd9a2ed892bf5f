"""Reads what people hand to the command line: text in whatever encoding, JSON, PDF, DOCX."""

import codecs
import io
import unicodedata
from dataclasses import replace

from .document import Letter
from .docx.open import open_docx
from .docx.walk import Walk
from .errors import LetterError
from .parse import Parsed, parse, parse_paragraphs, parsed_letter
from .recover import parse_pdf

_PDF = b"%PDF-"
_HEAD = 1024
"""Bytes among which the mark of a PDF stands (ISO 32000-1, annex H)."""
_DOCX = b"PK\x03\x04"
_BINARY = (
    (_PDF, "是 PDF，请用 parse 命令读取，或复制其中的文字"),
    (_DOCX, "是 Word 文件或压缩包，请复制其中的文字，或另存为纯文本后再试"),
    (b"\xd0\xcf\x11\xe0", "是旧版 Word 文件，请复制其中的文字，或另存为纯文本后再试"),
    (b"{\\rtf", "是 RTF 文件，请复制其中的文字，或另存为纯文本后再试"),
    (b"\x89PNG", "是图片，请先作文字识别"),
    (b"\xff\xd8\xff", "是图片，请先作文字识别"),
    (b"GIF8", "是图片，请先作文字识别"),
)
_STRANGE = {"Cc", "Cn", "Co", "Cs"}
_MOST_STRANGE = 0.1
"""Share of characters that are no text, from which a file is none."""


def read_text(raw: bytes) -> str:
    """Decode a text: UTF-8, UTF-16 or GB18030; raise LetterError if it is none of them."""
    for mark, what in _BINARY:
        if raw.startswith(mark):
            raise LetterError(f"文件{what}")
    if raw.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise LetterError("文件是网页源代码，请复制网页上的文字")
    for encoding in _encodings(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise LetterError("文件不是文字，或编码不是 UTF-8、UTF-16、GB18030，请另存为 UTF-8 文本后再试")


def is_pdf(raw: bytes) -> bool:
    """Say whether a file is a PDF."""
    return _PDF in raw[:_HEAD]


def read_document(raw: bytes) -> Parsed:
    """Read a letter from JSON, a PDF, a DOCX, or the text of a published document."""
    if is_pdf(raw):
        return parse_pdf(raw)
    if raw.startswith(_DOCX):
        return _from_docx(raw)
    text = read_text(raw)
    if text.lstrip().startswith("{"):
        return parsed_letter(Letter.from_json(text))
    return parse(text)


def _from_docx(raw: bytes) -> Parsed:
    """Read the paragraphs of a Word file; its styles are not asked, only its words."""
    walk = Walk.through(open_docx(io.BytesIO(raw)))
    parsed = parse_paragraphs("\n".join([*(line.text for line in walk.lines), *walk.imprint]))
    others = tuple(str(one) for one in walk.remains.listed())
    return replace(parsed, left_out=(*parsed.left_out, *others))


def _encodings(raw: bytes) -> tuple[str, ...]:
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ("utf-32",)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\x00" in raw:
        return ("utf-8-sig", "utf-16-le", "utf-16-be")
    return ("utf-8-sig", "gb18030")


def _is_text(text: str) -> bool:
    """Say whether characters are text: few that no page can show."""
    strange = sum(
        unicodedata.category(character) in _STRANGE and character not in "\t\n\r\x0b\x0c\x85"
        for character in text
    )
    return strange <= _MOST_STRANGE * len(text)

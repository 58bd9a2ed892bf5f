"""Opens a DOCX that somebody brings: known by its content, within limits, or refused with advice.

Nothing is unpacked but the few parts that hold text; pictures, macros and embedded files are
never touched. No entity is resolved and nothing is fetched.
"""

import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from lxml import etree

from ..errors import DocxError

MB = 1024 * 1024
LARGEST_FILE = 60 * MB
"""Bytes of a file; its pictures are not read, so they may be many."""
LARGEST_TEXT = 40 * MB
"""Bytes of all that is read, after unpacking: a hundred times what a long document needs."""
MOST_MARKS = 500_000
"""Marks (`<`) of all that is read: a long document with every second character in a run of its
own has half as many; this many are read in a few seconds."""
MOST_PARTS = 10_000
"""Entries of a package."""

_OFFICE = "officeDocument"
_ADVICE = "请在 Word 或 WPS 中打开，另存为 .docx 后再导入。"
_BROKEN = "文件已损坏，无法打开。请在 Word 或 WPS 中打开修复，另存为 .docx 后再导入。"

_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "RTF 文档"),
    (b"MIME-Version", "网页存档（MHT）"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"MZ", "程序"),
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", ""),
    ("WordDocument", "Word 97–2003 文档（.doc）"),
    ("Workbook", "Excel 表格"),
    ("PowerPoint Document", "演示文稿"),
)
_OTHER_PACKAGES = (("spreadsheetml", "Excel 表格"), ("presentationml", "演示文稿"))
_OPEN_DOCUMENTS = (("opendocument.text", "ODT 文档"), ("opendocument", "OpenDocument 文件"))


class Archive(zipfile.ZipFile):
    """A zip file that gives only so much: what an entry declares may lie."""

    bytes_left = LARGEST_TEXT
    marks_left = MOST_MARKS


@dataclass(frozen=True)
class Package:
    """The parts of an open DOCX; `main` is the name of the one that holds the text."""

    archive: Archive
    main: str

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self.archive.namelist())

    @cached_property
    def has_macro(self) -> bool:
        """Whether the file carries a macro."""
        return any(name.lower().endswith("vbaproject.bin") for name in self.names)

    def part(self, kind: str) -> Any:
        """The root of the first part of a kind (`styles`, `numbering` …), None if there is none."""
        found = self.parts(kind)
        return found[0] if found else None

    def parts(self, kind: str) -> list[Any]:
        """The roots of all parts of a kind that belong to the text."""
        targets = [target for of, target in self._relations if of == kind]
        return [_xml(self.archive, name) for name in targets if name in self.names]

    def text(self) -> Any:
        """The root of the part that holds the text."""
        return _xml(self.archive, self.main)

    @cached_property
    def _relations(self) -> list[tuple[str, str]]:
        place = PurePosixPath(self.main)
        return _relations(self.archive, str(place.parent / "_rels" / f"{place.name}.rels"), place)


def open_docx(source: BinaryIO, name: str = "") -> Package:
    """Open a file by what it holds, whatever it is called. Raises DocxError with what to do."""
    size = source.seek(0, 2)
    if size == 0:
        raise DocxError("文件是空的，请重新选择。")
    if size > LARGEST_FILE:
        raise DocxError(
            f"文件有 {size / MB:.0f} MB，超过 {LARGEST_FILE // MB} MB 的上限。"
            "请删去其中的图片后另存，再导入。"
        )
    source.seek(0)
    start = source.read(16)
    source.seek(0)
    if start.startswith(_OLE):
        raise DocxError(_refused_ole(source.read(), name))
    if not start.startswith(b"PK"):
        raise DocxError(_refused(start, source.read(2048)))
    try:
        return _opened(Archive(source))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as reason:
        raise reason if isinstance(reason, DocxError) else DocxError(_BROKEN) from reason


def _opened(archive: Archive) -> Package:
    names = archive.namelist()
    if len(names) > MOST_PARTS:
        raise DocxError(f"文件内部有 {len(names)} 个部分，超过 {MOST_PARTS} 个的上限，不能导入。")
    if "[Content_Types].xml" not in names:
        raise DocxError(_refused_archive(archive))
    types = _read(archive, "[Content_Types].xml").decode("utf-8", "replace")
    for word, kind in _OTHER_PACKAGES:
        if word in types and "wordprocessingml" not in types:
            raise DocxError(_not_word(kind))
    relations = _relations(archive, "_rels/.rels", PurePosixPath("x"))
    main = next((target for of, target in relations if of == _OFFICE), "word/document.xml")
    if main not in names:
        raise DocxError(_BROKEN)
    return Package(archive, main)


def _refused(start: bytes, rest: bytes) -> str:
    kind = next((kind for mark, kind in _KINDS if start.startswith(mark)), "")
    if not kind and start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        kind = "网页或 XML 文件"
    if not kind and (b"\x00" not in start + rest or start.startswith(_UTF_16)):
        return "这是纯文本文件，不是 Word 文档（.docx）。请打开后复制文字，粘贴到正文。"
    return _not_word(kind)


def _not_word(kind: str) -> str:
    what = f"文件的内容是{kind}，" if kind else "文件的内容"
    return f"{what}不是 Word 文档（.docx），改扩展名不能改变内容。{_ADVICE}"


def _refused_ole(content: bytes, name: str) -> str:
    """Both an encrypted DOCX and everything before 2007 are OLE containers."""
    streams = [kind for word, kind in _STREAMS if word.encode("utf-16-le") in content]
    kind = streams[0] if streams else "旧格式文件"
    if not kind:
        return "文件设有打开密码。请在 Word 或 WPS 中取消密码，另存为 .docx 后再导入。"
    if name.lower().endswith((".wps", ".wpt")):
        kind = "WPS 文字文档（.wps）"
    return f"文件的内容是{kind}，不是 .docx。{_ADVICE}"


def _refused_archive(archive: Archive) -> str:
    names = archive.namelist()
    if "mimetype" in names:
        said = _read(archive, "mimetype").decode("utf-8", "replace")
        if kind := next((kind for word, kind in _OPEN_DOCUMENTS if word in said), ""):
            return f"文件的内容是{kind}，不是 .docx。{_ADVICE}"
    if "OFD.xml" in names:
        return _not_word("OFD 版式文件")
    inside = [name for name in names if name.lower().endswith((".docx", ".doc", ".wps"))]
    hint = "请解压后导入其中的 Word 文档。" if inside else _ADVICE
    return f"文件的内容是压缩包，不是 Word 文档（.docx）。{hint}"


def _relations(archive: Archive, name: str, place: PurePosixPath) -> list[tuple[str, str]]:
    """The last word of the type, and the target, of every relation to another part."""
    if name not in archive.namelist():
        return []
    found = []
    for relation in _xml(archive, name):
        if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        base = "" if target.startswith("/") else str(place.parent)
        path = "/".join(_plain([*base.split("/"), *target.split("/")]))
        found.append((relation.get("Type", "").rpartition("/")[2], path))
    return found


def _plain(steps: list[str]) -> list[str]:
    path: list[str] = []
    for step in steps:
        if step == "..":
            path = path[:-1]
        elif step not in ("", "."):
            path.append(step)
    return path


def _read(archive: Archive, name: str) -> bytes:
    """The bytes of one part, counted while they are unpacked."""
    try:
        with archive.open(name) as part:
            content = part.read(archive.bytes_left + 1)
    except RuntimeError as reason:
        raise DocxError("文件是设有密码的压缩包，请去掉密码后再导入。") from reason
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as reason:
        raise DocxError(_BROKEN) from reason
    archive.bytes_left -= len(content)
    if archive.bytes_left < 0:
        raise DocxError(
            f"文件内部的文字部分解压后超过 {LARGEST_TEXT // MB} MB 的上限，不像正常文档，不能导入。"
        )
    return content


def _xml(archive: Archive, name: str) -> Any:
    """The root of an XML part. Entities are a way to attack, and no word processor writes any."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    content = _read(archive, name)
    archive.marks_left -= content.count(b"<")
    if archive.marks_left < 0:
        raise DocxError(
            f"文件内部的格式标记超过 {MOST_MARKS // 10_000} 万个，读不完。"
            "请在 Word 或 WPS 中新建文档，把需要的文字“只保留文本”粘贴进去，保存后再导入。"
        )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as reason:
        raise DocxError(_BROKEN) from reason
    if root.getroottree().docinfo.doctype:
        raise DocxError("文件内部含有不安全的 XML 声明（DOCTYPE），不能导入。" + _ADVICE)
    return root

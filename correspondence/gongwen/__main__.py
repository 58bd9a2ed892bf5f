"""The command line: render, lint, parse, measure, clean, verify, schema.

Exit codes: 0 the document conforms, 1 there are findings, 2 bad usage or unreadable input.
"""

import argparse
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from .clean import clean
from .document import Letter
from .docx import to_docx
from .engine import to_html, to_pdf
from .errors import LayoutError, LetterError, PdfError
from .lint import lint
from .measure import measure
from .overlay import overlay
from .parse import Parsed, parse
from .recover import parse_pdf
from .schema import schema
from .sign import verify

CONFORMS, FINDINGS, UNREADABLE = 0, 1, 2
_PDF = b"%PDF-"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    logging.getLogger().addHandler(logging.NullHandler())
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (LayoutError, LetterError, PdfError) as reason:
        return _refused(str(reason))
    except UnicodeDecodeError:
        return _refused("文件不是 UTF-8 编码的文字")
    except OSError as reason:
        return _refused(f"文件无法读写：{reason.filename or reason}")


def _refused(reason: str) -> int:
    sys.stderr.write(f"{reason}\n")
    return UNREADABLE


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _render(options: argparse.Namespace) -> int:
    letter = Letter.from_json(options.letter.read_bytes())
    if options.out.suffix == ".docx":
        options.out.write_bytes(to_docx(letter))
    elif options.out.suffix == ".html":
        options.out.write_text(to_html(letter), encoding="utf-8")
    elif options.out.suffix == ".pdf":
        options.out.write_bytes(to_pdf(letter))
    else:
        return _refused("输出文件名应以 .pdf、.docx 或 .html 结尾")
    return CONFORMS


def _lint(options: argparse.Namespace) -> int:
    found = lint(_letter(options.letter))
    if options.json:
        _say(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=2))
    for finding in () if options.json else found:
        place = f"第{finding.paragraph}段第{finding.character}字" if finding.paragraph else "全项"
        _say(f"{finding.rule} {finding.severity} {finding.field} {place}：{finding.message}")
    return FINDINGS if found else CONFORMS


def _letter(path: Path) -> Letter:
    """Read a letter from JSON, or else from the text of a published document."""
    raw = path.read_bytes()
    if raw.lstrip().startswith(b"{"):
        return Letter.from_json(raw)
    return _parsed(raw).letter


def _parsed(raw: bytes) -> Parsed:
    if raw.startswith(_PDF):
        return parse_pdf(raw)
    return parse(raw.decode("utf-8-sig"))


def _parse(options: argparse.Namespace) -> int:
    parsed = _parsed(options.source.read_bytes())
    if options.output:
        options.output.write_text(f"{parsed.letter.to_json()}\n", encoding="utf-8")
    else:
        _say(parsed.letter.to_json())
    for doubt in parsed.uncertainties:
        sys.stderr.write(f"不确定：{doubt}\n")
    return FINDINGS if parsed.uncertainties else CONFORMS


def _measure(options: argparse.Namespace) -> int:
    pdf = options.pdf.read_bytes()
    measured = measure(pdf)
    if options.overlay:
        options.overlay.mkdir(parents=True, exist_ok=True)
        for page in range(1, measured.pages + 1):
            (options.overlay / f"page-{page:03}.png").write_bytes(overlay(pdf, page))
    _say(measured.to_json() if options.json else measured.table())
    return CONFORMS if measured.conforms else FINDINGS


def _clean(options: argparse.Namespace) -> int:
    cleaned = clean(options.text.read_bytes().decode("utf-8-sig"))
    _say(cleaned.text)
    for change in cleaned.changes:
        sys.stderr.write(f"第{change.line}行 {change.rule}：{change.before!r} → {change.after!r}\n")
    return FINDINGS if cleaned.changes else CONFORMS


def _verify(options: argparse.Namespace) -> int:
    roots = tuple(path.read_bytes() for path in options.root)
    verified = verify(options.pdf.read_bytes(), roots=roots)
    _say(verified.message)
    return CONFORMS if verified.intact else FINDINGS


def _schema(_options: argparse.Namespace) -> int:
    _say(json.dumps(schema(), ensure_ascii=False, indent=2))
    return CONFORMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m correspondence.gongwen",
        description="按 GB/T 9704-2012 排版、检查、读回和测量公文。",
        epilog="返回值：0 符合，1 有问题，2 用法不对或文件无法读取。",
    )
    commands = parser.add_subparsers(required=True, metavar="命令")
    render = _command(commands, "render", _render, "排版为 PDF、DOCX 或 HTML")
    render.add_argument("letter", type=Path, metavar="LETTER.json")
    render.add_argument("out", type=Path, metavar="OUT")
    check = _command(commands, "lint", _lint, "检查格式与用语")
    check.add_argument("letter", type=Path, metavar="LETTER.json|TEXT")
    check.add_argument("--json", action="store_true", help="以 JSON 输出")
    read = _command(commands, "parse", _parse, "把已发布的文字或 PDF 读回为数据")
    read.add_argument("source", type=Path, metavar="TEXT|PDF")
    read.add_argument("-o", "--output", type=Path, metavar="LETTER.json")
    gauge = _command(commands, "measure", _measure, "测量 PDF 的版面")
    gauge.add_argument("pdf", type=Path, metavar="PDF")
    gauge.add_argument("--overlay", type=Path, metavar="DIR", help="输出带版心网格的图片")
    gauge.add_argument("--json", action="store_true", help="以 JSON 输出")
    tidy = _command(commands, "clean", _clean, "清理粘贴的文字")
    tidy.add_argument("text", type=Path, metavar="TEXT")
    prove = _command(commands, "verify", _verify, "核对数字签名")
    prove.add_argument("pdf", type=Path, metavar="PDF")
    prove.add_argument("--root", type=Path, action="append", default=[], help="信任的证书")
    _command(commands, "schema", _schema, "打印数据的 JSON Schema")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(command=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())

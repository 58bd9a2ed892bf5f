"""The command line: render, lint, rules, parse, measure, clean, verify, schema.

Exit codes: 0 the document conforms, 1 there are findings, 2 bad usage or unreadable input.
"""

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from .checks import lacking
from .clean import clean
from .document import Letter
from .docx.write import to_docx
from .engine import to_html, to_pdf
from .errors import DocxError, LayoutError, LetterError, PdfError
from .files import read_document, read_text
from .lint import lint, mended
from .lint.case import Case, Waiver
from .lint.finding import Finding
from .lint.rulebook import RULES
from .measure import measure
from .measure.overlay import overlay
from .plain import to_text
from .schema import case_schema, schema
from .sign import verify

CONFORMS, FINDINGS, UNREADABLE = 0, 1, 2
_FAULTS = (
    (FileNotFoundError, "找不到文件或文件夹"),
    (IsADirectoryError, "是文件夹，不是文件"),
    (NotADirectoryError, "不是文件夹"),
    (PermissionError, "没有读写的权限"),
)
_CASE = """\
CASE.json 是办件数据，各项可省，写了的才比较：
  {"session": "市十六届人大一次会议", "proposal_number": "0049",
   "recipients": ["杨彩虹"], "signed_on": "2023-05-11"}
例：lint LETTER.json --case CASE.json --waive L01:待编号 --fix FIXED.json"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    logging.getLogger().addHandler(logging.NullHandler())
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Half a surrogate pair has no bytes: write it as its escape rather than break off.
        sys.stdout.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (DocxError, LayoutError, LetterError, PdfError) as reason:
        return _refused(str(reason))
    except BrokenPipeError:
        # Whoever reads has read enough; what is left in the buffer goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREADABLE
    except OSError as reason:
        fault = next((name for kind, name in _FAULTS if isinstance(reason, kind)), "文件无法读写")
        return _refused(f"{fault}：{reason.filename or reason}")


def _refused(reason: str) -> int:
    sys.stderr.write(f"{reason}\n")
    return UNREADABLE


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _say_json(value: object) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=2))


def _note(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _render(options: argparse.Namespace) -> int:
    letter = Letter.from_json(read_text(options.letter.read_bytes()))
    suffix = options.out.suffix.lower()
    if suffix == ".docx":
        options.out.write_bytes(to_docx(letter))
    elif suffix == ".pdf":
        options.out.write_bytes(to_pdf(letter))
    elif suffix == ".html":
        _write(options.out, to_html(letter))
    elif suffix == ".txt":
        _write(options.out, to_text(letter))
    else:
        return _refused("输出文件名应以 .pdf、.docx、.html 或 .txt 结尾")
    blank = lacking(letter)
    for place in blank:
        _note(f"没有{place.name}，版面上留空，请补充后再印发")
    return FINDINGS if blank else CONFORMS


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="backslashreplace")


def _lint(options: argparse.Namespace) -> int:
    case = Case.from_json(read_text(options.case.read_bytes())) if options.case else None
    waivers = [Waiver(*_waived(text)) for text in options.waive]
    read = read_document(options.letter.read_bytes())
    letter = read.letter
    for doubt in read.uncertainties:
        _note(f"不确定：{doubt}")
    if options.fix:
        letter = mended(letter, waivers=waivers)
        text = to_text(letter) if options.fix.suffix == ".txt" else f"{letter.to_json()}\n"
        _write(options.fix, text)
        _note(f"已改正{'并' if letter != read.letter else '（无可改正之处）'}写入 {options.fix}")
    found = lint(letter, case, waivers=waivers)
    if options.json:
        _say_json([asdict(finding) for finding in found])
    else:
        for finding in found:
            _say(_told(finding))
        for waiver in waivers:
            _say(f"{waiver.rule} 已豁免：{waiver.reason}")
    return FINDINGS if found else CONFORMS


def _waived(text: str) -> tuple[str, str]:
    rule, _, reason = text.replace("：", ":", 1).partition(":")
    return rule.strip(), reason


def _told(finding: Finding) -> str:
    place = f"第{finding.paragraph}段第{finding.character}字" if finding.paragraph else "全项"
    return f"{finding.rule} {finding.severity} {finding.field} {place}：{finding.message}"


def _rules(options: argparse.Namespace) -> int:
    if options.json:
        _say_json([asdict(rule) for rule in RULES])
        return CONFORMS
    for rule in RULES:
        fix = "　可自动改正" if rule.mends else ""
        _say(f"{rule.id} {rule.severity} {rule.about}（{rule.source}）{fix}")
    return CONFORMS


def _parse(options: argparse.Namespace) -> int:
    parsed = read_document(options.source.read_bytes())
    if options.output:
        _write(options.output, f"{parsed.letter.to_json()}\n")
    else:
        _say(parsed.letter.to_json())
    for doubt in parsed.uncertainties:
        _note(f"不确定：{doubt}")
    for line in parsed.left_out:
        _note(f"未采用：{line}")
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
    cleaned = clean(read_text(options.text.read_bytes()))
    _say(cleaned.text)
    for change in cleaned.changes:
        _note(f"第{change.line}行 {change.rule}：{change.before!r} → {change.after!r}")
    return FINDINGS if cleaned.changes else CONFORMS


def _verify(options: argparse.Namespace) -> int:
    roots = tuple(path.read_bytes() for path in options.root)
    verified = verify(options.pdf.read_bytes(), roots=roots)
    _say(verified.message)
    return CONFORMS if verified.intact else FINDINGS


def _schema(options: argparse.Namespace) -> int:
    _say_json(case_schema() if options.what == "case" else schema())
    return CONFORMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m correspondence.gongwen",
        description="按 GB/T 9704-2012 排版、检查、读回和测量公文。",
        epilog="返回值：0 符合，1 有问题，2 用法不对或文件无法读取。",
    )
    commands = parser.add_subparsers(required=True, metavar="命令")
    render = _command(commands, "render", _render, "排版为 PDF、DOCX、HTML，或写成纯文字")
    render.add_argument("letter", type=Path, metavar="LETTER.json")
    render.add_argument("out", type=Path, metavar="OUT")
    _lint_options(_command(commands, "lint", _lint, "检查格式与用语", epilog=_CASE))
    listed = _command(commands, "rules", _rules, "列出 lint 的全部规则")
    listed.add_argument("--json", action="store_true", help="以 JSON 输出")
    read = _command(commands, "parse", _parse, "把已发布的文字、PDF 或 DOCX 读回为数据")
    read.add_argument("source", type=Path, metavar="TEXT|PDF|DOCX")
    read.add_argument("-o", "--output", type=Path, metavar="LETTER.json")
    gauge = _command(commands, "measure", _measure, "测量 PDF 的版面")
    gauge.add_argument("pdf", type=Path, metavar="PDF")
    gauge.add_argument("--overlay", type=Path, metavar="DIR", help="输出带版心网格的图片")
    gauge.add_argument("--json", action="store_true", help="以 JSON 输出")
    tidy = _command(commands, "clean", _clean, "清理粘贴的文字，逐条列出改动")
    tidy.add_argument("text", type=Path, metavar="TEXT")
    prove = _command(commands, "verify", _verify, "核对数字签名")
    prove.add_argument("pdf", type=Path, metavar="PDF")
    prove.add_argument("--root", type=Path, action="append", default=[], help="信任的证书")
    form = _command(commands, "schema", _schema, "打印公文（letter）或办件（case）的 JSON Schema")
    form.add_argument("what", nargs="?", choices=["letter", "case"], default="letter")
    return parser


def _lint_options(check: argparse.ArgumentParser) -> None:
    check.add_argument("letter", type=Path, metavar="LETTER.json|TEXT|PDF|DOCX")
    check.add_argument("--case", type=Path, metavar="CASE.json", help="与办件数据比较")
    check.add_argument(
        "--waive",
        action="append",
        default=[],
        metavar="规则:理由",
        help="豁免一条规则，须写理由，可多次使用；规则见 rules 命令",
    )
    check.add_argument(
        "--fix", type=Path, metavar="OUT", help="写出改正后的公文：OUT.json 为数据，OUT.txt 为文字"
    )
    check.add_argument("--json", action="store_true", help="以 JSON 输出")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    epilog: str = "",
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=about,
        description=about,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Measures how fast a letter becomes a PDF, beside what else would do it.

    python bench/gongwen.py [--letters 1000]

All figures of a run come from this machine, in this run, from the same text: the reply
published as 沪科建复〔2023〕15号, five pages.

A run on two cores busy with much else (load 8 to 11; Python 3.11, WeasyPrint with shipped faces),
in time of the process, LibreOffice beside gongwen by the clock on the wall:

    what                          |   ms | against gongwen
    gongwen, 5 pages              |  101 | 1.00
      of it breaking lines        | 3.38 | 0.033
      of it all that is laid out  | 6.32 | 0.063
    bare WeasyPrint               |  179 | gongwen takes 0.56 of it
    LibreOffice from DOCX         | 9757 | 17.5

    pages     |    5 |   11 |  21 |  41 |  61
    ms        |  102 |  131 | 138 | 209 | 284
    ms a page | 20.4 | 11.9 | 6.6 | 5.1 | 4.7

    300 letters, 2 processes | 2.3 letters/s by the clock, 210 MB a process at most

Left alone, the same machine makes 1,000 letters at 14.8 a second.
LibreOffice makes as many pages of the DOCX: 5, 4 for the same reply in the letter form, 2 and 11.
"""

import argparse
import multiprocessing
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from unittest import mock

import weasyprint
from weasyprint.text.fonts import FontConfiguration

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from correspondence.gongwen import (  # noqa: E402 - after the path
    Attachment,
    Form,
    Letter,
    page_count,
    parse,
    setting,
    to_pdf,
)
from correspondence.gongwen.breaking import break_lines  # noqa: E402
from correspondence.gongwen.docx.write import to_docx  # noqa: E402
from correspondence.gongwen.faces import SHIPPED, Face  # noqa: E402
from correspondence.gongwen.page import compose  # noqa: E402

PUBLISHED = ROOT / "tests/gongwen/published/reply.txt"
ROUNDS = 11
_BARE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { margin: 0; font: 16pt/28.99pt fang }
p { margin: 0; text-indent: 2em }
h1 { font: 22pt/28.99pt title; text-align: center }
.mark { font: 42pt title; color: red; text-align: center }
.head { font-family: hei }
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure how fast a letter becomes a PDF.")
    parser.add_argument("--letters", type=int, default=1000)
    count = parser.parse_args().letters
    letter = parse(PUBLISHED.read_text(encoding="utf-8")).letter
    ours, bare, breaking, pages = alternately(
        lambda: to_pdf(letter), bare_weasyprint(letter), breaker(letter), lambda: compose(letter)
    )
    print("what | ms | against gongwen")
    print(f"gongwen, {page_count(to_pdf(letter))} pages | {ours:.0f} | 1.00")
    print(f"  of it breaking lines | {breaking:.2f} | {breaking / ours:.3f}")
    print(f"  of it all that is laid out, breaking too | {pages:.2f} | {pages / ours:.3f}")
    print(f"bare WeasyPrint | {bare:.0f} | gongwen takes {ours / bare:.2f} of it")
    libreoffice(letter)
    growth(letter)
    batch(letter, count)


def alternately(
    *works: Callable[[], object], clock: Callable[[], float] = time.process_time
) -> list[float]:
    """Return the medians of several works done in turn, so that all meet the same weather.

    The clock is that of this process: other work on the machine is not counted.
    """
    for work in works:
        work()
    rounds = [[_milliseconds(work, clock) for work in works] for _ in range(ROUNDS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def _milliseconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return (clock() - start) * 1000


def typical(work: Callable[[], object]) -> float:
    """Return the median of several rounds in milliseconds by the clock on the wall."""
    return alternately(work, clock=time.perf_counter)[0]


def breaker(letter: Letter) -> Callable[[], object]:
    """Return the breaking of the letter's paragraphs, the rest of the layout left out."""
    with mock.patch.object(setting, "break_lines", wraps=break_lines) as asked:
        compose(letter)
    given = [call.args for call in asked.call_args_list]
    return lambda: [break_lines(*arguments) for arguments in given]


def bare_weasyprint(letter: Letter) -> Callable[[], object]:
    """Return the same text given to WeasyPrint with its own line breaking, faces loaded."""
    faces = "".join(
        f"@font-face {{ font-family: {face.value}; src: url({SHIPPED.file(face).as_uri()}) }}"
        for face in Face
    )
    fonts = FontConfiguration()
    style = weasyprint.CSS(string=faces + _BARE, font_config=fonts)
    paragraphs = "".join(
        f"<p{' class=head' if text[1:2] == '、' else ''}>{escape(text)}</p>"
        for text in letter.body.split("\n")
    )
    html = (
        f"<html lang=zh><body><p class=mark>{letter.issuer}</p><p>{letter.number}</p>"
        f"<h1>{letter.title}</h1><p>{letter.recipient}：</p>{paragraphs}"
        f"<p>{letter.signatories[0]}</p><p>2023年5月11日</p>"
    )
    return lambda: weasyprint.HTML(string=html).write_pdf(stylesheets=[style], font_config=fonts)


def libreoffice(letter: Letter) -> None:
    """Print what LibreOffice takes to convert the DOCX, and whether its pages are as many."""
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice | not installed |")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = f"-env:UserInstallation={folder.as_uri()}/profile"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", name]
        for at, subject in enumerate(_kinds(letter)):
            (folder / f"{at}.docx").write_bytes(to_docx(subject))
        sources = sorted(map(str, folder.glob("*.docx")))
        taken = typical(
            lambda: subprocess.run([*command, sources[0]], check=True, capture_output=True)
        )
        ours = typical(lambda: to_pdf(letter))
        print(f"LibreOffice from DOCX | {taken:.0f} | {taken / ours:.1f}")
        subprocess.run([*command, *sources], check=True, capture_output=True)
        print("\nletter | pages of the PDF | pages LibreOffice makes of the DOCX")
        for at, subject in enumerate(_kinds(letter)):
            theirs = page_count((folder / f"{at}.pdf").read_bytes())
            print(f"{at + 1} | {page_count(to_pdf(subject))} | {theirs}")


def _kinds(letter: Letter) -> tuple[Letter, ...]:
    """Return letters of several kinds and lengths, the given one first."""
    paragraphs = letter.body.split("\n")
    attached = (Attachment("任务分工", "\n".join(paragraphs[:6])),)
    return (
        letter,
        replace(letter, form=Form.LETTER, printer="", printed_on=None),
        replace(letter, body="\n".join(paragraphs[:3])),
        replace(letter, body="\n".join(paragraphs * 2), attachments=attached),
    )


def growth(letter: Letter) -> None:
    """Print how the time grows with the length of the letter."""
    print("\npages | ms | ms a page")
    for times in (1, 3, 6, 12, 18):
        long = replace(letter, body="\n".join([letter.body] * times))
        pages = page_count(to_pdf(long))
        (taken,) = alternately(partial(to_pdf, long))
        print(f"{pages} | {taken:.0f} | {taken / pages:.1f}")


def batch(letter: Letter, count: int) -> None:
    """Print how many letters two processes make in a second, and the memory they need."""
    start = time.perf_counter()
    with multiprocessing.Pool(2) as pool:
        peaks = pool.map(_made, [(letter, at) for at in range(count)], chunksize=10)
    taken = time.perf_counter() - start
    print(f"\n{count} letters, 2 processes | {count / taken:.1f} letters/s | {taken:.0f} s")
    print(f"peak memory of a process | {max(peaks) / 1024:.0f} MB")


def _made(given: tuple[Letter, int]) -> int:
    letter, at = given
    to_pdf(replace(letter, number=f"沪科建复〔2023〕{at + 1}号"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()

"""Letters to set, and eyes to look at the pages with."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from correspondence.gongwen import Letter

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = Path(__file__).with_name("published")

SENTENCE = "近年来，本市持续强化科技创新策源功能，推动构建以国家实验室为引领的实验室体系。"


@pytest.fixture
def published() -> str:
    """The reply 沪科建复〔2023〕15号 as it was published."""
    return (PUBLISHED / "reply.txt").read_text(encoding="utf-8")


def letter(**changes: Any) -> Letter:
    """Return a short complete reply with some fields changed."""
    plain = Letter(
        issuer="上海市科学技术委员会",
        number="沪科建复〔2023〕15号",
        title="对市十六届人大一次会议\n第0049号代表建议的答复",
        recipient="杨彩虹代表",
        body=f"您的建议收悉，现答复如下：\n一、工作情况\n{SENTENCE * 3}\n感谢您的关心！",
        signatories=("上海市科学技术委员会",),
        dated=date(2023, 5, 11),
        copies=("市政府办公厅建议提案处", "市人大代表工作处"),
        printer="上海市科委办公室",
        printed_on=date(2023, 5, 11),
    )
    return replace(plain, **changes)


def seal() -> bytes:
    """Return a picture of a round seal."""
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((4, 4, 196, 196), outline=(220, 0, 0, 255), width=6)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()

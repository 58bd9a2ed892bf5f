"""The preview: pages with keys, lines with their places, pictures like the finished page."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from correspondence.gongwen import LayoutError, Letter, page_png, parse, to_pdf
from correspondence.gongwen.preview import picture, sheets, trouble

PUBLISHED = Path(__file__).parents[2] / "seeds" / "reply-2023-15.txt"
WIDTH = 600


@pytest.fixture(scope="module")
def letter() -> Letter:
    return parse(PUBLISHED.read_text(encoding="utf-8")).letter


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB").filter(ImageFilter.GaussianBlur(2))


def test_a_picture_looks_like_the_page_of_the_finished_file(letter: Letter) -> None:
    pdf = to_pdf(letter)
    for number, page in enumerate(sheets(letter), start=1):
        drawn = opened(picture(page, width=WIDTH))
        finished = opened(page_png(pdf, number, width=WIDTH))
        apart = ImageChops.difference(drawn, finished.crop((0, 0, *drawn.size)))
        assert max(ImageStat.Stat(apart).mean) < 2.5
        assert max(high for _, high in apart.getextrema()) < 90  # type: ignore[misc]  # three bands


def test_a_character_that_has_moved_shows_in_the_picture(letter: Letter) -> None:
    before = sheets(letter)[1]
    after = sheets(replace(letter, body=letter.body.replace("，", "、")))[1]
    assert before.key != after.key
    assert picture(before, width=WIDTH) != picture(after, width=WIDTH)


def test_only_pages_that_look_different_get_another_key(letter: Letter) -> None:
    lines = letter.body.split("\n")
    at = sheets(letter)[3].lines[-1].paragraph - 1
    lines[at] = lines[at].replace("，", "、", 1)[:-1] + "。"
    keys = [page.key for page in sheets(letter)]
    after = [page.key for page in sheets(replace(letter, body="\n".join(lines)))]
    assert keys[:3] == after[:3]
    assert keys != after


def test_each_line_knows_the_paragraph_and_character_it_begins_with(letter: Letter) -> None:
    body = "第一段" + "很长" * 60 + "。\n\n一、标题\n|甲|乙|\n|1|2|\n末段。"
    lines = [line for page in sheets(replace(letter, body=body)) for line in page.lines]
    assert [(line.paragraph, line.character) for line in lines[:2]] == [(1, 1), (1, 27)]
    assert sorted({line.paragraph for line in lines}) == [1, 3, 4, 6]


def test_trouble_names_the_character_and_its_place(letter: Letter) -> None:
    odd = replace(letter, body="一切正常。\n这里有\U0001f600。")
    with pytest.raises(LayoutError) as reason:
        sheets(odd)
    found = trouble(odd, reason.value)
    assert (found.field, found.paragraph, found.character) == ("body", 2, 4)
    assert "\U0001f600" in found.message


def test_an_empty_body_is_trouble_with_the_body(letter: Letter) -> None:
    empty = replace(letter, body="")
    with pytest.raises(LayoutError) as reason:
        sheets(empty)
    assert trouble(empty, reason.value).field == "body"

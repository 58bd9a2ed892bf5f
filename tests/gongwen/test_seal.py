"""Seals press their own signature lines, upright, apart from each other, close to the text."""

from itertools import combinations
from math import dist
from typing import Any

import pytest

from correspondence.gongwen import Attachment, Form, LayoutError, Letter, to_pdf
from correspondence.gongwen.grid import Role
from correspondence.gongwen.measure import measure
from correspondence.gongwen.page import compose
from correspondence.gongwen.sheet import Bar, Sheet, sheets

from .conftest import SENTENCE, letter, seal
from .sight import MM

UNITS = (
    "上海市科学技术委员会",
    "上海市发展和改革委员会",
    "上海市财政局",
    "上海市教育委员会",
    "上海市公安局",
    "中国（上海）自由贸易试验区临港新片区管理委员会",
)


def joint(count: int, **changes: Any) -> Letter:
    names = UNITS[:count]
    return letter(issuer=names[0], signatories=names, seals=(seal(),) * count, **changes)


def sealed_page(subject: Letter) -> Sheet:
    return next(sheet for sheet in sheets(to_pdf(subject)) if sheet.pictures)


def middle(picture: Bar) -> tuple[float, float]:
    return picture.left + picture.width / 2, picture.top + picture.height / 2


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("form", Form)
def test_each_unit_has_its_seal_and_no_two_touch(count: int, form: Form) -> None:
    page = sealed_page(joint(count, form=form))
    assert len(page.pictures) == count
    for one, other in combinations(page.pictures, 2):
        assert dist(middle(one), middle(other)) > one.width + 1 * MM


@pytest.mark.parametrize("count", range(2, 7))
def test_seals_stay_between_the_edges_and_three_abreast_at_most(count: int) -> None:
    page = sealed_page(joint(count))
    for picture in page.pictures:
        assert picture.left >= 28 * MM - 0.1
        assert picture.left + picture.width <= 184 * MM + 0.1
    rows = [round(picture.top) for picture in page.pictures]
    assert max(rows.count(top) for top in rows) <= 3


@pytest.mark.parametrize("count", range(1, 6))
def test_a_seal_is_centred_on_its_own_name(count: int) -> None:
    page = sealed_page(joint(count))
    for name, picture in zip(UNITS[:count], page.pictures, strict=True):
        across, height = middle(picture)
        first, last = _ends(page, name, height)
        assert (first + last) / 2 == pytest.approx(across, abs=1.0)


def _ends(page: Sheet, name: str, height: float) -> tuple[float, float]:
    """Return the edges of a name that stands within the seal's reach."""
    for line in page.lines:
        at = line.text.find(name)
        if at >= 0 and abs(line.baseline - height) < 10 * MM:
            return line.glyphs[at].left, line.glyphs[at + len(name) - 1].right
    raise AssertionError(name)


def test_the_last_seal_presses_the_date_as_well() -> None:
    page = sealed_page(joint(4))
    date = next(line for line in page.lines if line.text == "2023年5月11日")
    last = page.pictures[-1]
    assert last.top < date.baseline < last.top + last.height
    assert (184 * MM - date.right) / (156 / 28 * MM) == pytest.approx(4, abs=0.1)


def test_short_names_stand_three_in_a_row() -> None:
    names = ("市科委", "市财政局", "市教委")
    page = sealed_page(letter(signatories=names, seals=(seal(),) * 3))
    assert any(line.text == "".join(names) for line in page.lines)


@pytest.mark.parametrize("lines", range(1, 24, 2))
def test_joint_seals_never_leave_the_text(lines: int) -> None:
    pdf = to_pdf(joint(4, body="\n".join([SENTENCE] * lines), note="此件公开发布"))
    found = [item for item in measure(pdf).items if item.verdict == "不符合"]
    assert found == []
    page = next(sheet for sheet in sheets(pdf) if sheet.pictures)
    assert any(line.text[-4:] in SENTENCE for line in page.lines[:-2])


@pytest.mark.parametrize("attached", [0, 1, 3, 6, 9])
@pytest.mark.parametrize("count", [1, 3, 6])
def test_seals_never_stand_on_a_page_without_text(count: int, attached: int) -> None:
    listed = tuple(Attachment(f"有关情况说明材料之{at}", "详见表。") for at in range(attached))
    for lines in range(3, 26):
        body = "一、情况\n" + "\n".join(["已经完成。"] * lines)
        roles = _roles_beside_the_seals(joint(count, body=body, attachments=listed))
        assert Role.TEXT in roles


def _roles_beside_the_seals(subject: Letter) -> set[Role]:
    page = next(page for page in compose(subject) if page.pictures)
    return {row.strip.role for row in page.rows}


def test_a_heading_goes_along_with_its_last_line_to_the_page_of_the_seals() -> None:
    first = set()
    for lines in range(3, 26):
        body = "\n".join([*["已经完成。"] * lines, "二、下一步", "继续努力。"])
        subject = joint(6, body=body, attachments=(Attachment("材料", "详见表。"),) * 3)
        pages = compose(subject)
        assert all(page.rows[-1].strip.role is not Role.HEADING for page in pages)
        first |= {page.rows[0].strip.role for page in pages if page.pictures}
    assert Role.HEADING in first


def test_names_are_divided_when_attachments_leave_no_room_for_whole_ones() -> None:
    listed = (Attachment("材料", "详见表。"),) * 9
    assert any("上海市科学技术委员会" in line.text for line in sealed_page(joint(6)).lines)
    page = sealed_page(joint(6, attachments=listed))
    assert not any("上海市科学技术委员会" in line.text for line in page.lines)
    assert len({round(picture.top) for picture in page.pictures}) == 2


def test_more_than_a_page_holds_beside_text_is_refused_with_what_to_do() -> None:
    listed = (Attachment("材料", "详见表。"),) * 16
    with pytest.raises(LayoutError, match="与正文一页放不下，请合并附件、减少署名单位"):
        to_pdf(joint(6, attachments=listed))


def test_a_note_on_a_new_page_takes_the_signature_along() -> None:
    for lines in range(1, 24):
        pdf = to_pdf(letter(body="\n".join(["完成。"] * lines), seal=seal(), note="此件公开发布"))
        page = next(sheet for sheet in sheets(pdf) if sheet.pictures)
        assert {"2023年5月11日", "（此件公开发布）"} <= {line.text for line in page.lines}


@pytest.mark.parametrize("count", [2, 4, 6])
def test_no_seal_of_a_joint_letter_lies_on_its_note(count: int) -> None:
    page = sealed_page(joint(count, note="此件公开发布"))
    below = next(line for line in page.lines if line.text.startswith("（此件"))
    for picture in page.pictures:
        assert picture.top + picture.height <= below.baseline - 0.8 * 16
    day = next(line for line in page.lines if line.text == "2023年5月11日")
    assert page.pictures[-1].top < day.baseline < page.pictures[-1].top + page.pictures[-1].height


def test_a_seal_does_not_lie_on_a_long_note() -> None:
    note = "联系人：张三，联系电话：021-12345678"
    page = sealed_page(letter(seal=seal(), seal_diameter=45.0, note=note))
    below = next(line for line in page.lines if line.text.startswith("（联系人"))
    picture = page.pictures[0]
    assert picture.top + picture.height <= below.baseline - 0.8 * 16


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seals": (seal(),)}, "署名单位有2个，印章有1枚"),
        ({"seal": seal()}, "署名单位有2个，印章有1枚"),
        ({"seals": (seal(), b"<svg/>")}, "第2枚印章不是可用的图片"),
        ({"seals": (seal(), seal()), "seal_diameter": 29.0}, "印章直径应在"),
    ],
)
def test_seals_that_do_not_match_the_signatories_are_refused(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(LayoutError, match=message):
        to_pdf(letter(signatories=UNITS[:2], **changes))


def test_the_seals_of_a_joint_letter_survive_json() -> None:
    assert Letter.from_json(joint(3).to_json()) == joint(3)

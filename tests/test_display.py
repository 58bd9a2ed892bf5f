"""How values read on a page, and what the front-end files must keep to."""

import datetime as dt
import hashlib
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from correspondence.rules.differences import compare
from correspondence.templatetags import display

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "correspondence" / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHANGHAI = ZoneInfo("Asia/Shanghai")
LATE_IN_UTC = dt.datetime(2023, 5, 10, 17, 2, tzinfo=dt.UTC)  # already the 11th in Shanghai


class Reason(forms.Form):
    reason = forms.CharField(label="退回原因", help_text="经办人会看到。", widget=forms.Textarea)
    told = forms.BooleanField(label="已告知", required=False)
    way = forms.ChoiceField(
        label="方式", choices=[("a", "面商"), ("b", "走访")], widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label="单位", choices=[("a", "市教委")], required=False)


def part(name: str, **values: object) -> str:
    return render_to_string(f"parts/{name}.html", values)


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (None, "未定时限", "waiting"),
        (-2, "超期 2 天", "overdue"),
        (0, "今日到期", "soon"),
        (3, "剩 3 个工作日", "soon"),
        (5, "剩 5 个工作日", "soon"),
        (6, "剩 6 个工作日", "waiting"),
    ],
)
def test_days_left_are_said_in_words_and_toned(days: int | None, words: str, tone: str) -> None:
    assert (display.days_left(days), display.days_tone(days)) == (words, tone)


def test_a_moment_is_shown_on_its_day_in_shanghai() -> None:
    assert display.cn_date(LATE_IN_UTC) == "2023年5月11日"
    assert display.cn_day(LATE_IN_UTC) == "2023年5月11日 周四"
    assert display.iso_date(LATE_IN_UTC) == "2023-05-11"
    assert display.iso_moment(LATE_IN_UTC) == "2023-05-11 01:02"
    assert display.clock_time(LATE_IN_UTC) == "01:02"


def test_a_plain_day_is_not_shifted() -> None:
    assert display.cn_date(dt.date(2023, 5, 1)) == "2023年5月1日"
    assert display.iso_date(dt.date(2023, 5, 1)) == "2023-05-01"


def test_a_missing_date_is_shown_as_nothing() -> None:
    shown = [display.cn_date(None), display.cn_day(None), display.iso_date(None)]
    assert [*shown, display.iso_moment(None), display.clock_time(None)] == [""] * 5


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812341234", "138****1234"),
        ("021-23110000", "021*****0000"),
        ("2311000", "*******"),
        ("", ""),
        (None, ""),
    ],
)
def test_the_middle_of_a_telephone_number_is_hidden(phone: str | None, shown: str) -> None:
    assert display.mask_phone(phone) == shown


def test_large_numbers_are_grouped() -> None:
    assert display.thousands(2143) == "2,143"
    assert display.thousands("1+1") == "1+1"


def test_an_icon_is_hidden_from_screen_readers() -> None:
    html = display.icon("clock")
    assert 'aria-hidden="true"' in html
    assert "icons.svg#clock" in html


def test_an_error_stands_beside_its_field_and_is_announced_with_it() -> None:
    html = part("_field", field=Reason({"way": "a"})["reason"])
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in html
    assert 'id="id_reason_error"' in html
    assert 'id="id_reason_helptext"' in html


def test_what_was_typed_is_kept_beside_an_error() -> None:
    html = part("_field", field=Reason({"reason": "数据需注明时间"})["reason"])
    assert "数据需注明时间</textarea>" in html


def test_choices_are_named_by_a_legend() -> None:
    html = part("_field", field=Reason()["way"])
    assert "<legend>" in html
    assert "form-control" not in html


def test_a_select_and_a_box_get_their_own_look() -> None:
    assert 'class="form-select"' in part("_field", field=Reason()["unit"])
    assert 'class="choice"' in part("_field", field=Reason()["told"])


def test_a_timeline_is_grouped_by_day_in_shanghai() -> None:
    early = {"when": dt.datetime(2023, 5, 11, 9, 0, tzinfo=SHANGHAI), "what": "签收"}
    html = part("_timeline", entries=[early, {"when": LATE_IN_UTC, "what": "交办"}])
    assert html.count("timeline-day") == 1


def test_a_difference_marks_what_came_and_what_went() -> None:
    html = part("_diff", rows=compare("提案建议", "<代表>建议"))
    assert "<del>提案</del>建议" in html
    assert "<ins>&lt;代表&gt;</ins>建议" in html


def test_the_pager_keeps_the_filters(rf: RequestFactory) -> None:
    request = rf.get("/proposals/?q=科技&page=1")
    html = render_to_string("parts/_pager.html", {"pager": {"next": 2}}, request)
    assert "?q=%E7%A7%91%E6%8A%80&amp;page=2" in html


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_loads_all_that_it_uses(path: Path) -> None:
    get_template(str(path.relative_to(ROOT / "templates")))


def test_no_page_holds_an_inline_style_or_script() -> None:
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:")
    assert [path.name for path in TEMPLATES if inline.search(path.read_text())] == []


def test_every_icon_asked_for_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    asked = {
        name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)" %}', path.read_text())
    }
    tones = ("waiting", "active", "done", "overdue", "soon", "ended")
    assert (asked | {display.tone_icon(tone) for tone in tones}) <= sprite


def test_the_sprite_carries_no_icon_that_nothing_shows() -> None:
    sources = (*TEMPLATES, *(ROOT / "correspondence").rglob("*.py"))
    named = {name for path in sources for name in re.findall(r'"([a-z0-9-]+)"', path.read_text())}
    sprite = re.findall(r'symbol id="([^"]+)"', (STATIC / "icons.svg").read_text())
    assert [name for name in sprite if name not in named] == []


def test_vendored_files_are_the_ones_on_record() -> None:
    record = (STATIC / "vendor" / "VENDORED.md").read_text()
    names = ("vendor/tabler.min.css", "vendor/htmx.min.js", "icons.svg")
    digests = [hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in names]
    assert all(digest in record for digest in digests)


def test_every_file_a_stylesheet_names_is_there() -> None:
    named = {
        (sheet.relative_to(STATIC).parent / url).as_posix()
        for sheet in STATIC.rglob("*.css")
        for url in re.findall(r"""url\(["']?(?!data:)([^"')]+)""", sheet.read_text())
    }
    assert named
    assert [url for url in named if finders.find(url) is None] == []


def test_the_look_asks_nothing_from_outside() -> None:
    sheets = [path.read_text() for path in STATIC.rglob("*.css")]
    assert not [text for text in sheets if re.search(r"@import|sourceMappingURL|url\(.?http", text)]


def test_the_frame_leaves_out_what_the_person_may_not_use() -> None:
    html = Template('{% extends "base.html" %}').render(Context({}))
    assert "<nav" not in html
    assert 'role="search"' not in html

"""How values read on a page: days left, dates, telephone numbers, icons and form controls.

Nothing here looks at a clock: the number of days and the moments come from the caller.
"""

import datetime as dt
from functools import cache, lru_cache
from typing import Final, Protocol

from django import template
from django.forms import BoundField, widgets
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..rules.differences import Row, Segment
from ..rules.workdays import SOON

register = template.Library()


class Shown(Protocol):
    """What is shown as a state: a word, and the tone that colours it."""

    @property
    def label(self) -> str: ...
    @property
    def tone(self) -> str: ...


_WEEKDAYS: Final = "一二三四五六日"
_TONE_ICONS: Final = {
    "waiting": "hourglass",
    "active": "progress",
    "done": "circle-check",
    "overdue": "alert-triangle",
    "soon": "alarm",
    "ended": "circle-minus",
}
_MESSAGE_TONES: Final = {"success": "done", "warning": "soon", "error": "overdue"}
_GROUPS: Final = (widgets.RadioSelect, widgets.CheckboxSelectMultiple, widgets.CheckboxInput)


@register.filter
def days_left(days: int | None) -> str:
    """Words for a number of days to the due day: working days ahead, days behind when negative."""
    if days is None:
        return "未定时限"
    if days < 0:
        return f"超期 {-days} 天"
    if days == 0:
        return "今日到期"
    return f"剩 {days} 个工作日"


@register.filter
def days_tone(days: int | None) -> str:
    """Tone of days left: ``overdue``, ``soon`` (at most five working days) or ``waiting``."""
    if days is None or days > SOON:
        return "waiting"
    return "overdue" if days < 0 else "soon"


@register.filter
def tone_icon(tone: str) -> str:
    """Icon that goes with a tone; an unknown tone reads as waiting."""
    return _TONE_ICONS.get(tone, _TONE_ICONS["waiting"])


@register.filter
def message_tone(level: str) -> str:
    """Tone of a Django message level (``success``, ``warning``, ``error``); others neutral."""
    return _MESSAGE_TONES.get(level, "waiting")


@register.filter
def local_day(moment: dt.date | None) -> dt.date | None:
    """Calendar day of a moment in the current time zone; a plain day stays as it is."""
    if not isinstance(moment, dt.datetime):
        return moment
    return _local(moment).date()


@register.filter
def cn_date(moment: dt.date | None) -> str:
    """A day in prose: 2023年5月11日, numerals without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    day = local_day(moment)
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


@register.filter
def cn_day(moment: dt.date | None) -> str:
    """A day with its weekday, as the head of a timeline group: 2023年5月11日 周四."""
    day = local_day(moment)
    return f"{cn_date(day)} 周{_WEEKDAYS[day.weekday()]}" if day else ""


@register.filter
def iso_date(moment: dt.date | None) -> str:
    """A day in a table: 2023-05-11."""
    day = local_day(moment)
    return day.isoformat() if day else ""


@register.filter
def iso_moment(moment: dt.datetime | None) -> str:
    """A moment in a table, to the minute: 2023-05-08 16:02."""
    return f"{_local(moment):%Y-%m-%d %H:%M}" if moment else ""


@register.filter
def clock_time(moment: dt.datetime | None) -> str:
    """Only the time of a moment, to the minute: 16:02."""
    return f"{_local(moment):%H:%M}" if moment else ""


@register.filter
def thousands(number: int | str | None) -> str:
    """A whole number in groups of three: 2,143. Words stay as they are."""
    return f"{number:,}" if isinstance(number, int) else number or ""


@register.filter
def mask_phone(phone: str | None) -> str:
    """A telephone number with its middle hidden (138****1234); a short one is hidden altogether."""
    digits = (phone or "").strip()
    if not digits:
        return ""
    if len(digits) < 8:
        return "*" * len(digits)
    return f"{digits[:3]}{'*' * (len(digits) - 7)}{digits[-4:]}"


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One icon of the sprite; hidden from screen readers because a word always stands beside it.

    A list draws the same few a hundred times.
    """
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def moved_mark(one: Row | Segment, names: str = "") -> SafeString:
    """移至第5段, which leads there where the paragraphs of the page bear names (`places`)."""
    if not one.moved:
        return SafeString()
    if not names:
        return format_html('<span class="diff-mark">{}</span>', one.moved)
    return format_html(
        '<a class="diff-mark" href="#{}-{}">{}</a>', names, one.moved_place, one.moved
    )


@register.simple_tag
def places(row: Row, side: str, names: str = "") -> SafeString:
    """The names of a row's paragraphs on one side (old, new), for marks to lead to."""
    numbers = (row.old_numbers if side == "old" else row.new_numbers) if names else ()
    named = ((names, side, number) for number in numbers)
    return format_html_join("", '<span class="diff-place" id="{}-{}-{}"></span>', named)


@register.simple_tag
def state(shown: Shown) -> SafeString:
    """A state with its icon (`parts/_state.html`), drawn once for all rows that stand so."""
    return _drawn("parts/_state.html", label=shown.label, tone=shown.tone)


@register.simple_tag
def days(left: int | None, *, provisional: bool = False) -> SafeString:
    """Days left in a table (`parts/_days_left.html`), drawn once for all rows with so many."""
    return _drawn("parts/_days_left.html", days=left, provisional=provisional)


@lru_cache(maxsize=1024)
def _drawn(template_name: str, **values: object) -> SafeString:
    return render_to_string(template_name, values)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input of a form field in the product's look; classes given by the form are kept."""
    widget = field.field.widget
    if isinstance(widget, _GROUPS):
        return field.as_widget()
    own = "form-select" if isinstance(widget, widgets.Select) else "form-control"
    given = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{own} {given}".strip(), **_said_limit(widget)})


@register.simple_tag
def bare_control(field: BoundField) -> SafeString:
    """The input of a form field without a look of its own, for the paper one writes on."""
    return field.as_widget(attrs=_said_limit(field.field.widget))


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the field is one box to tick, which stands before its label."""
    return isinstance(field.field.widget, widgets.CheckboxInput)


def _said_limit(widget: widgets.Widget) -> dict[str, str | bool]:
    """A limit is said by a script instead of left to the browser, which cuts pasted text."""
    limit = widget.attrs.get("maxlength")
    return {"maxlength": False, "data-limit": str(limit)} if limit else {}


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment

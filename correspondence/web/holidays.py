"""放假安排: the notices on record, and the import of the next one with everything it would move."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.db.models import Count, Max, Min
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ..actions import notice
from ..actions.notice import Notice
from ..models import CalendarDay
from ..rules.notice import TEMPLATE, BadNotice, read_notice, source_of
from ..rules.workdays import Calendar
from .gate import keeping, reading
from .request import SignedIn, act, today
from .shifts import listed, seal_of, turned_to

#: No notice is longer than this; anything bigger is another file.
LARGEST = 200_000


class NoticeForm(forms.Form):
    """A year's notice as CSV, pasted or as a file."""

    year = forms.IntegerField(label="年份", min_value=2000, max_value=2100)
    file = forms.FileField(
        label="通知文件（CSV）",
        required=False,
        help_text="第一行为列名：日期、上班（填是或否）、节日、通知名称、文号；以后每行一天，可下载模板填写。",
    )
    text = forms.CharField(
        label="或者粘贴内容",
        required=False,
        help_text="可从 Excel 连同列名一起复制。",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    source = forms.CharField(
        label="通知名称", max_length=120, required=False, help_text="不填的，用文件里“通知名称”一列"
    )
    number = forms.CharField(
        label="通知文号",
        max_length=40,
        required=False,
        help_text="不填的，用文件里“文号”一列",
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        text = self._text(values)
        if not text.strip() or "year" not in values:
            if not self.errors:
                self.add_error("text", "请选择文件或者粘贴内容。")
            return values
        try:
            days = read_notice(text, year=values["year"])
        except BadNotice as bad:
            for problem in bad.problems:
                self.add_error(None, problem)
            return values
        source, number = source_of(text)
        values["notice"] = Notice(
            year=values["year"],
            days=days,
            source=values["source"] or source,
            number=values["number"] or number,
        )
        if not values["notice"].source:
            self.add_error("source", "请填写通知名称。")
        values["text"] = text
        return values

    def _text(self, values: dict[str, Any]) -> str:
        file = values.get("file")
        if file is None:
            return str(values.get("text") or "")
        if file.size > LARGEST:
            self.add_error("file", "文件过大，不是放假安排。")
            return ""
        raw: bytes = file.read()
        for encoding in ("utf-8-sig", "gb18030"):  # Excel in Chinese writes the second one
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        self.add_error("file", "文件不是 CSV 文本，请用 Excel 另存为“CSV UTF-8”后再选。")
        return ""


@keeping("holidays")
def index(request: SignedIn) -> HttpResponse:
    """What is on record; on POST what a notice would move, and on confirmation that it does."""
    form = NoticeForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "years": _years(), "unsettled": _unsettled()}
    if request.method != "POST":
        form.initial["year"] = today().year + 1
        return render(request, "holidays/index.html", context)
    if not form.is_valid():
        return render(request, "holidays/index.html", context, status=422)
    wanted: Notice = form.cleaned_data["notice"]
    found = notice.preview(wanted)
    seal = request.POST.get("seal", "")
    if seal == seal_of(found) and not turned_to(request):
        notice.apply(wanted, act=act(request, f"{wanted.source} {wanted.number}".strip()))
        messages.success(request, f"{wanted.year} 年放假安排已导入，{len(found)} 个时限已更新。")
        return redirect("holidays")
    context |= {
        "notice": wanted,
        "text": form.cleaned_data["text"],
        **listed(found, page=turned_to(request) or 1),
    }
    context["changed"] = bool(seal) and seal != context["seal"]
    return render(request, "holidays/preview.html", context)


@reading("holidays")
def template(request: SignedIn) -> HttpResponse:
    """A file to be filled in, as spreadsheets open it."""
    del request
    answer = HttpResponse(f"\ufeff{TEMPLATE}", content_type="text/csv; charset=utf-8")
    name = quote("放假安排模板.csv")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@keeping("holidays")
@require_POST
def settle(request: SignedIn) -> HttpResponse:
    """Make certain what a newer calendar has made certain."""
    found = notice.settle(act=act(request, "放假安排已公布，重新计算暂定时限"))
    messages.success(request, f"{len(found)} 个暂定时限已重新计算。")
    return redirect("holidays")


def _unsettled() -> int:
    return len(notice.unsettled())


def _years() -> list[dict[str, object]]:
    rows = CalendarDay.objects.order_by().values("day__year")
    kept = {
        row["day__year"]: row
        for row in rows.annotate(
            count=Count("pk"), source=Max("source"), number=Max("notice_number"), first=Min("day")
        )
    }
    published = Calendar().known_years
    return [
        {
            "year": year,
            "row": kept.get(year),
            "known": year in published or year in kept,
            "published": year in published,
        }
        for year in range(today().year + 2, min({*published, *kept} | {today().year}) - 1, -1)
        if year in kept or year >= today().year - 3
    ]

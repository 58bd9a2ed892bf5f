"""The form of a reply's text, as the editor shows it."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import BoundField
from django.urls import reverse

from ..access import moves_open_to
from ..models import Reply
from ..rules.moves import ReplyMove
from ..rules.texts import LONGEST_BODY, Text, normalised
from ..rules.words import Openness, Outcome, ReplyKind
from .forms import day_field, word_choices
from .kept_form import KeptForm
from .kept_page import keeping
from .returned import Returned

#: Characters of a body; a longer text belongs into 附件 or into several documents.
LONGEST = LONGEST_BODY
#: Tabs beside the text: their name, their label, and the page that fills them.
PANELS = (
    ("earlier", "历年答复", "earlier"),
    ("paragraphs", "常用段落", "panel_paragraphs"),
    ("opinions", "会办意见", "opinions"),
    ("word", "导入导出", "word"),
)
#: What belongs to the document but is no text on its page, in the order of the panel.
FACTS = (
    "outcome",
    "promised_on",
    "outcome_reason",
    "openness",
    "openness_reason",
    "copies",
    "note_line",
    "reason",
)


class TextForm(KeptForm):
    """The text of a reply with everything a signature on it vouches for."""

    #: Whether the text may go straight on to its reviewers.
    leads_on: ClassVar[bool] = False

    title = forms.CharField(
        label="标题",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )
    recipient = forms.CharField(label="主送", max_length=400)
    body = forms.CharField(
        label="正文",
        strip=False,
        validators=[
            MaxLengthValidator(LONGEST, f"正文最多 {LONGEST:,} 字，请改用附件或分成几件。")
        ],
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )
    outcome = forms.ChoiceField(
        label="办理结果", choices=word_choices(Outcome, empty="请选择"), required=False
    )
    promised_on = day_field("承诺解决时限", required=False)
    outcome_reason = forms.CharField(label="留作参考的说明", required=False)
    openness = forms.ChoiceField(
        label="公开属性", choices=word_choices(Openness, empty="请选择"), required=False
    )
    openness_reason = forms.CharField(label="不主动公开的理由", required=False)
    copies = forms.CharField(
        label="抄送（每行一个机关）",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note_line = forms.CharField(
        label="附注",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "如：此件公开发布"}),
    )
    reason = forms.CharField(label="修改说明", required=False, max_length=200)

    def prepare(self) -> None:
        self.start_from(self.row.latest)
        if self.row.kind == ReplyKind.ASSIST_OPINION:
            for name in ("outcome", "promised_on", "outcome_reason"):
                del self.fields[name]

    def facts(self) -> Iterator[BoundField]:
        """The fields beside the text."""
        return (self[name] for name in FACTS if name in self.fields)

    def missing(self) -> list[str]:
        """What a reply cannot be submitted without and that has not been chosen yet."""
        asked = [name for name in ("outcome", "openness") if name in self.fields]
        return [str(self[name].label) for name in asked if not self[name].value()]

    def context(self) -> dict[str, object]:
        kind = ReplyKind(self.row.kind).label
        return {
            "panels": panels(self.row),
            "kind": kind,
            "returned": Returned([self.row]).why(self.row),
            "keeping": keeping(self),
            "merging": self.merging,
            "waivers_url": self._waivers_url(),
        }

    def _waivers_url(self) -> str:
        """Where findings are set aside, if this person may do that now; else empty."""
        allowed = ReplyMove.WAIVE in moves_open_to(self.user, self.row)
        return reverse("waivers", args=[self.row.pk]) if allowed else ""

    @property
    def text(self) -> Text:
        """What was typed, as a text."""
        values: dict[str, Any] = {
            name: self.cleaned_data.get(name) or "" for name in Text.__dataclass_fields__
        }
        values["promised_on"] = self.cleaned_data.get("promised_on")
        values["note"] = self.cleaned_data.get("note_line", "")
        for name in ("title", "body"):
            values[name] = values[name].replace("\r\n", "\n")
        values["copies"] = normalised(values["copies"])
        return Text(**values)


def panels(reply: Reply) -> list[dict[str, str]]:
    """The tabs beside the text of a reply; an opinion quotes no opinions."""
    return [
        {"name": name, "label": label, "url": reverse(page, args=[reply.pk])}
        for name, label, page in PANELS
        if name != "opinions" or reply.assignment.answers
    ]

"""The shape every move's form has: it knows the row it is for, and performs one action."""

from abc import abstractmethod
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.utils.html import format_html

from ..access import Row, moves_open_to
from ..actions.act import Act
from ..actions.errors import NotReady, Remedied
from ..gongwen import LayoutError
from ..models import User
from ..rules.decisions import DECISIONS
from ..rules.lifecycle import AnyMove
from .rows import move_url, url_of


class MoveForm(forms.Form):
    """A move's page. Subclasses name their move and perform it; `reason` becomes the act's."""

    move: ClassVar[AnyMove]
    #: What will happen, said before it does.
    note: ClassVar[str] = ""
    #: Asked once more before it is done, where it cannot be undone.
    confirm: ClassVar[str] = ""
    danger: ClassVar[bool] = False
    #: Words of the main button where the name of the move says less.
    button: str = ""
    #: What to say when it is done, if there is more to say than that.
    said: str = ""

    def __init__(self, *args: Any, row: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.user = user
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values from the row."""

    def clean(self) -> dict[str, Any] | None:
        """A decision names the text that was on its page: nobody signs what was not shown."""
        if self.move in DECISIONS and not self.data.get("seen"):
            self.add_error(None, "请在审签页面看过正文后再办理。")
        return super().clean()

    def context(self) -> dict[str, object]:
        """What its page needs beside the form."""
        return {}

    def then(self) -> str:
        """Where to go when it is done; empty for the page of the result."""
        return ""

    @abstractmethod
    def perform(self, act: Act) -> Row:
        """Call the one action; whatever it refuses is shown on the page."""

    def try_to(self, act: Act) -> Row | None:
        """Perform; None if something is missing, with the problems put where they belong."""
        try:
            return self.perform(act)
        except NotReady as missing:
            field = missing.field if missing.field in self.fields else None
            for problem in missing.problems:
                self.add_error(field, self._with_remedy(problem))
        except LayoutError as layout:
            self.add_error(None, f"版面无法生成：{layout}")
        return None

    def _with_remedy(self, problem: str) -> str:
        """The problem with a link to the move that mends it, where there is one.

        What is mended on another row leads back here; the editor has a way on of its own.
        """
        if not isinstance(problem, Remedied):
            return problem
        url = move_url(problem.row, problem.move)
        if problem.row != self.row:
            url += f"?{urlencode({'next': move_url(self.row, self.move)})}"
        return format_html('{} <a href="{}">{}</a>', str(problem), url, problem.move.label)


class ReasonForm(MoveForm):
    """A move for which a reason goes on record."""

    reason = forms.CharField(
        label="理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class OpinionForm(MoveForm):
    """A move on which an opinion may be given."""

    reason = forms.CharField(
        label="意见", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class BackForm(MoveForm):
    """Sent from beside another move, to whose page it leads back, at this place of it."""

    foot: ClassVar[str] = ""

    def then(self) -> str:
        asked = self.data.get("back", "")
        moves = {move.value: move for move in moves_open_to(self.user, self.row)}
        here = move_url(self.row, moves[asked]) if asked in moves else url_of(self.row)
        return f"{here}#{self.foot}"


class DayInput(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, picked or typed as 2023-05-11 or 2023年5月11日."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"],
    )


def word_choices(words: Any, *, empty: str = "") -> list[tuple[str, str]]:
    """The words of a closed set as choices, after an empty one where the choice is free."""
    return ([("", empty)] if empty else []) + list(words.choices())


def registry(*forms_: type[MoveForm]) -> dict[AnyMove, type[MoveForm]]:
    """The forms of one word by their move."""
    return {form.move: form for form in forms_}

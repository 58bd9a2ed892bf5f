"""What the editor's form carries beside the text, so that nobody overwrites anybody unseen."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from django import forms

from ..access import Row
from ..actions import autosave
from ..actions.act import Act
from ..actions.autosave import Page
from ..actions.errors import Collision, NotReady
from ..models import TextVersion, User, WorkingText
from ..rules.texts import Text
from .forms import MoveForm
from .merging import decided, questions, reopened

#: What the address may ask for (`?text=`), instead of the newer of the two.
VERSION, KEPT = "version", "kept"


def other_person(user: User) -> str:
    """What is said when a page was opened by somebody else than who is signed in now."""
    return (
        f"这一页是用另一个账号打开的，现在登录的是{user.name}。"
        "请换回原来的账号再保存；已填写的内容没有丢失。"
    )


class KeptForm(MoveForm):
    """Starts from the working text or the latest version, whichever is newer, and says from which.

    `person` is who opened the page, `base` the version the text started from, `token` the page's
    name and `knows` the mark of the working text it has seen. All may be missing: then the text
    is taken to start from the latest version, as in a request by a program.
    """

    #: The page of this form; another one when there is something to decide first.
    template = "drafts/edit.html"
    merging: dict[str, object] | None = None

    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    base = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    token = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    knows = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def start_from(self, version: TextVersion) -> None:
        """Fill the form from the version, or from this person's working text if that is newer."""
        self.version = version
        working = autosave.unsaved(self.user, self.row.pk)
        self.working = working if working and working.differs_from(version) else None
        self.restored = self._is_restored(self.working)
        source: TextVersion | WorkingText = version
        if self.restored and self.working:
            source = self.working
            self.initial["reason"] = self.working.reason
        text = source.text
        self.initial.update({name: getattr(text, name) for name in Text.__dataclass_fields__})
        self.initial["note_line"] = text.note
        self.initial["person"] = self.user.pk
        self.initial["base"] = getattr(source, "base", version.number)
        self.initial["knows"] = working.mark if working else ""

    def _is_restored(self, working: WorkingText | None) -> bool:
        asked = self.initial.get("asked")
        if working is None or asked == VERSION:
            return False
        return asked == KEPT or working.saved_at >= self.version.saved_at

    def clean(self) -> dict[str, Any] | None:
        """A page that another account has opened in this browser is not saved under this name."""
        if self.cleaned_data.get("person") not in (None, self.user.pk):
            self.add_error(None, other_person(self.user))
        return super().clean()

    @property
    def page(self) -> Page:
        """The page that sends this form."""
        return Page(token=self.cleaned_data["token"], knows=self.cleaned_data["knows"])

    def kept(self) -> dict[str, Any]:
        """The arguments of an action that saves the text, after what was decided if asked."""
        text, base = self.text, self.cleaned_data["base"]
        if "against" in self.data:
            collision = reopened(self.row, text, self.data)
            text, base = self._decided(collision), collision.theirs.number
        return {"text": text, "base": base, "page": self.page}

    def _decided(self, collision: Collision) -> Text:
        """What was decided; the questions come again if one is left open."""
        try:
            return decided(collision, self.fields, self.data)
        except NotReady:
            self._ask(collision, answers=self.data)
            raise

    def _ask(self, collision: Collision, answers: Mapping[str, str]) -> None:
        self.template = "drafts/merge.html"
        self.merging = questions(collision, self.fields, carried=self.data, answers=answers)

    def try_to(self, act: Act) -> Row | None:
        """As any form, but two changes to one paragraph are put side by side to be decided."""
        try:
            return super().try_to(act)
        except Collision as collision:
            self._ask(collision, answers={})
            self.add_error(None, str(collision))
        return None

    def saved(self, version: TextVersion, act: Act) -> Row:
        """The row to go to; what else was taken over is said."""
        base = self.cleaned_data["base"]
        if base and version.number - 1 > base and version.author == act.by:
            self.said = (
                f"已保存为第 {version.number} 版，并与第 {version.number - 1} 版合并："
                "两边的修改都保留了，请核对一遍。"
            )
        return version.reply

    @property
    @abstractmethod
    def text(self) -> Text:
        """What was typed, as a text."""

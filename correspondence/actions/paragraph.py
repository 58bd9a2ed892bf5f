"""常用段落: an office's standard paragraphs are written, proposed, taken over and removed."""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ..access import adopts_paragraph, writes_paragraph
from ..models import StandardParagraph
from .act import Act
from .errors import NotReady
from .record import keep, remove


class Scope(StrEnum):
    """Whose a paragraph is to be."""

    OWN = "own"
    PROPOSED = "proposed"
    OFFICE = "office"
    UNIT = "unit"


@transaction.atomic
def write(
    paragraph: StandardParagraph,
    *,
    scope: Scope,
    label: str,
    text: str,
    position: int,
    act: Act,
    seen: int | None = None,
) -> StandardParagraph:
    """Write a new paragraph or change one. Raises PermissionDenied and NotReady.

    `seen` is the row of its history the change began with: what was changed since, in another
    window or by somebody else, is not written over unseen.
    """
    if act.by.unit is None:
        raise PermissionDenied("您不属于任何单位，不能建立常用段落。")
    if paragraph.pk:
        paragraph = StandardParagraph.objects.select_for_update().get(pk=paragraph.pk)
        _require(writes_paragraph(act.by, paragraph))
        last = paragraph.history.latest()
        if last.pk != seen:
            told = f"您打开之后，{last.history_user or '他人'}又改过，现为：“{paragraph.text}”。"
            raise NotReady(f"{told}请核对；再次保存，以您填写的为准。", field="text")
    else:
        paragraph.unit = act.by.unit
    _place(paragraph, scope, act)
    paragraph.label, paragraph.text, paragraph.position = label, text, position
    _require(writes_paragraph(act.by, paragraph))
    keep(paragraph, act, "修改常用段落" if paragraph.pk else "新建常用段落")
    return paragraph


@transaction.atomic
def adopt(paragraph_id: int, *, act: Act) -> StandardParagraph:
    """采纳: a proposed paragraph becomes the office's."""
    paragraph = _proposed(paragraph_id, act)
    paragraph.owner, paragraph.proposed = None, False
    keep(paragraph, act, "采纳为处室常用段落")
    return paragraph


@transaction.atomic
def decline(paragraph_id: int, *, act: Act) -> StandardParagraph:
    """不采纳: it stays its owner's."""
    paragraph = _proposed(paragraph_id, act)
    paragraph.proposed = False
    keep(paragraph, act, "未采纳为处室常用段落")
    return paragraph


@transaction.atomic
def discard(paragraph_id: int, *, act: Act) -> None:
    """Remove a paragraph; its history stays."""
    paragraph = StandardParagraph.objects.select_for_update().get(pk=paragraph_id)
    _require(writes_paragraph(act.by, paragraph))
    remove(paragraph, act, "删除常用段落")


def _place(paragraph: StandardParagraph, scope: Scope, act: Act) -> None:
    """Put a paragraph where its scope says; another office's stays that office's."""
    if scope in (Scope.OWN, Scope.PROPOSED):
        paragraph.owner, paragraph.office = act.by, act.by.office
    elif scope is Scope.OFFICE:
        paragraph.owner, paragraph.office = None, paragraph.office or act.by.office
    else:
        paragraph.owner = paragraph.office = None
    if scope in (Scope.OFFICE, Scope.PROPOSED) and paragraph.office is None:
        raise NotReady("您不属于任何处室，请选择其他范围。", field="scope")
    paragraph.proposed = scope is Scope.PROPOSED


def _proposed(paragraph_id: int, act: Act) -> StandardParagraph:
    paragraph = StandardParagraph.objects.select_for_update().get(pk=paragraph_id)
    _require(adopts_paragraph(act.by, paragraph))
    return paragraph


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied("您没有修改这一常用段落的权限。")

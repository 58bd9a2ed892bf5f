"""Whoever brings a proposal, typed as the names stand under it: the first one leads."""

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import Final

from django import forms

from ..models import Deputy, DeputyKind
from ..rules.words import Body

_BETWEEN: Final = re.compile(r"[、，,；;]")
_CODE: Final = re.compile(r"^(.+?)[（(]([-\w]+)[）)]$")
_TITLE: Final = re.compile(r"(?:代表|委员)$")
_ELSEWHERE: Final = {Body.CONGRESS: DeputyKind.MEMBER, Body.CONFERENCE: DeputyKind.DEPUTY}
"""Who does not sit in a body."""


class SignatoriesField(forms.CharField):
    """Names with commas between them; namesakes are told apart by their code in brackets.

    The page names `list` as its `<datalist>`, filled with `named`.
    """

    widget = forms.TextInput(attrs={"list": "deputies-known", "data-names": ""})


def named(deputies: list[Deputy]) -> dict[str, Deputy]:
    """The deputies by what one types for them: the name, with the code where others bear it."""
    bearers = defaultdict(list)
    for deputy in deputies:
        bearers[deputy.name].append(deputy)
    return {
        name if len(alike) == 1 else f"{name}（{deputy.code}）": deputy
        for name, alike in bearers.items()
        for deputy in alike
    }


def sitting_in(body: str, deputies: list[Deputy]) -> list[Deputy]:
    """Whoever of them may bring a proposal to this body."""
    return [one for one in deputies if one.kind != _ELSEWHERE[Body(body)]]


def chosen(text: str, deputies: list[Deputy]) -> list[Deputy]:
    """The deputies a text names, in its order; ValidationError names whoever is not known."""
    known = named(deputies)
    names = [name for part in _BETWEEN.split(text) for name in _names(part, known)]
    found = [_one(name, known) for name in names]
    problems = [_problem(name, known) for name, one in zip(names, found, strict=True) if not one]
    if problems:
        raise forms.ValidationError(problems)
    return list(dict.fromkeys(one for one in found if one))


def _names(part: str, known: dict[str, Deputy]) -> list[str]:
    """What stands between two commas: one name, printed as 李　明 perhaps, or several."""
    closed = "".join(part.split())
    return [closed] if _one(closed, known) else part.split()


def _one(name: str, known: dict[str, Deputy]) -> Deputy | None:
    coded = _CODE.match(name)
    if coded:
        return next((one for one in known.values() if (one.name, one.code) == coded.groups()), None)
    return known.get(name) or known.get(_TITLE.sub("", name))


def _problem(name: str, known: dict[str, Deputy]) -> str:
    plain = _TITLE.sub("", name)
    alike = [text for text, one in known.items() if one.name == plain]
    if alike:
        return f"有{len(alike)}位“{plain}”，请写明是哪一位：{'、'.join(alike)}。"
    close = get_close_matches(plain, known, n=3, cutoff=0.5)
    hint = (
        f"是否为{'、'.join(close)}？" if close else "请核对姓名；名册中没有的，请系统管理员先登记。"
    )
    return f"本届名册中没有“{name}”，{hint}"

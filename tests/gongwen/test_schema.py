"""The schema that is printed accepts every letter that can be set, and refuses other shapes."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from correspondence.gongwen import Attachment, Form, Letter, LetterError, to_html
from correspondence.gongwen.__main__ import main
from correspondence.gongwen.lint.case import Case
from correspondence.gongwen.schema import case_schema, schema

from .conftest import letter, seal

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "null": type(None),
}


def faults(rule: dict[str, Any], value: Any, place: str = "") -> Iterator[str]:
    """Yield what a schema forbids: as much of JSON Schema 2020-12 as ours uses."""
    kinds = rule.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, TYPES[kind]) for kind in kinds):
        yield f"{place}: not {kinds}"
        return
    if "enum" in rule and value not in rule["enum"]:
        yield f"{place}: not one of {rule['enum']}"
    if isinstance(value, str):
        yield from faults_of_text(rule, value, place)
    if isinstance(value, int | float) and not (
        rule.get("minimum", value) <= value <= rule.get("maximum", value)
    ):
        yield f"{place}: out of range"
    yield from faults_inside(rule, value, place)


def faults_inside(rule: dict[str, Any], value: Any, place: str) -> Iterator[str]:
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from faults(rule["items"], item, f"{place}[{at}]")
    if isinstance(value, dict):
        yield from (f"{place}: no {name}" for name in rule.get("required", []) if name not in value)
        for name, item in value.items():
            if name not in rule["properties"]:
                yield f"{place}: {name}?"
            else:
                yield from faults(rule["properties"][name], item, f"{place}.{name}")


def faults_of_text(rule: dict[str, Any], value: str, place: str) -> Iterator[str]:
    if "pattern" in rule and not re.search(rule["pattern"], value):
        yield f"{place}: does not match"
    try:
        if rule.get("format") == "date":
            date.fromisoformat(value)
        if rule.get("contentEncoding") == "base64":
            base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error):
        yield f"{place}: unreadable"


LETTERS: dict[str, Letter] = {
    "reply": letter(),
    "opinion": letter(form=Form.LETTER, printer="", printed_on=None),
    "bare": letter(number="", dated=None, copies=(), printer="", printed_on=None),
    "sealed": letter(seal=seal(), seal_diameter=45.0),
    "attached": letter(attachments=(Attachment("名单", "甲。\n|乙|丙|"),), outcome_mark="A"),
    "joint": letter(issuer="甲局\n乙局", signatories=("甲局", "乙局"), language="zh-Hans-CN"),
}


@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_that_can_be_set_keeps_the_schema(name: str) -> None:
    assert to_html(LETTERS[name])
    assert list(faults(schema(), json.loads(LETTERS[name].to_json()))) == []


WRONG: list[dict[str, Any]] = [
    {"body": 5},
    {"body": None},
    {"number": "甲\n乙"},
    {"copies": "市政府办公厅"},
    {"copies": ["甲", 5]},
    {"dated": "2023年5月11日"},
    {"dated": "20230511"},
    {"dated": "2023-02-30"},
    {"dated": 20230511},
    {"form": "poster"},
    {"seal": "印章"},
    {"seal": "not base64!"},
    {"seal_diameter": "42"},
    {"attachments": [{"title": "名单"}]},
    {"attachments": [{"title": "甲\n乙", "body": ""}]},
    {"colour": "red"},
]


@pytest.mark.parametrize("changes", WRONG, ids=str)
def test_what_the_schema_forbids_is_refused(changes: dict[str, Any]) -> None:
    raw = json.loads(letter().to_json()) | changes
    assert list(faults(schema(), raw))
    with pytest.raises(LetterError, match=next(iter(changes))):
        Letter.from_json(json.dumps(raw))


def test_the_schemas_name_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(schema()["properties"]) == set(json.loads(letter().to_json()))
    assert set(case_schema()["properties"]) == set(Case.__dataclass_fields__)
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()
    assert main(["schema", "case"]) == 0
    assert json.loads(capsys.readouterr().out) == case_schema()

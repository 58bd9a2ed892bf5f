"""The JSON schema of a `Letter`, for other programs that make or read letters."""

from typing import Any

_TEXT = {"type": "string"}
_LINE = {"type": "string", "pattern": r"^[^\n]*$"}
_LINES = {"type": "array", "items": _LINE}
_DAY = {"type": ["string", "null"], "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


_ATTACHMENT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "body"],
    "properties": {"title": _LINE, "body": _TEXT},
}
_PROPERTIES: dict[str, Any] = {
    "issuer": _TEXT | {"description": "发文机关标志，联合行文时每行一个机关"},
    "title": _TEXT | {"description": "标题，换行处强制回行"},
    "recipient": _LINE | {"description": "主送，不含冒号"},
    "body": _TEXT | {"description": "正文，每行一个自然段"},
    "signatories": _LINES | {"description": "署名，主办机关在前"},
    "number": _LINE | {"description": "发文字号"},
    "dated": _DAY | {"description": "成文日期"},
    "form": {"enum": ["document", "letter"], "description": "文件格式或信函格式"},
    "note": _LINE | {"description": "附注，不含括号"},
    "copies": _LINES | {"description": "抄送"},
    "printer": _LINE | {"description": "印发机关"},
    "printed_on": _DAY | {"description": "印发日期"},
    "outcome_mark": _LINE | {"description": "首页右上角的办理结果"},
    "attachments": {"type": "array", "items": _ATTACHMENT, "description": "附件"},
    "seal": {
        "type": ["string", "null"],
        "contentEncoding": "base64",
        "description": "印章图片，仅示位置，不是电子签名",
    },
    "seals": {
        "type": "array",
        "items": {"type": "string", "contentEncoding": "base64"},
        "description": "联合行文的印章图片，每个署名单位一枚，次序与署名相同",
    },
    "seal_diameter": {
        "type": "number",
        "minimum": 30,
        "maximum": 60,
        "description": "印章直径，毫米",
    },
    "language": {
        "type": "string",
        "pattern": r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
        "description": "文种，如 zh-CN",
    },
}


def schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12) that `Letter.to_json` keeps."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Letter",
        "description": "建议提案办理公文（GB/T 9704-2012）",
        "type": "object",
        "additionalProperties": False,
        "required": ["issuer", "title", "recipient", "body", "signatories"],
        "properties": _PROPERTIES,
    }


def case_schema() -> dict[str, Any]:
    """Return the schema of a `Case`, which `lint --case` compares a letter with."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Case",
        "description": "办件：标题、主送和成文日期应与之一致；未写的项目不比较",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "session": _LINE | {"description": "届次，如 市十六届人大一次会议"},
            "proposal_number": _LINE | {"description": "编号，保留前面的 0"},
            "recipients": _LINES | {"description": "送达名单"},
            "signed_on": _DAY | {"description": "签发日期"},
            "assisting": _LINES | {"description": "会办意见已回的单位，同一单位的别名以顿号分隔"},
        },
    }

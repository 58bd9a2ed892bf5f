from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from .gongwen.engine import missing


class CorrespondenceConfig(AppConfig):
    name = "correspondence"
    verbose_name = "建议提案办理"


@register
def pages_can_be_drawn(**_asked: Any) -> list[CheckMessage]:
    """Stop the start with one sentence where a library is missing, not the first issued reply."""
    reason = missing()
    return [Error(reason, id="correspondence.E001")] if reason else []

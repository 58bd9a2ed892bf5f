from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.forms import ChoiceField, Field, ModelChoiceField

from .gongwen.engine import missing


class CorrespondenceConfig(AppConfig):
    name = "correspondence"
    verbose_name = "建议提案办理"

    def ready(self) -> None:
        """Say what to do, in the house's words: Django's own speak of fields and valid values."""
        Field.default_error_messages["required"] = "此项必填，请填写或者选择。"
        ChoiceField.default_error_messages["invalid_choice"] = "没有这一选项，请重新选择。"
        ModelChoiceField.default_error_messages["invalid_choice"] = "没有这一选项，请重新选择。"


@register
def pages_can_be_drawn(**_asked: Any) -> list[CheckMessage]:
    """Stop the start with one sentence where a library is missing, not the first issued reply."""
    reason = missing()
    return [Error(reason, id="correspondence.E001")] if reason else []

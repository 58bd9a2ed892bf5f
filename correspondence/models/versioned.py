"""What every versioned model shares: its history, and how its words become columns."""

from typing import TYPE_CHECKING, Any

from django.db import models
from simple_history.models import HistoricalRecords

from ..rules.words import Word

if TYPE_CHECKING:
    from datetime import datetime

    from .people import User


class Versioned(models.Model):
    """A row whose every change is kept, with who, when and why.

    Never written by `update()` or in bulk: neither leaves a history row.
    """

    history: Any = HistoricalRecords(
        inherit=True,
        history_change_reason_field=models.TextField(null=True),
        history_id_field=models.BigAutoField(),
    )

    _history_user: "User | None"
    _history_date: "datetime"
    _change_reason: str

    class Meta:
        abstract = True


def word_field(
    words: type[Word], verbose_name: str, **options: Any
) -> "models.CharField[str, str]":
    """A column that holds one word of a closed set."""
    return models.CharField(verbose_name, max_length=24, choices=words.choices(), **options)

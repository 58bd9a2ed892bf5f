"""How a row is written: signed into its history, and entered in the ledger."""

from collections.abc import Mapping

from django.db.models import Model

from ..models import LedgerEntry, LedgerHead, Proposal, Versioned
from ..rules.ledger import chain_hash
from .act import Act


def keep(row: Versioned, act: Act, why: str = "") -> None:
    """Save a versioned row with who, when and why in its history."""
    row._history_user = act.by
    row._history_date = act.at
    row._change_reason = why or act.reason
    row.save()


def remove(row: Versioned, act: Act, why: str = "") -> None:
    """Delete a versioned row; its history stays, signed like any other change."""
    row._history_user = act.by
    row._history_date = act.at
    row._change_reason = why or act.reason
    row.delete()


def plain_fields(row: Model) -> dict[str, object]:
    """The row's own columns as plain values, for telling what an act changed."""
    return {
        field.attname: _plain(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.get_internal_type() != "BinaryField"
    }


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[object]]:
    """Column → [from, to] for every column that differs; the state is told apart from these."""
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if before.get(name) != value and name not in {"id", "state"}
    }


def enter(
    row: Model,
    act: Act,
    *,
    name: str,
    label: str,
    proposal: Proposal | None,
    source: str = "",
    target: str = "",
    changed: Mapping[str, object] | None = None,
) -> LedgerEntry:
    """Append one entry to the chained ledger; must run inside the transaction of the act."""
    head, _ = LedgerHead.objects.select_for_update().get_or_create(pk=1)
    entry = LedgerEntry(
        serial=head.serial + 1,
        at=act.at,
        actor=act.by,
        proposal=proposal,
        subject=row._meta.model_name or "",
        subject_id=row.pk,
        act=name,
        label=label,
        source=source,
        target=target,
        reason=act.reason,
        changes=dict(changed or {}),
        previous_hash=head.hash,
    )
    entry.hash = chain_hash(entry.previous_hash, entry.content())
    entry.save(force_insert=True)
    head.serial, head.hash = entry.serial, entry.hash
    head.save()
    return entry


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)

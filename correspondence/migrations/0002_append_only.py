"""The database itself refuses to rewrite evidence: ledger entries, issued PDFs, text versions."""

from django.db import migrations

APPEND_ONLY = ("ledgerentry", "issueddocument", "textversion")


def _statements(vendor):
    for model in APPEND_ONLY:
        table = f"correspondence_{model}"
        if vendor == "postgresql":
            yield (
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION correspondence_append_only()"
            )
        else:
            yield (
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
            )


def forbid_updates(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION correspondence_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'append-only'; END $$"
        )
    for statement in _statements(vendor):
        schema_editor.execute(statement)


def allow_updates(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for model in APPEND_ONLY:
        table = f"correspondence_{model}"
        on = f" ON {table}" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_append_only{on}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION correspondence_append_only()")


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial")]
    operations = [migrations.RunPython(forbid_updates, allow_updates)]

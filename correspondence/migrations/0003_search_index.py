"""The index of characters and pairs: what it holds is written by actions/search.py."""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE correspondence_searchgrams USING fts5(
    title, body, content='', detail=column, columnsize=0, tokenize='unicode61 remove_diacritics 0'
)
"""
POSTGRESQL = (
    "ALTER TABLE correspondence_searchentry "
    "ADD COLUMN title_grams tsvector, ADD COLUMN grams tsvector",
    "CREATE INDEX searchentry_title_grams ON correspondence_searchentry USING gin (title_grams)",
    "CREATE INDEX searchentry_grams ON correspondence_searchentry USING gin (grams)",
)


def make_index(apps, schema_editor):
    """A table beside the entries on SQLite, two columns of them on PostgreSQL."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)
    else:
        schema_editor.execute(SQLITE)


def drop_index(apps, schema_editor):
    """PostgreSQL drops the columns with their table."""
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE correspondence_searchgrams")


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0002_append_only")]
    operations = [migrations.RunPython(make_index, drop_index)]

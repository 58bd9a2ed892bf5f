"""What due days are reckoned on, the calendar and the rules, stands still while a move is made.

Otherwise a case handed out at the very moment a notice is applied would keep the old day: neither
transaction sees what the other has not committed yet. Moves share the footing and do not wait for
one another; who changes it waits for them, and they for him. It is taken before any row is locked,
so that nobody waits in a circle. On SQLite one transaction writes after the other anyway.
"""

from django.db import connection

#: Names the lock in the database; the number itself means nothing.
_FOOTING = 20_230_511


def stand() -> None:
    """Let the footing be as it is until this transaction is over."""
    _lock("pg_advisory_xact_lock_shared")


def change() -> None:
    """Wait until no move is under way, and let every other one wait for this transaction."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_FOOTING])

"""Measures the import of a State Council notice that moves very many due days, on PostgreSQL.

DATABASE_URL=postgresql://…/empty REDIS_URL=… python bench/notices.py [--open 10000]
"""

import argparse
import time
from datetime import date, timedelta

from crowd import multiply, prepare
from django.utils import timezone

from correspondence.actions import notice
from correspondence.actions.act import Act
from correspondence.actions.notice import Notice
from correspondence.models import Assignment, Deadline, LedgerEntry, User
from correspondence.rules.ledger import first_break
from correspondence.rules.notice import NoticeDay
from correspondence.web.shifts import listed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, default=10_000, help="open cases")
    given = parser.parse_args()
    part = prepare()
    handed_out = date(2026, 9, 21)
    multiply(
        part,
        given.open,
        due_on="'2026-12-21'::date",
        rings_on="'2027-12-01'::date",
        base_on=handed_out,
    )
    days = [NoticeDay(date(2026, 12, 21) + timedelta(days=n), False, "临时放假") for n in range(3)]
    wanted = Notice(year=2026, days=days, source="国务院办公厅通知", number="国办发明电〔2026〕1号")
    began = time.perf_counter()
    found = notice.preview(wanted)
    shown = listed(found)
    preview = time.perf_counter() - began
    began = time.perf_counter()
    by = User.objects.clock()
    notice.apply(wanted, act=Act(by=by, at=timezone.now(), reason=wanted.source))
    applied = time.perf_counter() - began
    print(f"{given.open:,} open cases, {len(found):,} due days, {shown['parts']:,} parts move")
    print(f"preview {preview:.1f} s, apply {applied:.1f} s, together {preview + applied:.1f} s")
    moved = Assignment.objects.filter(pk__gt=1_000_000, due_on=date(2026, 12, 24)).count()
    live = Deadline.objects.filter(superseded=False, due_on=date(2026, 12, 24)).count()
    print(f"parts now due on 2026-12-24: {moved:,}; live due days: {live:,}")
    links = (entry.as_link() for entry in LedgerEntry.objects.order_by("serial").iterator())
    print(f"ledger: {first_break(links) or 'whole'}")


if __name__ == "__main__":
    main()

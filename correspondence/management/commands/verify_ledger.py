"""manage.py verify_ledger: does the evidence still hold?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...models import IssuedDocument, LedgerEntry, TextVersion
from ..evidence import faults


class Command(BaseCommand):
    """Reads only. Exit code 1, and one line for each fault, if anything was changed."""

    help = "核验办理台账的校验链、印发正本的校验值和各版文稿的校验值。"
    requires_system_checks = []

    def handle(self, **_options: Any) -> None:
        found = list(faults())
        if found:
            raise CommandError(f"核验未通过，发现 {len(found)} 处问题：\n" + "\n".join(found))
        counts = [model.objects.count() for model in (LedgerEntry, IssuedDocument, TextVersion)]
        told = "台账记录 {} 条、印发正本 {} 份、文稿版本 {} 个".format(*counts)
        self.stdout.write(f"核验通过：{told}，全部与校验值相符。")

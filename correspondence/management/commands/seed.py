"""manage.py seed: the units, people and proposals of `seeds/`, walked through real actions."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...actions.act import Act
from ...models import User
from ..seeding import checked, checked_reference, plant, plant_reference
from ..tables import SeedError


class Command(BaseCommand):
    """Checks every row first; one bad row, and nothing is imported. A second run adds nothing."""

    help = "导入 seeds/ 中的数据，建议提案按所填日期走完各环节；重复运行不改变已有数据。"
    # The pages need not be in order to load rows, and each start of the site passes here.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="只检查，不导入")
        what.add_argument(
            "--reference", action="store_true", help="只导入时限规则、届次、单位、工作日和提醒节点"
        )
        what.add_argument(
            "--demo", action="store_true", help="在正式配置的站点上也导入演示人员和建议提案"
        )
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "seeds")

    def handle(self, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            if options["check"]:
                rows = checked(folder)
                self.stdout.write(f"没有问题：共 {sum(len(table) for table in rows.values())} 行。")
            elif options["reference"]:
                act = Act(by=User.objects.clock(), at=timezone.now())
                plant_reference(checked_reference(folder), act)
            else:
                self._plant(folder, allowed=settings.EMBEDDED or options["demo"])
        except SeedError as wrong:
            count = len(wrong.problems)
            raise CommandError(f"未导入任何数据，请改正以下 {count} 处：\n{wrong}") from wrong

    def _plant(self, folder: Path, *, allowed: bool) -> None:
        """Invented people with a published password have no business on a real site."""
        if not allowed:
            raise CommandError(
                "已设置 DATABASE_URL 或 REDIS_URL，不导入演示人员和建议提案。"
                "只导入时限规则、届次、单位、工作日和提醒节点，请加 --reference；"
                "确需演示数据，请加 --demo。"
            )
        if added := plant(checked(folder), folder):
            self.stdout.write(f"已导入 {added} 件建议提案。")

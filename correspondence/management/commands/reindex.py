"""manage.py reindex: the search index, made anew from the documents."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from ...actions.search import reindex


class Command(BaseCommand):
    """All or nothing; the site may run on meanwhile."""

    help = "重建检索索引（升级后，或检索结果不全时运行）。"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django passes them
        self.stdout.write(f"检索索引已重建：{reindex():,} 件。")

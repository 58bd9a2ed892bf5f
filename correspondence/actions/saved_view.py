"""视图: a person keeps the filters of a list under a name, and drops them again."""

from django.db import transaction

from ..models import SavedView, User
from .errors import NotReady

#: More names than this stand above no list.
MOST = 12
#: As many characters of an address are kept.
LONGEST = 500


@transaction.atomic
def keep_view(*, by: User, place: str, label: str, query: str) -> SavedView:
    """The filters under this name; a name used before now stands for these filters.

    Raises NotReady when there is no name, nothing is filtered, or the person has enough of them.
    """
    label = " ".join(label.split())[:20]
    if not label:
        raise NotReady("请给视图取一个名称。")
    if not query:
        raise NotReady("请先筛选，再存为视图。")
    if len(query) > LONGEST:
        raise NotReady("筛选条件太长，请缩短查找的词。")
    views = SavedView.objects.select_for_update().filter(owner=by, place=place)
    if views.exclude(label=label).count() >= MOST:
        raise NotReady(f"每个列表最多存 {MOST} 个视图，请先删除不用的。")
    view, _ = views.update_or_create(owner=by, place=place, label=label, defaults={"query": query})
    return view


def drop_view(pk: int, *, by: User) -> None:
    """Forget a view of one's own; raises SavedView.DoesNotExist for anybody else's."""
    SavedView.objects.get(pk=pk, owner=by).delete()

"""视图: filters of a list that a person keeps under a name. Personal, so it has no history."""

from django.db import models

from .people import User


class SavedView(models.Model):
    """The filters of one list, as they stand in its address (without the question mark)."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="views", verbose_name="人员")
    place = models.SlugField("列表")
    label = models.CharField("名称", max_length=20)
    query = models.CharField("筛选", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "视图"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["owner", "place", "label"], name="view_label_once"),
        )

    def __str__(self) -> str:
        return self.label

"""What is being written and not yet saved as a version, and who has a text open right now.

Neither has a history: these rows come and go with every few keystrokes and prove nothing. A
signature is bound to a TextVersion; a working text voids none.
"""

from django.db import models

from ..rules.texts import Text, digest, tidy
from ..rules.words import Openness, Outcome
from .people import User
from .reply import Reply, TextVersion
from .versioned import word_field


class WorkingText(models.Model):
    """工作稿: one person's unsaved text of one reply. Nobody else ever sees it.

    Columns are wider than those of a version, so that whatever was typed can be kept. `token`
    names the page that wrote it, `serial` counts what that page has sent.
    """

    reply = models.ForeignKey(
        Reply, models.CASCADE, related_name="working_texts", verbose_name="文稿"
    )
    user = models.ForeignKey(
        User, models.CASCADE, related_name="working_texts", verbose_name="人员"
    )
    base = models.PositiveIntegerField("所据版本")
    saved_at = models.DateTimeField("保存时间")
    token = models.CharField("页面", max_length=36)
    serial = models.PositiveIntegerField("次序")
    reason = models.TextField("修改说明", blank=True)
    title = models.TextField("标题", blank=True)
    recipient = models.TextField("主送", blank=True)
    body = models.TextField("正文", blank=True)
    copies = models.TextField("抄送", blank=True)
    note = models.TextField("附注", blank=True)
    outcome = word_field(Outcome, "办理结果", blank=True)
    outcome_reason = models.TextField("留作参考的说明", blank=True)
    promised_on = models.DateField("承诺解决时限", null=True, blank=True)
    openness = word_field(Openness, "公开属性", blank=True)
    openness_reason = models.TextField("不主动公开的理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工作稿"
        constraints = (models.UniqueConstraint(fields=["reply", "user"], name="one_working_text"),)

    def __str__(self) -> str:
        return f"{self.reply} {self.user} {self.saved_at:%H:%M:%S}"

    @property
    def text(self) -> Text:
        """What was typed, as it was typed."""
        return Text(**{name: getattr(self, name) for name in Text.__dataclass_fields__})

    @property
    def mark(self) -> str:
        """Changes with every writing: a page that knows it knows what stands here."""
        return f"{self.token}.{self.serial}"

    def differs_from(self, version: TextVersion) -> bool:
        """Whether saving this would make a new version of it."""
        return digest(tidy(self.text)) != version.digest


class Presence(models.Model):
    """One page on which somebody has a text open for writing, kept alive by its heart-beat."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="presences", verbose_name="文稿")
    user = models.ForeignKey(User, models.CASCADE, related_name="presences", verbose_name="人员")
    token = models.CharField("页面", max_length=36)
    seen_at = models.DateTimeField("最近活动")
    typed_at = models.DateTimeField("最近修改", null=True, blank=True)
    finished = models.BooleanField("已保存离开", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "正在修改"
        ordering = ("-seen_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["reply", "user", "token"], name="one_page_a_token"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.seen_at:%H:%M:%S}"

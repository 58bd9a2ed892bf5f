"""What a unit asks of the office that handed the proposal out."""

from django.db import models
from django.db.models import F, Q

from ..rules.words import Word
from .assignment import Assignment
from .people import Unit, User
from .versioned import Versioned, word_field


class RequestState(Word):
    """How a request to the handing-out office stands."""

    ASKED = "asked", "待批"
    GRANTED = "granted", "已同意"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class HandBack(Versioned):
    """退办申请 (上海市代表建议规定第十四条)."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="hand_backs", verbose_name="承办件"
    )
    reason = models.TextField("退办理由")
    basis = models.TextField("职责依据")
    suggested_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建议承办单位"
    )
    signed_by = models.CharField("单位负责人", max_length=40)
    asked_on = models.DateField("申请日期")
    result = word_field(RequestState, "结果", default=RequestState.ASKED)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    decided_on = models.DateField("批准日期", null=True, blank=True)
    decision = models.TextField("批准意见", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "退办申请"
        constraints = (
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(result="asked"), name="one_open_hand_back"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignment} 退办申请"


class Extension(Versioned):
    """延期申请 (上海市代表建议规定第十九条: 至多三个月, 并及时告知代表)."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="extensions", verbose_name="承办件"
    )
    reason = models.TextField("延期理由")
    progress = models.TextField("目前进展", blank=True)
    signed_by = models.CharField("单位负责人", max_length=40)
    asked_on = models.DateField("申请日期")
    old_due_on = models.DateField("原时限")
    new_due_on = models.DateField("申请延至")
    result = word_field(RequestState, "结果", default=RequestState.ASKED)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    decided_on = models.DateField("批准日期", null=True, blank=True)
    decision = models.TextField("批准意见", blank=True)
    granted_late = models.BooleanField("逾期后批准", default=False)
    deputy_told_on = models.DateField("告知代表日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "延期申请"
        constraints = (
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(result="asked"), name="one_open_extension"
            ),
            models.CheckConstraint(
                condition=Q(new_due_on__gt=F("old_due_on")), name="extension_is_later"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignment} 延期至 {self.new_due_on}"

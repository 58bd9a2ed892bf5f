"""Numbers, the frozen PDF, and who received it."""

from django.db import models
from django.db.models import Q

from ..rules.words import DeliveryWay, ProposalKind, ReplyKind
from .people import Unit, User
from .proposal import Deputy
from .reply import Reply
from .versioned import Versioned, word_field


class NumberSeries(Versioned):
    """机关代字 of a unit, for example 沪科建复."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="series", verbose_name="单位")
    issuer_code = models.CharField("机关代字", max_length=12)

    class Meta:
        verbose_name = verbose_name_plural = "机关代字"
        constraints = (
            models.UniqueConstraint(fields=["unit", "issuer_code"], name="issuer_code_once_a_unit"),
        )

    def __str__(self) -> str:
        return self.issuer_code


class SeriesUse(Versioned):
    """Which series numbers which documents of a unit."""

    series = models.ForeignKey(
        NumberSeries, models.CASCADE, related_name="uses", verbose_name="代字"
    )
    proposal_kind = word_field(ProposalKind, "案类")
    reply_kind = word_field(ReplyKind, "文种")

    class Meta:
        verbose_name = verbose_name_plural = "代字适用范围"
        constraints = (
            models.UniqueConstraint(
                fields=["series", "proposal_kind", "reply_kind"], name="series_use_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.series}：{self.proposal_kind} {self.reply_kind}"


class SeriesYear(models.Model):
    """The last number drawn from a series in a year; locked while the next one is drawn."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    last_serial = models.PositiveIntegerField(default=0)
    #: Numbers up to this one were given before the system came; `begin_at` says why.
    began_after = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "文号流水"
        constraints = (
            models.UniqueConstraint(fields=["series", "year"], name="one_counter_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕"


class DocumentNumber(Versioned):
    """发文字号, once drawn never taken back: a number that is not used is voided and stays."""

    series = models.ForeignKey(
        NumberSeries, models.PROTECT, related_name="numbers", verbose_name="代字"
    )
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("序号")
    text = models.CharField("发文字号", max_length=40)
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="numbers", verbose_name="文稿")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="编号人")
    drawn_on = models.DateField("编号日期")
    voided_on = models.DateField("作废日期", null=True, blank=True)
    void_reason = models.TextField("作废理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发文字号"
        ordering = ("series", "year", "serial")
        constraints = (
            models.UniqueConstraint(fields=["series", "year", "serial"], name="serial_once"),
            models.UniqueConstraint(
                fields=["reply"], condition=Q(voided_on__isnull=True), name="one_live_number"
            ),
            models.CheckConstraint(
                condition=Q(voided_on__isnull=True) | ~Q(void_reason=""), name="void_has_reason"
            ),
        )

    def __str__(self) -> str:
        return self.text


class IssuedDocument(models.Model):
    """The PDF as issued, frozen with the letter it was made from. Written once, never changed."""

    reply = models.OneToOneField(
        Reply, models.PROTECT, related_name="issued_document", verbose_name="文稿"
    )
    pdf = models.BinaryField("正本")
    sha256 = models.CharField("校验值", max_length=64)
    pages = models.PositiveSmallIntegerField("页数")
    letter = models.JSONField("文件数据")
    frozen_at = models.DateTimeField("固化时间")

    class Meta:
        verbose_name = verbose_name_plural = "印发正本"

    def __str__(self) -> str:
        return f"{self.reply} {self.sha256[:12]}"


class Delivery(Versioned):
    """送达: one row for each who is to receive the document."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="deliveries", verbose_name="文稿")
    recipient = models.CharField("收文方", max_length=60)
    deputy = models.ForeignKey(
        Deputy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代表"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    is_copy = models.BooleanField("抄送", default=False)
    way = word_field(DeliveryWay, "送达方式", blank=True)
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    receipt = models.CharField("签收情况", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "送达"
        ordering = ("is_copy", "id")
        constraints = (
            models.UniqueConstraint(fields=["reply", "recipient"], name="delivered_once_each"),
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True) | ~Q(way=""), name="delivery_has_way"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reply} 送 {self.recipient}"

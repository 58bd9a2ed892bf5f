"""用印, 印发, 送达, 公开."""

from typing import Any

from django import forms

from ..access import Row
from ..actions import issue
from ..actions.act import Act
from ..models import Delivery
from ..rules.moves import ReplyMove
from ..rules.words import DeliveryWay
from .forms import MoveForm, OpinionForm, ReasonForm, registry, word_choices


class SealForm(OpinionForm):
    move = ReplyMove.SEAL
    note = "登记用印：今天、由您在本文件上加盖机关印章。"

    def perform(self, act: Act) -> Row:
        return issue.seal(self.row.pk, act=act)


class IssueForm(MoveForm):
    move = ReplyMove.ISSUE
    note = "印发时生成正本并固化：存档、留校验值，此后不再重新排版。"
    confirm = "印发后正本不能再改。确定印发吗？"

    def perform(self, act: Act) -> Row:
        return issue.issue(self.row.pk, act=act)


class DeliveryField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # cannot be subscripted at run time
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.recipient}（抄送）" if obj.is_copy else obj.recipient


class DeliverForm(MoveForm):
    move = ReplyMove.DELIVER
    note = "全部送达后，本单位的办理时限即停止计算。"

    deliveries = DeliveryField(
        Delivery.objects.none(), label="收文方", widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(
        label="送达方式", choices=word_choices(DeliveryWay), widget=forms.RadioSelect
    )
    receipt = forms.CharField(
        label="签收情况", required=False, max_length=120, help_text="如：本人签收、挂号信编号"
    )

    def prepare(self) -> None:
        waiting = self.row.deliveries.filter(delivered_on__isnull=True)
        self.fields["deliveries"].queryset = waiting  # type: ignore[attr-defined]
        self.initial.update(deliveries=list(waiting), way=DeliveryWay.SYSTEM.value)

    def perform(self, act: Act) -> Row:
        values = self.cleaned_data
        return issue.deliver(
            self.row.pk,
            deliveries=list(values["deliveries"]),
            way=DeliveryWay(values["way"]),
            receipt=values["receipt"],
            act=act,
        )


class PublishForm(MoveForm):
    move = ReplyMove.PUBLISH
    note = "公开前请核对：不含代表（委员）联系方式，已作公开审查。"

    address = forms.URLField(label="公开网址", required=False, assume_scheme="https")

    def perform(self, act: Act) -> Row:
        return issue.publish(self.row.pk, address=self.cleaned_data["address"], act=act)


class RevokeForm(ReasonForm):
    move = ReplyMove.REVOKE
    note = "原文件和文号保留在案；承办单位重新起草答复。"
    confirm = "撤销后须重新起草、编号和印发。确定吗？"
    danger = True

    def perform(self, act: Act) -> Row:
        return issue.revoke(self.row.pk, act=act)


FORMS = registry(SealForm, IssueForm, DeliverForm, PublishForm, RevokeForm)

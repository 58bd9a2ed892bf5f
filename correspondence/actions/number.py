"""登记编号: one gapless row of numbers for each issuer code and year."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ..models import DocumentNumber, NumberSeries, Reply, SeriesYear
from ..rules.moves import ReplyMove
from ..rules.numbering import format_number
from ..rules.words import ReplyKind, Role
from .act import Act
from .errors import NotReady
from .move import making
from .record import enter, keep


def assign(reply_id: int, *, act: Act) -> Reply:
    """Draw the next number of the unit's series for this kind of document."""
    with making(Reply, reply_id, ReplyMove.NUMBER, act) as reply:
        number = draw(series_for(reply), reply, act)
        reply.number, reply.numbered_on = number.text, act.day
    return reply


def void(reply_id: int, *, act: Act) -> Reply:
    """作废文号: a number that was never used stays visible with its reason, and is not reused."""
    with making(Reply, reply_id, ReplyMove.VOID_NUMBER, act) as reply:
        number = reply.numbers.get(voided_on__isnull=True)
        number.voided_on, number.void_reason = act.day, act.reason
        keep(number, act)
        reply.number, reply.numbered_on = "", None
    return reply


@transaction.atomic
def begin_at(series: NumberSeries, *, year: int, serial: int, act: Act) -> SeriesYear:
    """续接系统启用前的编号: the numbers up to `serial` were given on paper, the next one follows.

    Raises NotReady without a reason or once a number of that year is drawn, and PermissionDenied
    unless a system administrator does it.
    """
    if not act.by.holds(Role.SYSADMIN):
        raise PermissionDenied("只有系统管理员可以续接编号。")
    if serial < 1 or not act.reason:
        raise NotReady("请填写已编至的号数和理由。")
    counter, _ = SeriesYear.objects.get_or_create(series=series, year=year)
    counter = SeriesYear.objects.select_for_update().get(pk=counter.pk)
    if counter.last_serial:
        raise NotReady(f"{series}〔{year}〕已经编到{counter.last_serial}号，不能再续接。")
    counter.began_after = counter.last_serial = serial
    counter.save()
    change = {"year": year, "last_serial": [0, serial]}
    enter(series, act, name="begin_at", label="续接编号", proposal=None, changed=change)
    return counter


def draw(series: NumberSeries, reply: Reply, act: Act) -> DocumentNumber:
    """The next number, inside a move: the counter row stays locked until the number is kept."""
    counter, _ = SeriesYear.objects.get_or_create(series=series, year=act.day.year)
    counter = SeriesYear.objects.select_for_update().get(pk=counter.pk)
    counter.last_serial += 1
    counter.save()
    number = DocumentNumber(
        series=series,
        year=counter.year,
        serial=counter.last_serial,
        text=format_number(series.issuer_code, counter.year, counter.last_serial),
        reply=reply,
        drawn_by=act.by,
        drawn_on=act.day,
    )
    keep(number, act)
    return number


def preview(reply: Reply, day: date) -> str:
    """The number that would be drawn today, without drawing it."""
    series = series_for(reply)
    counter = SeriesYear.objects.filter(series=series, year=day.year).first()
    return format_number(series.issuer_code, day.year, (counter.last_serial if counter else 0) + 1)


def series_for(reply: Reply) -> NumberSeries:
    """The series that numbers this kind of document; raises NotReady if the unit has none."""
    assignment = reply.assignment
    kind = ReplyKind.REPLY if reply.kind == ReplyKind.FOLLOW_UP_REPLY else reply.kind
    found = NumberSeries.objects.filter(
        unit=assignment.unit,
        uses__proposal_kind=assignment.proposal.kind,
        uses__reply_kind=kind,
    ).first()
    if found is None:
        raise NotReady("本单位尚未设置此类文件的机关代字，请联系系统管理员。")
    return found

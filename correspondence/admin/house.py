"""What the house works by: units, sessions, rules, the calendar, who is away, numbers."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ..models import (
    Absence,
    Address,
    CalendarDay,
    NumberSeries,
    Office,
    Quiet,
    ReminderStage,
    RuleProfile,
    RuleTerm,
    SeriesUse,
    Session,
    Unit,
)
from .site import Part, Reference, site


@admin.register(Unit, site=site)
class UnitAdmin(Reference):
    list_display = ("short_name", "name", "kind", "code")
    list_filter = ("kind",)
    search_fields = ("name", "short_name", "code")


@admin.register(Office, site=site)
class OfficeAdmin(Reference):
    list_display = ("name", "unit", "is_general_office", "code")
    list_filter = ("unit",)
    list_select_related = ("unit",)
    search_fields = ("name", "code")


@admin.register(Session, site=site)
class SessionAdmin(Reference):
    list_display = ("name", "body", "opened_on", "closed_on", "due_on", "profile")
    list_select_related = ("profile",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Other rules move due days: they are chosen on their own page, with a preview."""
        del request
        return ("profile",) if obj else ()


class TermPart(Part):
    model = RuleTerm
    may_add = may_change = may_delete = False


@admin.register(RuleProfile, site=site)
class ProfileAdmin(Reference):
    """Only to read: a new version is drawn up on its own page, with a preview."""

    may_add = may_change = False
    list_display = ("name", "code", "effective_from")
    inlines = (TermPart,)


@admin.register(ReminderStage, site=site)
class StageAdmin(Reference):
    list_display = ("wording", "deadline", "offset", "unit", "recipients", "repeat_amount")
    list_filter = ("deadline",)
    may_delete = True


@admin.register(CalendarDay, site=site)
class CalendarAdmin(Reference):
    list_display = ("day", "is_workday", "name", "source", "notice_number")
    date_hierarchy = "day"
    ordering = ("-day",)
    may_delete = True


@admin.register(Quiet, site=site)
class QuietAdmin(Reference):
    list_display = ("begins", "ends", "on_days_off")
    may_delete = True


@admin.register(Address, site=site)
class AddressAdmin(Reference):
    """Robots of chat services and webhooks: only an administrator may name them."""

    list_display = ("user", "channel")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    may_delete = True


@admin.register(Absence, site=site)
class AbsenceAdmin(Reference):
    list_display = ("user", "stand_in", "from_on", "until_on")
    list_select_related = ("user", "stand_in")
    autocomplete_fields = ("user", "stand_in")
    may_delete = True


class UsePart(Part):
    model = SeriesUse


@admin.register(NumberSeries, site=site)
class SeriesAdmin(Reference):
    list_display = ("issuer_code", "unit")
    list_filter = ("unit",)
    list_select_related = ("unit",)
    inlines = (UsePart,)

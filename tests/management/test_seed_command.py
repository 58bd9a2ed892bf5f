"""manage.py seed: what it refuses, and that a refusal imports nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from correspondence.models import (
    CalendarDay,
    Proposal,
    ReminderStage,
    RuleTerm,
    Session,
    Unit,
    UnitKind,
    User,
)

pytestmark = pytest.mark.django_db
Spoil = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The seeds, to be spoilt."""
    return shutil.copytree(Path(site.BASE_DIR, "seeds"), tmp_path / "seeds")


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Replace the first place of a text in a table."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def _refused(folder: Path, *options: str) -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("seed", *options, folder=folder)
    assert refusal.value.returncode == 1
    return str(refusal.value)


def test_the_seeds_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("seed", check=True)
    assert capsys.readouterr().out.startswith("没有问题")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "sessions.csv",
            "2026-01-20",
            "2026-13-20",
            "sessions.csv:3，opened_on：“2026-13-20”不是日期",
        ),
        ("rules.csv", ",7,wd", ",七,wd", "rules.csv:2，amount：“七”不是整数"),
        (
            "rules.csv",
            ",7,wd",
            ",7,week",
            "rules.csv:2，unit：“week”不在可用的值之内：wd、day、month",
        ),
        ("workdays.csv", "2023-01-02,false", "2023-01-02,no", "is_workday：“no”应为 true 或 false"),
        ("workdays.csv", "2023-01-23", "2023-01-02", "workdays.csv:3，day：与第 2 行重复"),
        ("offices.csv", "rdgw,bgs,", "rdgv,bgs,", "offices.csv:2，unit：units.csv 中没有“rdgv”"),
        ("offices.csv", "rdgw,bgs,办公室,true", "rdgw,bgs,办公室", "整行：应有 4 列，现有 3 列"),
        ("units.csv", ",unit,true,", ",unit,false,", "answers：只有承办单位"),
        (
            "people.csv",
            "liaison,顾明澄,kw,bgs",
            "liaison,顾明澄,kw,xx",
            "office：offices.csv 中本单位没有",
        ),
        ("stages.csv", "deadline_key,", "deadline,", "stages.csv:1，表头：应为 deadline_key,stage"),
        (
            "proposals.csv",
            ",published,resolved,",
            ",published,,",
            "outcome：target 为 published 时不能为空",
        ),
        (
            "proposals.csv",
            "2023-02-14",
            "2023-02-12",
            "signed_for_on：2023-02-12 早于 handed_out_on",
        ),
        ("proposals.csv", "2023-02-13", "2023-02-12", "handed_out_on：2023-02-12 不是工作日"),
        ("proposals.csv", "fgw;kcb;pdxq", "fgw;kw", "assist_units：kw 不能既主办又会办"),
        ("proposals.csv", "rd16-1-0049.txt", "none.txt", "text：没有找到文件 proposals/none.txt"),
    ],
)
def test_a_bad_row_is_named_by_line_column_and_reason(
    folder: Path, spoil: Spoil, name: str, old: str, new: str, told: str
) -> None:
    spoil(name, old, new)
    assert told in _refused(folder, "--demo")
    assert not Unit.objects.exists()
    assert not User.objects.exists()


def test_every_fault_is_told_at_once(folder: Path, spoil: Spoil) -> None:
    spoil("rules.csv", ",7,wd", ",七,wd")
    spoil("people.csv", "liaison,顾明澄,", "liaison,,")
    told = _refused(folder, "--check")
    assert "请改正以下 2 处" in told
    assert "people.csv:2，name：不能为空" in told


def test_a_missing_or_unreadable_table_is_named(folder: Path) -> None:
    (folder / "series.csv").unlink()
    (folder / "units.csv").write_bytes("代码".encode("gbk"))
    told = _refused(folder, "--check")
    assert "series.csv:0，文件：没有找到" in told
    assert "units.csv:0，文件：不是 UTF-8 编码" in told


def test_a_row_that_cannot_be_walked_undoes_all(folder: Path, spoil: Spoil) -> None:
    table = folder / "proposals.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    walked = [rows[0], *(row for row in rows if row.startswith(("0871,", "0987,")))]
    table.write_text("".join(walked), encoding="utf-8")
    spoil("people.csv", "副处长,handing_out_office,hand", "副处长,supervisor,hand")
    spoil("people.csv", "主任科员,handing_out_office,szfb", "主任科员,supervisor,szfb")
    assert "proposals.csv:2，target：2026-11-20 走不下去：没有交办机构" in _refused(
        folder, "--demo"
    )
    assert not Proposal.objects.exists()
    assert not Unit.objects.exists()


def test_days_that_leave_no_room_for_the_steps_are_told(folder: Path, spoil: Spoil) -> None:
    spoil("proposals.csv", "2023-05-11,2023-02-14,2023-05-11", "2023-05-11,2023-02-14,2023-02-24")
    assert "reached_on：2023-02-20 至 2023-02-24 太短" in _refused(folder, "--demo")
    assert not User.objects.exists()


def test_a_real_site_gets_no_demo_people_unasked(settings: Settings, folder: Path) -> None:
    settings.EMBEDDED = False
    assert "--reference" in _refused(folder)
    assert not User.objects.exists()


def rows(name: str) -> int:
    """How many rows a table of the seeds has below its heading."""
    return (
        len((Path(site.BASE_DIR, "seeds", f"{name}.csv")).read_text(encoding="utf-8").splitlines())
        - 1
    )


def test_reference_data_come_without_people() -> None:
    call_command("seed", reference=True)
    call_command("seed", reference=True)
    assert [User.objects.count(), Proposal.objects.count()] == [1, 0]
    counts = [
        model.objects.count() for model in (RuleTerm, Session, Unit, CalendarDay, ReminderStage)
    ]
    assert counts[:3] == [rows(name) for name in ("rules", "sessions", "units")]
    assert all(counts)
    assert Unit.objects.get(code="xtgl").kind == UnitKind.ADMINISTRATION


def test_what_an_office_changed_is_left_alone() -> None:
    call_command("seed", reference=True)
    unit = Unit.objects.get(code="kw")
    unit.printer = "另一个印发机关"
    unit.save()
    call_command("seed", reference=True)
    assert Unit.objects.get(code="kw").printer == "另一个印发机关"

"""What the linters cannot see: sizes, who writes state, and what an import drags in.

The layers themselves are contracts in pyproject.toml; `script/test` checks them.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from correspondence.settings import VERSION

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "correspondence"
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_TEMPLATE = 80
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
# Where rows may be written without `save()`, and so without a history row: of these models only.
WRITTEN_IN_BULK: dict[str, set[str]] = {
    "correspondence/actions/digest.py": {"Digest", "Reminder"},
    "correspondence/actions/history.py": set(),  # names none: what it writes, it also signs
    "correspondence/actions/notify.py": {"Reminder"},
    "correspondence/actions/outbox.py": {"Digest", "Reminder"},
    "correspondence/actions/planned.py": {"Reminder"},
    "correspondence/actions/recount.py": {"Alarm", "LedgerEntry"},
    "correspondence/actions/remind.py": {"Alarm"},
}
FunctionDef = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


def functions(path: Path) -> Iterator[FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, FunctionDef))


def fields_set(node: ast.AST) -> set[str]:
    """The attributes that an assignment of any kind writes to."""
    match node:
        case ast.Assign(targets=targets):
            parts = [part for target in targets for part in getattr(target, "elts", [target])]
        case ast.AnnAssign(target=target, value=ast.expr()) | ast.AugAssign(target=target):
            parts = [target]
        case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value=str(word)), _]):
            return {word}
        case _:
            return set()
    return {part.attr for part in parts if isinstance(part, ast.Attribute)}


def writes_in_bulk(node: ast.AST) -> bool:
    """`update(field=…)` of a queryset, unlike a dictionary's `update(other)`; or a bulk write."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    if node.func.attr == "update":
        # The first values of a form are a dictionary, whatever they are called with.
        form = isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "initial"
        return bool(node.keywords) and not node.args and not form
    return node.func.attr in {"bulk_create", "bulk_update", "abulk_create", "aupdate"}


def named(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def loaded_by(module: str) -> set[str]:
    """The top-level packages in a fresh Python after importing one module."""
    code = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("path", sources("correspondence", "tests", "script", "bench"), ids=name)
def test_a_file_fits_in_a_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", sources("correspondence", "tests", "script", "bench"), ids=name)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    ends = [(node.name, node.lineno, node.end_lineno or 0) for node in functions(path)]
    assert not [
        (word, end - start + 1) for word, start, end in ends if end - start >= LONGEST_FUNCTION
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.*")), ids=name)
def test_a_template_fits_on_two_screens(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_TEMPLATE


@pytest.mark.parametrize("module", ["correspondence.gongwen", "correspondence.rules"])
def test_a_pure_package_starts_no_framework(module: str) -> None:
    assert not loaded_by(module) & {"django", "celery", "kombu", "simple_history"}


def test_the_package_itself_is_empty() -> None:
    assert not (PACKAGE / "__init__.py").read_text(encoding="utf-8")


def test_a_module_is_named_after_what_it_is_about() -> None:
    words = {
        path: path.stem if path.stem != "__init__" else path.parent.name
        for path in sources("correspondence", "script")
    }
    assert not [name(path) for path, word in words.items() if word in BANNED_NAMES]


def test_only_the_one_door_changes_a_state() -> None:
    doors = {
        name(path)
        for path in sources("correspondence")
        if any(fields_set(node) & {"state", "status"} for node in ast.walk(tree(path)))
    }
    assert doors <= {"correspondence/actions/move.py"}


def test_only_listed_files_write_in_bulk() -> None:
    found = {
        name(path)
        for path in sources("correspondence")
        if any(writes_in_bulk(node) for node in ast.walk(tree(path)))
    }
    assert found <= set(WRITTEN_IN_BULK)


@pytest.mark.parametrize(("file", "models"), WRITTEN_IN_BULK.items())
def test_a_bulk_write_touches_no_row_with_a_history(file: str, models: set[str]) -> None:
    known = {kind.__name__ for kind in apps.get_models()}
    versioned = {kind.__name__ for kind in apps.get_models() if hasattr(kind, "history")}
    writers = [node for node in functions(ROOT / file) if any(map(writes_in_bulk, ast.walk(node)))]
    assert writers
    assert not models & versioned
    for writer in writers:
        for call in filter(writes_in_bulk, ast.walk(writer)):
            # `Reminder.objects.update()` says what it writes; for `rows.update()` ask the function.
            written = named(call) & known or named(writer) & versioned
            assert written <= models, f"{writer.name}: {ast.unparse(call)}"


def test_who_writes_versioned_rows_in_bulk_signs_them_in_the_same_breath() -> None:
    file = PACKAGE / "actions" / "history.py"
    writers = [node for node in functions(file) if any(map(writes_in_bulk, ast.walk(node)))]
    assert len(writers) == 2
    assert all("_sign" in named(writer) for writer in writers)


def test_the_version_in_the_project_file_is_the_one_in_the_changelog() -> None:
    assert f'\nversion = "{VERSION}"\n' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "code",
    ["row.state = 1", "row.state: int = 1", "a, row.status = 1, 2", "setattr(row, 'state', 1)"],
)
def test_every_way_of_writing_a_state_is_seen(code: str) -> None:
    assert any(fields_set(node) & {"state", "status"} for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("Reply.objects.filter(pk=1).update(title='')", True),
        ("rows.bulk_create([])", True),
        ("self.initial.update(title='')", False),
        ("facts.update(other)", False),
        ("digest.update(b'')", False),
    ],
)
def test_bulk_writes_are_told_from_dictionaries(code: str, *, seen: bool) -> None:
    assert any(map(writes_in_bulk, ast.walk(ast.parse(code)))) is seen


def test_what_the_image_takes_in_is_sent_to_its_builder() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"}
    copies = re.findall(r"^COPY ((?!--).+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert copies
    assert {path for line in copies for path in line.split()} <= let_in

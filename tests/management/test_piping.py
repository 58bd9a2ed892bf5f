"""Commands end quietly when whoever reads their output has had enough."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_due_ends_without_a_trace_when_its_reader_leaves(tmp_path: Path) -> None:
    lines = tmp_path / "lines.csv"
    lines.write_text("2026-03-02,5,wd\n" * 50_000)
    with (
        lines.open() as given,
        subprocess.Popen(  # our own command
            [sys.executable, "manage.py", "due"],
            cwd=ROOT,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as command,
    ):
        assert command.stdout is not None
        assert command.stderr is not None
        assert command.stdout.readline() == "2026-03-09,known\n"
        command.stdout.close()
        said = command.stderr.read()
        command.wait(timeout=60)
    assert "Traceback" not in said
    assert "Broken" not in said
    assert command.returncode == 0

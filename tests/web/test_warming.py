"""What the first visitor finds ready."""

import subprocess
import sys
from pathlib import Path

from correspondence.gongwen import faces, parse
from correspondence.gongwen.preview import sheets
from correspondence.web import warming

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "correspondence.settings"
import correspondence.wsgi
from correspondence.web import warming
from django.db import connection
warming.load_pages()
files = [os.path.realpath(f"/proc/self/fd/{at}") for at in os.listdir("/proc/self/fd")]
print("correspondence.web.proposals" in sys.modules)
print(connection.connection, [file for file in files if file.endswith((".otf", ".ttc"))])
"""


def test_what_all_workers_share_leaves_no_file_and_no_database_open() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["True", "None []"]


def test_the_first_preview_of_a_worker_opens_no_font() -> None:
    faces._measures.cache_clear()
    warming.draw_pages()
    opened = faces._measures.cache_info().misses
    sheets(parse((ROOT / "seeds" / "reply-2023-15.txt").read_text(encoding="utf-8")).letter)
    assert faces._measures.cache_info().misses == opened > 0

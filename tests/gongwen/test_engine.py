"""A machine without Pango: one sentence that says what to install, and the rest still works."""

import subprocess
import sys

WITHOUT_PANGO = """
import sys
class NoPango:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, NoPango())
from correspondence.gongwen import LayoutError, Letter, clean, to_pdf
letter = Letter(issuer="甲", title="乙", recipient="丙", body="丁", signatories=("甲",))
try:
    to_pdf(letter)
except LayoutError as reason:
    print(reason, clean("可以").text)
"""


def test_without_pango_one_sentence_says_what_to_install() -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert "apt-get install libpango-1.0-0" in run.stdout
    assert "可以" in run.stdout

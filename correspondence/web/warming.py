"""What the first visitor would otherwise wait for, done when the server starts."""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from ..gongwen import Letter, to_pdf
from ..gongwen.preview import picture, sheets

#: A page with every face on it, the one for rare characters (喆) too.
LETTER = Letter(
    issuer="市科学技术委员会文件",
    title="关于市人大代表建议的答复",
    recipient="王喆代表",
    body="您提出的建议收悉。现答复如下：\n一、工作情况\n（一）进展\n2023年，我委会同有关部门办理。",
    signatories=("市科学技术委员会",),
    printer="市科学技术委员会办公室",
)


def load_pages() -> None:
    """Read the code and the templates of every page; neither a file nor a database stays open."""
    reverse("home")
    folder = Path(settings.BASE_DIR) / "templates"
    for path in folder.rglob("*.html"):
        get_template(str(path.relative_to(folder)))


def draw_pages() -> None:
    """Open the fonts, by drawing a page as the preview does and as the finished file does."""
    for sheet in sheets(LETTER):
        picture(sheet, width=320)
    to_pdf(LETTER)

"""The editor in a test: its text as it is kept, and what comes from the clipboard."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

BODY = "您的建议收悉。\n一、工作情况\n有关工作已经落实。\n（一）政策研究\n感谢您的关心！"
Desk = Callable[..., Page]


def written(page: Page) -> Any:
    return page.evaluate("document.getElementById('id_body').value")


def paste(page: Page, text: str, html: str = "") -> None:
    page.evaluate(
        """([text, html]) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          if (html) clipboardData.setData("text/html", html);
          const facts = { clipboardData, bubbles: true, cancelable: true };
          document.getElementById("id_body").dispatchEvent(new ClipboardEvent("paste", facts));
        }""",
        [text, html],
    )

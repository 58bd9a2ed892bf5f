"""What the environment says, read into the values the settings need; a wrong value is named.

tests/test_settings.py tries the wrong values.
"""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


def env_text(name: str, *, default: str) -> str:
    """A text; set but empty counts as not set, as compose files cannot unset a variable."""
    return os.environ.get(name, "").strip() or default


def env_flag(name: str, *, default: bool) -> bool:
    """Exactly `true` or `false`: "False", "0" or "no" must not be read as something else."""
    text = env_text(name, default=str(default).lower())
    if text not in ("true", "false"):
        raise ImproperlyConfigured(f"{name} must be true or false, not {text!r}.")
    return text == "true"


def env_number(name: str, *, default: int, least: int = 0) -> int:
    """A whole number, not below `least`."""
    text = env_text(name, default=str(default))
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least}, not {text!r}.")
    return int(text)


def env_url(name: str, *, default: str, schemes: tuple[str, ...]) -> str:
    """An address with one of `schemes` before its colon."""
    url = env_text(name, default=default)
    if urlsplit(url).scheme not in schemes:
        wanted = ", ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"{name} must start with one of {wanted}.")
    return url


def listed(text: str) -> list[str]:
    """The parts of a text separated by commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def kept_secret(path: Path) -> str:
    """The secret of an embedded site: made once, then kept, so that sign-ins outlive a restart."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # web, worker and beat start together: one of them wins
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()


def database(url: str) -> dict[str, Any]:
    """Django's settings for one database URL: PostgreSQL, or SQLite for an embedded site."""
    settings = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    if not url.startswith("sqlite"):
        return settings
    # Measured: with these two people pressing one button at once are told apart in every race;
    # with SQLite's defaults the slower one got an error page in half of them.
    settings["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    return settings


def email(url: str) -> dict[str, Any]:
    """Django's e-mail settings for one URL; `smtp+tls` means STARTTLS."""
    parts, backend = urlsplit(url), "django.core.mail.backends.{}.EmailBackend".format
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": backend("filebased"), "EMAIL_FILE_PATH": unquote(parts.path)}
    try:
        port = parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme]
    except ValueError as wrong:
        raise ImproperlyConfigured(f"EMAIL_URL has a wrong port: {wrong}.") from wrong
    return {
        "EMAIL_BACKEND": backend("smtp"),
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,  # a mail server that does not answer must not hold a worker for ever
    }


def released_version(changelog: Path) -> str:
    """The newest version in the changelog, so that a release cannot forget to say its number."""
    found = re.search(r"^## (\d+\.\d+\.\d+)", changelog.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise ImproperlyConfigured(f"{changelog.name} has no heading like '## 1.2.3'.")
    return found[1]

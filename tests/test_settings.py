"""Wrong settings stop the start with a sentence; none at all make a site that works."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from correspondence import environment, settings

ROOT = Path(settings.BASE_DIR)
SECRET = "only-for-tests-" * 4
REAL = {
    "DATABASE_URL": "postgresql://clerk:word@database:5433/office",
    "REDIS_URL": "redis://queue:6379/0",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "office.example, www.office.example",
    "SITE_URL": "https://office.example/",
    "EMAIL_URL": "smtp+tls://clerk:pass%40word@mail.example",
}


def started(var: Path, expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A fresh Python that reads the settings from this environment alone."""
    return subprocess.run(
        [sys.executable, "-c", f"from correspondence import settings as s; print({expression})"],
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(var)} | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def printed(var: Path, expression: str, **environment: str) -> str:
    done = started(var, expression, **environment)
    assert not done.returncode, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("word", ["True", "1", "yes", "on", "truefalse"])
def test_a_flag_is_true_or_false_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setenv("HTTPS", word)
    with pytest.raises(ImproperlyConfigured, match=f"HTTPS must be true or false, not '{word}'"):
        environment.env_flag("HTTPS", default=False)


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_flag_is_an_unset_one(monkeypatch: pytest.MonkeyPatch, empty: str) -> None:
    monkeypatch.setenv("HTTPS", empty)
    assert environment.env_flag("HTTPS", default=True) is True


@pytest.mark.parametrize("word", ["-1", "1.5", "two", "²", "10000000000"])
def test_a_number_is_a_number(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("PROXY_COUNT", word)
    with pytest.raises(ImproperlyConfigured, match="PROXY_COUNT must be a whole number"):
        environment.env_number("PROXY_COUNT", default=0)


def test_an_address_says_which_schemes_it_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "amqp://queue")
    with pytest.raises(ImproperlyConfigured, match=r"REDIS_URL must start with one of redis://"):
        environment.env_url("REDIS_URL", default="", schemes=("redis",))


def test_a_changelog_without_a_version_is_refused(tmp_path: Path) -> None:
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## soon\n")
    with pytest.raises(ImproperlyConfigured, match=r"CHANGELOG\.md has no heading"):
        environment.released_version(changelog)


def test_a_wrong_mail_port_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL has a wrong port"):
        environment.email("smtp://mail.example:99999")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtps://mail.example:4465", 4465, False, True),
    ],
)
def test_a_mail_address_chooses_port_and_encryption(
    url: str, port: int, *, tls: bool, ssl: bool
) -> None:
    found = environment.email(url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_sqlite_takes_its_lock_at_once() -> None:
    options = environment.database("sqlite:////tmp/office.sqlite3")["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)


@pytest.mark.parametrize("url", ["sqlite:////tmp/office.sqlite3", "postgresql://u:p@host/office"])
def test_a_database_stays_open_from_page_to_page(url: str) -> None:
    assert environment.database(url)["CONN_MAX_AGE"] == 60


def test_a_secret_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    first = environment.kept_secret(tmp_path / "secret_key")
    assert environment.kept_secret(tmp_path / "secret_key") == first
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_with_nothing_set_the_site_keeps_everything_in_its_folder(tmp_path: Path) -> None:
    names = "[s.DATABASES['default']['NAME'], s.CELERY_BROKER_URL, s.EMAIL_FILE_PATH, s.HTTPS]"
    assert printed(tmp_path, names) == str(
        [
            f"{tmp_path}/correspondence.sqlite3",
            f"redis+socket://{tmp_path}/redis.sock",
            f"{tmp_path}/mail",
            False,
        ]
    )


def test_a_folder_with_chinese_and_a_blank_in_its_name_works(tmp_path: Path) -> None:
    odd = tmp_path / "办 公"
    assert printed(odd, "s.DATABASES['default']['NAME']") == f"{odd}/correspondence.sqlite3"


def test_a_real_site_uses_what_it_was_given(tmp_path: Path) -> None:
    names = "s.DATABASES['default']['HOST'], s.EMAIL_HOST_PASSWORD, s.SITE_URL, s.ALLOWED_HOSTS"
    assert printed(tmp_path, names, **REAL) == (
        "database pass@word https://office.example ['office.example', 'www.office.example']"
    )


def test_a_real_site_insists_on_https(tmp_path: Path) -> None:
    names = "s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0"
    assert printed(tmp_path, names, **REAL) == "True True True"


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL"])
def test_a_real_site_does_not_start_without(name: str, tmp_path: Path) -> None:
    done = started(tmp_path, "s.DEBUG", **REAL | {name: ""})
    assert done.returncode == 1
    assert f"ImproperlyConfigured: {name} must be set" in done.stderr


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("DATABASE_URL", "mysql://database/office"),
        ("REDIS_URL", "queue:6379"),
        ("EMAIL_URL", "mail.example"),
        ("DEBUG", "False"),
        ("SECRET_KEY", "short"),
        ("PROXY_COUNT", "one"),
    ],
)
def test_a_wrong_value_stops_the_start_by_name(name: str, wrong: str, tmp_path: Path) -> None:
    done = started(tmp_path, "s.DEBUG", **REAL | {name: wrong})
    assert done.returncode == 1
    assert f"ImproperlyConfigured: {name} must" in done.stderr


def variables_read() -> set[str]:
    source = (ROOT / "correspondence/settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'env_[a-z]+\(\s*"([A-Z_]+)"', source))


def test_the_readme_explains_every_variable() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)`", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert variables_read() == set(rows) - {"HOST"}


def test_the_gate_script_takes_no_setting_from_its_caller() -> None:
    forgotten = re.search(
        r"^for name in (.*?); do$", (ROOT / "script/test").read_text(), re.MULTILINE | re.DOTALL
    )
    assert forgotten
    assert variables_read() - {"VAR_DIR"} <= set(forgotten[1].split())


def test_only_counted_proxies_are_believed(tmp_path: Path) -> None:
    names = "s.AXES_IPWARE_META_PRECEDENCE_ORDER, hasattr(s, 'SECURE_PROXY_SSL_HEADER')"
    assert printed(tmp_path, names) == "['REMOTE_ADDR'] False"
    assert printed(tmp_path, names, PROXY_COUNT="1") == "['HTTP_X_FORWARDED_FOR'] True"


def test_pages_may_load_nothing_from_elsewhere() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'self'"]
    assert "unsafe" not in str(directives)
    assert "http" not in str(directives)

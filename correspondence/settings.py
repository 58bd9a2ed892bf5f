"""The site's settings: everything comes from the environment, and wrong values stop the start.

With nothing set at all the site runs *embedded*: SQLite, a private Redis and e-mails as files,
all below `var/`. README.md lists every variable; tests/test_settings.py tries the wrong values.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from .environment import (
    database,
    email,
    env_flag,
    env_number,
    env_text,
    env_url,
    kept_secret,
    listed,
    released_version,
)

BASE_DIR = Path(__file__).resolve().parent.parent


def env_required(name: str, *, default: str) -> str:
    """A text whose `default` is good for an embedded site only: a real one must say it itself."""
    if not (EMBEDDED or DEBUG or env_text(name, default="")):
        raise ImproperlyConfigured(f"{name} must be set, as DATABASE_URL or REDIS_URL is set.")
    return env_text(name, default=default)


# --- Where the site lives ---
VERSION = released_version(BASE_DIR / "CHANGELOG.md")
VAR_DIR = Path(env_text("VAR_DIR", default=str(BASE_DIR / "var"))).absolute()
VAR_DIR.mkdir(parents=True, exist_ok=True)
VAR = quote(str(VAR_DIR))
EMBEDDED = not (env_text("DATABASE_URL", default="") or env_text("REDIS_URL", default=""))
DEBUG = env_flag("DEBUG", default=False)
SECRET_KEY = env_text("SECRET_KEY", default="")
if not SECRET_KEY and (EMBEDDED or DEBUG):
    SECRET_KEY = kept_secret(VAR_DIR / "secret_key")
elif len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must be set to at least 50 random characters.")
SECRET_KEY_FALLBACKS = listed(env_text("SECRET_KEY_FALLBACKS", default=""))
ALLOWED_HOSTS = listed(env_required("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]"))
CSRF_TRUSTED_ORIGINS = listed(env_text("CSRF_TRUSTED_ORIGINS", default=""))
# The address people use, for links in e-mails; it carries no slash at its end.
SITE_URL = env_required("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

# --- Parts ---
INSTALLED_APPS = [
    "correspondence",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "simple_history",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "correspondence.web.limits.RefuseTooMuch",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "correspondence.web.request.AnswerRefusals",
    "correspondence.web.sent.TellWhatArrived",
    "axes.middleware.AxesMiddleware",
]
#: Files apart. A body that is far too long is still refused beside its field, and kept.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
ROOT_URLCONF = "correspondence.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "correspondence.web.places.places",
            ],
        },
    },
]
SQLITE_URL = f"sqlite:///{VAR}/correspondence.sqlite3"
BASES = ("postgresql", "sqlite")
DATABASES = {"default": database(env_url("DATABASE_URL", default=SQLITE_URL, schemes=BASES))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Reasons are sentences. (The 64-bit history ids stand with each HistoricalRecords in models/.)
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# --- Language and time ---
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Accounts and protection ---
AUTH_USER_MODEL = "correspondence.User"
LOGIN_URL = "/login/"
CSRF_FAILURE_VIEW = "correspondence.web.sent.old_token"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
HASHERS = "django.contrib.auth.hashers.{}PasswordHasher".format
PASSWORD_HASHERS = [HASHERS("Argon2"), HASHERS("PBKDF2")]
VALIDATORS = ("UserAttributeSimilarity", "CommonPassword", "NumericPassword")
AUTH_PASSWORD_VALIDATORS = [{"NAME": "correspondence.web.entry.LongEnough"}] + [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"} for name in VALIDATORS
]
# How many proxies stand before the site. Only their headers are believed; with none, nobody's.
PROXY_COUNT = env_number("PROXY_COUNT", default=0)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_IPWARE_PROXY_COUNT = PROXY_COUNT or None
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR" if PROXY_COUNT else "REMOTE_ADDR"]
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

HTTPS = env_flag("HTTPS", default=not (EMBEDDED or DEBUG))
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_AGE = 12 * 60 * 60  # one working day
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- Files and e-mails ---
STATIC_URL = "/static/"
# The editor writes in the faces of the page, on machines that have no 仿宋 of their own.
STATICFILES_DIRS = [("faces", BASE_DIR / "correspondence" / "gongwen" / "fonts")]
# Where the container collected its files once; unset, they are served from where they lie.
STATIC_ROOT = env_text("STATIC_ROOT", default="") or None
WHITENOISE_USE_FINDERS = not STATIC_ROOT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if STATIC_ROOT:
    STORAGES["staticfiles"]["BACKEND"] = "whitenoise.storage.CompressedManifestStaticFilesStorage"
MAIL = ("smtp", "smtp+tls", "smtps", "file")
MAIL_URL = env_required("EMAIL_URL", default=f"file://{VAR}/mail")
globals().update(email(env_url("EMAIL_URL", default=MAIL_URL, schemes=MAIL)))
DEFAULT_FROM_EMAIL = env_text("FROM_EMAIL", default="建议提案办理 <no-reply@localhost>")

# --- Work in the background ---
# Unset, this is the private Redis that script/serve.py starts.
SOCKET_URL = f"redis+socket://{VAR}/redis.sock"
BROKERS = ("redis", "rediss", "redis+socket")
CELERY_BROKER_URL = env_url("REDIS_URL", default=SOCKET_URL, schemes=BROKERS)
CELERY_TASK_IGNORE_RESULT = True
# Late: what a killed worker held comes back. Tasks are safe to repeat, as work waits in rows.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 240
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,  # longer than any task may run
    "unacked_restore_throttle": 1,  # else kombu looks for lost messages ten times as seldom
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
# A message not fetched before the next one is due has nothing to add: it expires.
EVERY_MINUTE = {"schedule": crontab(), "options": {"expires": 55}}
# After how long without a sign of life the site says that beat or the workers are gone.
SILENT_MINUTES = env_number("SILENT_MINUTES", default=5, least=2)
CELERY_BEAT_SCHEDULE = {
    "plan": EVERY_MINUTE | {"task": "correspondence.tasks.plan_reminders"},
    "send": EVERY_MINUTE | {"task": "correspondence.tasks.send_reminders"},
}

# --- Logging ---
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Both tell every step of every page.
    "loggers": {"weasyprint": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}

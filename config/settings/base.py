"""Settings that hold everywhere, read from the environment once and grouped by outside system."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.embedded.places import Places
from config.settings import api, caches, computing, harvesting, moderating, notices, sources, watching
from config.settings.environment import Environment
from config.settings.replicas import centre_stores_of, handover_days_of, replicas_of
from config.settings.slurm import slurm_of

env = Environment()
BASE_DIR = Path(__file__).resolve().parents[2]
VARVE_HOME = env.folder("VARVE_HOME", default=BASE_DIR / "var")
PLACES = Places(VARVE_HOME)


def kept_secret(path: Path) -> str:
    """The secret key of an embedded site: made once, readable by this user alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_urlsafe(50))
        aside.rename(path)
    return path.read_text()


def served_address(port: int) -> str:
    """Where the embedded site is: of the port given, else of the site that was served last, for its commands."""
    is_served_now = sys.argv[1:2] == ["serve"]
    if env.given("PORT") or is_served_now or not PLACES.address.is_file():
        return f"http://localhost:{port}"
    return PLACES.address.read_text().strip()


# The site
PORT = env.whole_number("PORT", default=8000, least=1)
SITE_URL = env.site_url("SITE_URL", default=served_address(PORT))
_HOSTS = ("localhost", "127.0.0.1", "[::1]", str(urlsplit(SITE_URL).hostname))
ALLOWED_HOSTS = list(env.hosts("ALLOWED_HOSTS", default=_HOSTS))
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "config.problems.forged"
DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "config",
    "repository",
    "moderation",
    "archive",
    "harvest",
    "compute",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "config.logs.RequestNumbers",
    "config.cookies.CookiesStayPrivate",
    "django.middleware.security.SecurityMiddleware",
    "harvest.middleware.HarvestersFirst",
    "repository.views.known_first.KnownFirst",
    "moderation.middleware.TalkFirst",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.problems.ProblemMiddleware",
]

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
                "repository.context.site",
            ],
        },
    },
]

# The road and the composed pages: found by name, never imported by the spine
PIPELINE = "config.pipeline.PIPELINE"
PANELS = "config.panels.PANELS"
LAYER_DOCUMENT = "archive.aip.freezing.compose_layer"
PACKAGE_FILES = "archive.queries.package_file"
ERASURE_PLACES = ("archive.queries.erasures.places_of", "moderation.queries.erasures.places_of")
ALARMS = {
    "search": "repository.queries.catalogue_index.index_is_up_to_date",
    "files": "archive.queries.copies.no_file_is_lost",
    "mail": "repository.queries.mail_waiting.mail_is_taken",
    "registrar": "repository.queries.doi_overview.registrar_answers",
}

# Database: PostgreSQL 15 or later; the embedded one where nothing is given
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database("DATABASE_URL", default=PLACES.database_url)
    | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
}
DATABASE_IS_EMBEDDED = not env.given("DATABASE_URL")

# Broker: carries only delivery ids, so a lost or repeated message does no harm
CELERY_BROKER_URL = env.broker("CELERY_BROKER_URL", default=PLACES.broker_url)
BROKER_IS_EMBEDDED = not env.given("CELERY_BROKER_URL")
DELIVERY_LEASE_SECONDS = env.whole_number("DELIVERY_LEASE_SECONDS", default=30, least=1, unit="seconds")

CACHES = caches.CACHES

# Sign-in by e-mail address and password
AUTH_USER_MODEL = "repository.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_ADAPTER = "repository.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "repository.forms.accounts.SignInForm",
    "signup": "repository.forms.accounts.SignUpForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole_number("TRUSTED_PROXIES", default=0, unit="proxies before the web server")
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Varve: "
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/deposits/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

# Mail
_MAIL = env.mail("EMAIL_URL", default=VARVE_HOME / "mail")
EMAIL_BACKEND = str(_MAIL["EMAIL_BACKEND"])
EMAIL_FILE_PATH = str(_MAIL.get("EMAIL_FILE_PATH") or "")
EMAIL_HOST = str(_MAIL.get("EMAIL_HOST") or "localhost")
EMAIL_PORT = int(_MAIL.get("EMAIL_PORT") or 25)
EMAIL_HOST_USER = str(_MAIL.get("EMAIL_HOST_USER") or "")
EMAIL_HOST_PASSWORD = str(_MAIL.get("EMAIL_HOST_PASSWORD") or "")
EMAIL_USE_TLS = bool(_MAIL.get("EMAIL_USE_TLS", False))
EMAIL_USE_SSL = bool(_MAIL.get("EMAIL_USE_SSL", False))
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", default="Varve <noreply@varve.localhost>", takes="an e-mail address"
)

MAIL_A_MINUTE, MAIL_PATIENCE_DAYS, DIGEST_HOUR = notices.mail_of(env)
WEBHOOK_NETWORKS = notices.networks_of(env)
MAIL_REPLY_DOMAIN = env.domain("MAIL_REPLY_DOMAIN", default="")
CONTACT_EMAIL = env.mail_address("CONTACT_EMAIL", default="contact@varve.localhost")

# Files of drafts, and the archive: the packages, and the replicas by name
STORAGE_URL = env.storage_url("STORAGE_URL", default=VARVE_HOME / "storage")
_KEY = None if STORAGE_URL.startswith("s3:") else ""
STORAGE_ACCESS_KEY = env.text("STORAGE_ACCESS_KEY", default=_KEY, takes="the access key of the bucket in STORAGE_URL")
STORAGE_SECRET_KEY = env.text("STORAGE_SECRET_KEY", default=_KEY, takes="the secret key of the bucket in STORAGE_URL")
STORAGE_COPIES_BYTES = env.whole_number("STORAGE_COPIES_BYTES", default=40 * 1000**3, least=1, unit="bytes")
ARCHIVE_URL = env.folder_url("ARCHIVE_URL", default=VARVE_HOME / "archive")
CATALOGUE_INDEX = env.folder("CATALOGUE_INDEX", default=VARVE_HOME / "catalogue")
SEARCHES_A_MINUTE = env.whole_number("SEARCHES_A_MINUTE", default=120, least=1, unit="answers for one origin")
HARVEST_BYTES_A_MINUTE, HARVEST_SECONDS_A_MINUTE = harvesting.budgets_of(env)
DOWNLOADS_BY_NGINX = env.text("DOWNLOADS_BY_NGINX", default="", takes="the address where nginx has ARCHIVE_URL")
_REPLICAS = replicas_of(env, home=VARVE_HOME)
ARCHIVE_REPLICAS = _REPLICAS.urls
ARCHIVE_REPLICA_SECRETS = _REPLICAS.secrets
ARCHIVE_REPLICA_PLACES = _REPLICAS.places
ARCHIVE_COPIES_BEFORE_PUBLIC = _REPLICAS.copies_before_public
ARCHIVE_PLACES_BEFORE_PUBLIC = _REPLICAS.places_before_public
BACKUP_KEEP_DAYS = env.whole_number("BACKUP_KEEP_DAYS", default=90, least=1, unit="days")
ARCHIVE_AUDIT_DAYS = env.whole_number("ARCHIVE_AUDIT_DAYS", default=90, least=1, unit="days")
ARCHIVE_AUDIT_BYTES_PER_S = env.whole_number("ARCHIVE_AUDIT_BYTES_PER_S", default=20 * 1000**2, least=1000, unit="B/s")
CENTRE_STORES, CENTRE_STORE_SECRETS = centre_stores_of(env)
HANDOVER_DAYS, HANDOVER_REMINDER_DAYS = handover_days_of(env)
SOURCES, SOURCE_KEYS, SOURCE_QUERIES = sources.sources_of(env)
SOURCE_SHRINK_PERCENT = sources.shrink_percent_of(env)
EMBARGO_DAYS_MOST = env.whole_number("EMBARGO_DAYS_MOST", default=731, least=1, unit="days")
UPLOAD_MAX_BYTES = env.whole_number("UPLOAD_MAX_BYTES", default=20 * 1000**3, least=1, unit="bytes")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # forty people on a page, each with eight affiliations, are more than a thousand
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # of one sending; each goes straight to the disk
DISK_RESERVE_BYTES = env.whole_number("DISK_RESERVE_BYTES", default=1000**3, unit="bytes")
OPEN_DEPOSITS_MOST = env.whole_number("OPEN_DEPOSITS_MOST", default=100, least=1)
DRAFT_KEEP_MONTHS = env.whole_number("DRAFT_KEEP_MONTHS", default=24, unit="months")
URGENT_TARGET_DAYS, REMIND_AFTER_DAYS = moderating.days_of(env)
DEPOSIT_MAX_BYTES = env.whole_number("DEPOSIT_MAX_BYTES", default=100 * 1000**3, least=1, unit="bytes")

# Identifiers and metadata
SITE_NAME = "Varve"
DOI_REGISTRAR = env.choice("DOI_REGISTRAR", among=("local", "datacite"), default="local")
DOI_PREFIX = env.doi_prefix("DOI_PREFIX", default="10.5072")
DOI_SUFFIX_SCHEME = env.choice("DOI_SUFFIX_SCHEME", among=("digits", "uuid"), default="digits")
_ACCOUNT = None if DOI_REGISTRAR == "datacite" else ""
DATACITE_URL = env.service_url("DATACITE_URL", default="https://api.datacite.org")
DATACITE_USER = env.text("DATACITE_USER", default=_ACCOUNT, takes="the DataCite repository account, as INST.REPO")
DATACITE_PASSWORD = env.text(
    "DATACITE_PASSWORD", default=_ACCOUNT, takes="the password of the DataCite repository account"
)
DATACITE_TIMEOUT_S = 30.0
DOI_REQUESTS_A_MINUTE = env.whole_number("DOI_REQUESTS_A_MINUTE", default=300, unit="requests")
DOI_PATIENCE_DAYS = env.whole_number("DOI_PATIENCE_DAYS", default=14, least=1, unit="days")
OAI_DOMAIN = env.domain("OAI_DOMAIN", default="varve.localhost")
OAI_PAGE_SIZE = 100
OAI_FRIENDS, METADATA_LICENCE = harvesting.friends_of(env), harvesting.metadata_licence_of(env)
VARVE_SCHEMAS = env.existing_folder("VARVE_SCHEMAS")
VOCABULARIES_OF_PACKAGES = True  # the CF names are loaded by `migrate`
VOCABULARY_MAX_BYTES = env.whole_number("VOCABULARY_MAX_BYTES", default=200 * 1000**2, least=1, unit="bytes")

# Registries of people, organisations and funders: asked while somebody types; given and empty: not asked
ORCID_URL = env.registry_url("ORCID_URL", default="https://pub.orcid.org")
ROR_URL = env.registry_url("ROR_URL", default="https://api.ror.org")
FUNDERS_URL = env.registry_url("FUNDERS_URL", default="https://api.crossref.org")
REGISTRIES_TIMEOUT_S = 2.0
ORGANISATIONS_MAX_BYTES = env.whole_number("ORGANISATIONS_MAX_BYTES", default=2 * 1000**3, least=1, unit="bytes")

# The API: personal tokens only, JSON only
REST_FRAMEWORK = api.REST_FRAMEWORK
SPECTACULAR_SETTINGS = api.SPECTACULAR | {"TITLE": SITE_NAME, "SERVERS": [{"url": SITE_URL}]}

# Processes that compute
COMPUTE_BACKEND = env.choice("COMPUTE_BACKEND", among=("local", "slurm", "dask"), default="local")
COMPUTE_FOLDER = computing.folder_of(env, default=VARVE_HOME / "compute")
COMPUTE_LIMITS = computing.capabilities_of(env)
COMPUTE_JOBS_MOST, COMPUTE_CORE_HOURS, COMPUTE_INPUT_BYTES, COMPUTE_KEEP_DAYS = computing.quotas_of(env)
COMPUTE_SYNC_S = env.whole_number("COMPUTE_SYNC_S", default=20, least=1, unit="seconds that a request waits")
SLURM = slurm_of(env)

# Languages and time
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]

# Static files: bundles written by the front-end build, served by the application itself
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "build" / "static", BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+/assets/.+-[\w-]{8}\.\w+$"
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]

# What a browser may do with a page
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True

# A proxy that keeps public pages until it is told: empty where there is none
CACHE_PURGE_URL = env.service_url("CACHE_PURGE_URL", default="")

# What is watched
LOG_FORMAT = env.choice("LOG_FORMAT", among=("line", "json"), default="line")
METRICS_TOKEN = watching.metrics_token_of(env)
LOGGING = watching.logging_of(LOG_FORMAT)

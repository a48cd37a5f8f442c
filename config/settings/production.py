"""Real servers: what must be known is asked for by name, and cookies travel over https only."""

from config.settings.base import *
from config.settings.base import DOI_PREFIX, DOI_REGISTRAR, SITE_URL, env
from config.settings.environment import BadSetting

SECRET_KEY = env.text("SECRET_KEY", takes="a long random text that stays the same and is known to nobody")
if len(SECRET_KEY) < 40:
    raise BadSetting("SECRET_KEY is malformed: it takes at least 40 characters.")
if env.flag("DEBUG", default=False):
    raise BadSetting("DEBUG is malformed: it takes false in production.")
for _name, _takes in {
    "DATABASE_URL": "a PostgreSQL address such as postgres://user:password@host:5432/varve",
    "CELERY_BROKER_URL": "a broker address such as redis://host:6379/0 or amqp://host//",
    "SITE_URL": "an address without a path, such as https://data.example.org",
    "ALLOWED_HOSTS": "host names separated by commas, such as data.example.org",
    "EMAIL_URL": "a mail address such as smtp+tls://user:password@host:587, or filemail:///folder",
    "OAI_DOMAIN": "a domain name with a dot and no port, such as data.example.org",
}.items():
    if not env.given(_name):
        raise BadSetting(f"{_name} is missing: it takes {_takes}.")

if DOI_REGISTRAR == "datacite" and DOI_PREFIX == "10.5072":
    _given = "malformed" if env.given("DOI_PREFIX") else "missing"
    raise BadSetting(
        f"DOI_PREFIX is {_given}: it takes the prefix of your DataCite account, not the test prefix 10.5072."
    )

_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0

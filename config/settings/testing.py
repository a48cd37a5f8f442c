"""The suite: a real PostgreSQL, fast password hashes, no network, and never an eager task."""

from config.settings.base import *

SECRET_KEY = "a key for tests only, of no use to anybody"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
VOCABULARIES_OF_PACKAGES = False  # five seconds for each emptied database
ORCID_URL = ROR_URL = FUNDERS_URL = ""  # nobody outside is asked; tests that ask have a registry of their own
SEARCHES_A_MINUTE = 1_000_000  # all tests come from one origin
COMPUTE_SYNC_S = 0  # nobody works beside: what is not there at once is told so
WHITENOISE_AUTOREFRESH = True  # no walk through all static files for each client

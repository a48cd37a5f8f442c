"""The embedded site and a developer's own: nothing needs to be configured."""

from config.settings.base import *
from config.settings.base import VARVE_HOME, env, kept_secret

SECRET_KEY = env.text(
    "SECRET_KEY",
    default=kept_secret(VARVE_HOME / "secret_key"),
    takes="a long random text",
)
DEBUG = env.flag("DEBUG", default=False)

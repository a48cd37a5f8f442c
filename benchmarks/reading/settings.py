"""The settings of an embedded site, with the trivial view added to its addresses."""

from config.settings.development import *  # noqa: F403

ROOT_URLCONF = "benchmarks.reading.urls"

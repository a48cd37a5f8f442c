"""What all web processes keep together: tables, which every site has."""

from typing import Any

CACHES: dict[str, Any] = {
    # What is counted: attempts to sign in
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "varve_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What registries answered: apart, so that it never pushes out what is counted
    "registries": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "varve_registries",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

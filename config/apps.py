"""The project's own application: system checks and management commands."""

from django.apps import AppConfig


class VarveConfig(AppConfig):
    """Composition only: it has no models."""

    name = "config"
    verbose_name = "Varve"

    def ready(self) -> None:
        """Register the checks that refuse a half-configured start, and the Celery application for shared tasks."""
        from config import celery, checks  # noqa: F401  (both act when they are imported)

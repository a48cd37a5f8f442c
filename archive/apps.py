"""The archive application."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """A frozen layer becomes verified replicas."""

    name = "archive"

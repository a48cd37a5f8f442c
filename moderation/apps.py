"""The moderation application."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """A submitted dataset becomes a decision."""

    name = "moderation"

"""The harvest application."""

from django.apps import AppConfig


class HarvestConfig(AppConfig):
    """Published datasets go to machines; foreign records come in."""

    name = "harvest"

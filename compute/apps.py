"""The compute application."""

from django.apps import AppConfig


class ComputeConfig(AppConfig):
    """Processes run over published data; results come back as deposits."""

    name = "compute"

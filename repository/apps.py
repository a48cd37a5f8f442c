"""The app's registration."""

from django.apps import AppConfig


class RepositoryConfig(AppConfig):
    """Identity, state and metadata of everything that is deposited."""

    name = "repository"
    default_auto_field = "django.db.models.BigAutoField"

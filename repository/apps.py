"""The app's registration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RepositoryConfig(AppConfig):
    """Identity, state and metadata of everything that is deposited."""

    name = "repository"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the disciplines, the agreement and the short vocabularies of a new site once its tables stand."""
        from repository.services.first_vocabularies import load_first_vocabularies
        from repository.services.organisations import load_first_organisations
        from repository.vocabularies.agreements import load_first_agreement
        from repository.vocabularies.poles import load_first_poles

        post_migrate.connect(load_first_poles, sender=self, dispatch_uid="repository.first_poles")
        post_migrate.connect(load_first_agreement, sender=self, dispatch_uid="repository.first_agreement")
        post_migrate.connect(load_first_vocabularies, sender=self, dispatch_uid="repository.first_vocabularies")
        post_migrate.connect(load_first_organisations, sender=self, dispatch_uid="repository.first_organisations")

"""The registrar that the setting DOI_REGISTRAR names."""

from django.conf import settings

from repository.registrars.base import Registrar
from repository.registrars.local import LocalRegistrar


def registrar() -> Registrar:
    """The site's registrar. ``config.checks`` has refused every other value at the start."""
    match settings.DOI_REGISTRAR:
        case "local":
            return LocalRegistrar()
        case other:
            raise ValueError(f"no registrar {other}")

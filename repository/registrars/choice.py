"""Which registrar holds a DOI: the one that the dataset's row names, for new ones that of DOI_REGISTRAR."""

from django.conf import settings

from repository.registrars.base import Registrar
from repository.registrars.local import LocalRegistrar
from repository.registrars.turns import Turns


def registrar() -> Registrar:
    """The registrar of new datasets."""
    return registrar_named(settings.DOI_REGISTRAR)


def registrar_named(name: str) -> Registrar:
    """The registrar that a dataset's row names; a site may hold DOIs of both after a move."""
    match name:
        case "local":
            return LocalRegistrar()
        case "datacite":
            # Half a second of every start, which most sites never need.
            from repository.registrars.datacite import DataCiteRegistrar
            from repository.registrars.datacite_client import DataCiteClient

            client = DataCiteClient(
                url=settings.DATACITE_URL,
                user=settings.DATACITE_USER,
                password=settings.DATACITE_PASSWORD,
                timeout_s=settings.DATACITE_TIMEOUT_S,
                turns=Turns(settings.DATACITE_USER, settings.DOI_REQUESTS_A_MINUTE),
            )
            return DataCiteRegistrar(client)
        case other:
            raise ValueError(f"no registrar {other}")

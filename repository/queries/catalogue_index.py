"""The derived index of this machine, opened once a process."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from repository.catalogue.index.finding import IndexReader
from repository.models import CatalogueEpoch


def index_root() -> Path:
    """Where the index of this database lies on this machine: another life of the database has another folder."""
    epoch, _is_new = CatalogueEpoch.objects.get_or_create(pk=1)
    return Path(settings.CATALOGUE_INDEX) / str(epoch.key)


def catalogue_reader() -> IndexReader:
    """What answers questions to the catalogue."""
    return opened(index_root())


@lru_cache(maxsize=4)
def opened(root: Path) -> IndexReader:
    """The reader of an index, opened once."""
    return IndexReader(root)

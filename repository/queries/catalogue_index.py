"""The derived index of this machine, opened once a process."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from repository.catalogue.index.finding import IndexReader
from repository.models import CatalogueChange, CatalogueEpoch

PATIENCE: Final = timedelta(minutes=1)
"""An index that does not know a change of before is behind: nobody follows on this machine."""


def index_root() -> Path:
    """Where the index of this database lies on this machine: another life of the database has another folder."""
    epoch, _is_new = CatalogueEpoch.objects.get_or_create(pk=1)
    return Path(settings.CATALOGUE_INDEX) / str(epoch.key)


def catalogue_reader() -> IndexReader:
    """What answers questions to the catalogue."""
    return opened(index_root())


def index_is_up_to_date() -> bool:
    """Whether the index of this machine knows all that changed more than a minute ago."""
    unknown = CatalogueChange.objects.filter(number__gt=catalogue_reader().followed)
    return not unknown.filter(at__lt=timezone.now() - PATIENCE).exists()


@lru_cache(maxsize=4)
def opened(root: Path) -> IndexReader:
    """The reader of an index, opened once."""
    return IndexReader(root)

"""The derived index of this machine, opened once a process, and what tells one state of it from another."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from repository.catalogue.index.finding import IndexReader
from repository.catalogue.index.folder import IndexUnavailable
from repository.catalogue.question import Question
from repository.models import CatalogueChange, CatalogueEpoch

logger = logging.getLogger(__name__)

PATIENCE: Final = timedelta(minutes=1)
"""An index that does not know a change of before is behind: nobody follows on this machine."""


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """What answers depend on beside the question: the change that the index knows last, and the day, on which embargoes
    end. ``since``: from when it is so.
    """

    key: str
    since: datetime


def index_root() -> Path:
    """Where the index of this database lies on this machine: another life of the database has another folder."""
    epoch, _is_new = CatalogueEpoch.objects.get_or_create(pk=1)
    return Path(settings.CATALOGUE_INDEX) / str(epoch.key)


def catalogue_reader() -> IndexReader:
    """What answers questions to the catalogue."""
    return opened(index_root())


def catalogue_state() -> CatalogueState:
    """The state of now. Answers made after it was asked for are of this state or of a newer one."""
    root = index_root()
    followed = opened(root).followed
    last = CatalogueChange.objects.filter(number__lte=followed).order_by("-number").first()
    today = datetime.combine(timezone.now().date(), time(), UTC)
    since = max(last.at, today) if last else today
    return CatalogueState(f"{root.name}.{followed}.{today.date().isoformat()}", since)


def index_is_up_to_date() -> bool:
    """Whether the index of this machine can be read, and knows all that changed more than a minute ago."""
    try:
        reader = catalogue_reader()
        reader.find(Question())
        followed = reader.followed
    except IndexUnavailable as problem:
        logger.warning("catalogue.unavailable problem=%s", problem.sentence)
        return False
    unknown = CatalogueChange.objects.filter(number__gt=followed)
    return not unknown.filter(at__lt=timezone.now() - PATIENCE).exists()


@lru_cache(maxsize=4)
def opened(root: Path) -> IndexReader:
    """The reader of an index, opened once."""
    return IndexReader(root)

"""A dataset that grows in the drill: its source is allowed, gives a layer, shrinks, is stopped and let pass."""

import os
from pathlib import Path
from typing import Final

from django.conf import settings

from repository.clients.sources.addresses import folder_of
from repository.models import Source
from repository.services.due_snapshots import order_due_snapshots
from repository.services.sources import answer_source, declare_source
from tests.faults.cast import first as _first
from tests.faults.cast import who as _who
from tests.faults.states import DATED
from tests.faults.story_parts import PARTS


def _folder() -> Path:
    return folder_of(settings.SOURCES["lab"])


def _write(name: str, content: str) -> None:
    place = _folder() / name
    place.write_text(content)
    os.utime(place, (DATED, DATED))


def declare() -> None:
    """The author names the folder of the instruments."""
    for month in (1, 2):
        _write(f"{month}.csv", f"month,value\n{month},7\n")
    declare_source(
        dataset_key=_first().key, actor=_who("alice"), name="lab", path="", schedule="daily", is_reviewed=False
    )


def allow() -> None:
    """An operator allows it."""
    answer_source(actor=_who("oscar"), source_id=Source.objects.get().pk, allows=True)


def order() -> None:
    """The first layer is due."""
    assert order_due_snapshots(suffix=_first().suffix, at_once=True)


def shrink() -> None:
    """Half of it is gone the next day."""
    (_folder() / "1.csv").unlink()
    assert order_due_snapshots(suffix=_first().suffix, at_once=True)


def release() -> None:
    """It was meant so."""
    answer_source(
        actor=_who("oscar"), source_id=Source.objects.get().pk, allows=True, reason="Moved to another series."
    )


SERIES: Final = (*PARTS, declare, allow, order, shrink, release)

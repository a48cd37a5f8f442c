"""``catalogue_rebuild``: the derived index anew from the database."""

import time
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from repository.catalogue.index.folder import AnotherWriter, IndexUnavailable
from repository.queries.catalogue_index import catalogue_reader, index_root
from repository.services.following import Follower, asked_anew
from repository.services.rendering import fill_catalogue

_LOOK_S: Final = 0.2


class Command(BaseCommand):
    """Exit status 0: readers of this machine see the new index; the old one answers until then."""

    help = "Make the search index of this machine anew from the database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask whoever follows, or do it where nobody does."""
        for _filled in fill_catalogue():
            pass
        root = index_root()
        asked = asked_anew(root)
        try:
            root.mkdir(parents=True, exist_ok=True)
            asked.touch()
            while asked.exists():
                _make_or_wait(root)
            followed = catalogue_reader().followed
        except (IndexUnavailable, OSError) as problem:
            raise CommandError(f"The index cannot be written: {problem}") from problem
        self.stdout.write(f"The index is made anew, up to change {followed}.")


def _make_or_wait(root: Path) -> None:
    try:
        with Follower(root) as follower:
            follower.follow()
    except AnotherWriter:
        time.sleep(_LOOK_S)

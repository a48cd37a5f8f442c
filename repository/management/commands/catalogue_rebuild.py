"""``catalogue_rebuild``: the derived index anew from the database."""

import time
from typing import Any, Final

from django.core.management.base import BaseCommand

from repository.catalogue.index.folder import AnotherWriter
from repository.queries.catalogue_index import catalogue_reader, index_root
from repository.services.following import Follower, asked_anew
from repository.services.rendering import fill_catalogue

_LOOK_S: Final = 0.2


class Command(BaseCommand):
    """Exit status 0: readers of this machine see the new index; the old one answers until then."""

    help = "Make the search index of this machine anew from the database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask whoever follows, or do it where nobody does."""
        fill_catalogue()
        root = index_root()
        root.mkdir(parents=True, exist_ok=True)
        asked = asked_anew(root)
        asked.touch()
        while asked.exists():
            try:
                with Follower(root) as follower:
                    follower.follow()
            except AnotherWriter:
                time.sleep(_LOOK_S)
        self.stdout.write(f"The index is made anew, up to change {catalogue_reader().followed}.")

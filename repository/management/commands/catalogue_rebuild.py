"""``catalogue_rebuild``: the derived index anew from the database."""

import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand

from repository.models import CatalogueEpoch
from repository.queries.catalogue_index import index_root
from repository.services.following import Follower


class Command(BaseCommand):
    """Exit status 0: readers see the new index. The old one answers until then."""

    help = "Make the search index of this machine anew from the database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill another folder, show it, and take the old ones away."""
        index_root()
        key = uuid4()
        root = Path(settings.CATALOGUE_INDEX) / str(key)
        with Follower(root) as follower:
            changes = follower.follow()
        CatalogueEpoch.objects.filter(pk=1).update(key=key)
        for other in Path(settings.CATALOGUE_INDEX).iterdir():
            if other.is_dir() and other != root:
                shutil.rmtree(other, ignore_errors=True)
        self.stdout.write(f"{changes} entries are found by the new index.")

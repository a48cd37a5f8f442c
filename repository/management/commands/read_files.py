"""``read_files``: have the files of drafts read that the present readers have not read yet."""

from typing import Any

from django.core.management.base import BaseCommand

from repository.services.inspections import order_readings


class Command(BaseCommand):
    """Exit status 0: ordered. The workers read them, one file of a dataset at a time; nobody waits for it."""

    help = "Have the files of drafts read that the present readers have not read yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Order the readings, and say how many."""
        self.stdout.write(f"{order_readings()} files of drafts are to be read.")

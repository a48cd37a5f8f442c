"""``read_stations``: have the files of public datasets read for their stations that were not."""

from typing import Any

from django.core.management.base import BaseCommand

from repository.services.stations import order_all_stations


class Command(BaseCommand):
    """Exit status 0: ordered. The workers read them, some files of a dataset at a time; nobody waits for it."""

    help = "Have the files of public datasets read for their stations that were not, or by older readers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Order the readings, and say how many."""
        self.stdout.write(f"The stations of {order_all_stations()} public datasets are to be read.")

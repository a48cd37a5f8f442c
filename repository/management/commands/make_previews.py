"""``make_previews``: have the previews made that files of public datasets lack."""

from typing import Any

from django.core.management.base import BaseCommand

from repository.services.previews import order_all_previews


class Command(BaseCommand):
    """Exit status 0: ordered. The workers make them, one file of a dataset at a time; nobody waits for it."""

    help = "Have the previews made that files of public datasets lack, or that older makers made."

    def handle(self, *args: Any, **options: Any) -> None:
        """Order the previews, and say how many."""
        self.stdout.write(f"Previews of {order_all_previews()} public datasets are to be made.")

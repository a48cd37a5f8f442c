"""``render_records``: render public records in the formats that they lack."""

from typing import Any

from django.core.management.base import BaseCommand

from repository.services.rendering import render_what_lacks


class Command(BaseCommand):
    """Exit status 0: each public dataset has every format of today. May be stopped and run again."""

    help = "Render public records in formats that are new, or written otherwise since an upgrade."

    def handle(self, *args: Any, **options: Any) -> None:
        """Render, and say how many changed."""
        changed = sum(1 for _suffix in render_what_lacks())
        self.stdout.write(f"{changed} records were rendered anew. Harvesters will fetch them.")

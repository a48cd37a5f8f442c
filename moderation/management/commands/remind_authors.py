"""``remind_authors``: what the scheduler does every morning, now; or only what it would do."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from moderation.services.reminders import Due, remind_authors


class Command(BaseCommand):
    """Exit status 0: done; 2: wrong call."""

    help = "Remind authors who do not answer a request for changes; tell the moderators after the third time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to act, and how to answer."""
        parser.add_argument("--dry-run", action="store_true", help="change nothing, say what would be done")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind, and say who was."""
        found = remind_authors(dry_run=bool(options["dry_run"]))
        self.stdout.write(json.dumps([_told(due) for due in found]) if options["json"] else _lines(found))


def _told(due: Due) -> dict[str, object]:
    return {"dataset": due.dataset.suffix, "step": due.step.value, "number": due.number}


def _lines(found: list[Due]) -> str:
    lines = [f"{due.dataset.suffix}: {due.step} ({due.number})" for due in found]
    return "\n".join([*lines, f"{len(found)} requests for changes were silent for too long."])

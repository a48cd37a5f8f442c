"""``clean_up``: what the scheduler does every night, now; or only what it would do."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from repository.services.collection import Collected, collect_orphans
from repository.services.idle import Idle, clear_idle_drafts


class Command(BaseCommand):
    """Exit status 0: done; 2: wrong call. Nothing that was ever submitted is touched."""

    help = "Collect what uploads left, warn about idle drafts, remove those whose day has come."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to act, and how to answer."""
        parser.add_argument("--dry-run", action="store_true", help="change nothing, say what would be done for drafts")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Clean up, and say what was done."""
        idle = clear_idle_drafts(dry_run=bool(options["dry_run"]))
        collected = None if options["dry_run"] else collect_orphans()
        self.stdout.write(_as_json(idle, collected) if options["json"] else _as_lines(idle, collected))


def _as_json(idle: list[Idle], collected: Collected | None) -> str:
    rows = [
        {"deposit": str(one.deposit), "step": one.step, "removal": one.removal.isoformat(), "datasets": one.suffixes}
        for one in idle
    ]
    files = collected.cut + collected.unplaced + collected.archived + collected.strays if collected else None
    return json.dumps({"idle": rows, "files_collected": files})


def _as_lines(idle: list[Idle], collected: Collected | None) -> str:
    lines = [
        f"deposit {one.deposit}: {one.step} (removal {one.removal:%Y-%m-%d}; {', '.join(one.suffixes)})" for one in idle
    ]
    if collected is None:
        return "\n".join([*lines, "Nothing was changed."])
    files = collected.cut + collected.unplaced + collected.archived + collected.strays
    return "\n".join([*lines, f"{files} files that nothing needs were removed."])

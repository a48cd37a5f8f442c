"""What is left when a server is gone."""

import shutil
from pathlib import Path

from django.core.management import call_command
from django.db import connection


def lose_server(site: Path) -> None:
    """Database, archive and drafts are gone; the tables of a new site stand, their sequences at the beginning."""
    call_command("flush", interactive=False, verbosity=0, reset_sequences=True)
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE repository_number RESTART")
    for folder in ("archive", "storage"):
        shutil.rmtree(site / folder, ignore_errors=True)

"""What is left when a server is gone, and what comes back from one store alone."""

import shutil
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from archive.services.package_sources import open_source
from archive.services.rebuild import Outcome, Rebuild
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import compare
from tests.archive.rebuild.many import Kind, Publisher, publish_many


def lose_server(site: Path) -> None:
    """Database, archive and drafts are gone; the tables of a new site stand, their sequences at the beginning."""
    call_command("flush", interactive=False, verbosity=0, reset_sequences=True)
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE repository_number RESTART")
    for folder in ("archive", "storage"):
        shutil.rmtree(site / folder, ignore_errors=True)


def comes_back_from(store: str, *, site: Path, publisher: Publisher) -> None:
    """Publish a few datasets of the hard kinds, lose all but one store, and compare every answer, byte for byte."""
    made = publish_many(publisher, dict.fromkeys((Kind.LAYERED, Kind.EMBARGOED, Kind.CORRECTED_WITHDRAWN), 1))
    until = last_datestamp()
    before = list(answers(until=until))
    lose_server(site)
    rebuild = Rebuild(open_source(store))
    results = list(rebuild.run())
    rebuild.finish()
    assert [result for result in results if result.outcome is not Outcome.REBUILT] == []
    assert len(results) == len(made)
    comparison = compare(before, answers(until=until))
    assert comparison.is_equal, "\n".join(comparison.lines())

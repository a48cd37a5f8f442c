"""Who else uses the database of the tests."""

import gc

from django.db import connection

from config.backup.postgres import others_connected
from tests.services.processes import wait_until


def let_others_go() -> None:
    """Nobody but this thread uses the database from now on: threads and clients of earlier tests are garbage."""
    assert not connection.in_atomic_block, "a transaction sees who is connected once, and never who left"
    assert wait_until(_nobody_else, 30), _who()


def _nobody_else() -> bool:
    gc.collect()
    return others_connected() == 0


def _who() -> str:
    """The other clients, and what they asked last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, backend_start, query FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return f"Something of an earlier test still runs: {cursor.fetchall()}"

"""What is accidental is the same in every run: the clock, what is drawn by lot, the numbers that a roll-back burns.

For a process of its own only: nothing is put back.
"""

import datetime as real
import os
import random
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from repository.services.identifiers import SEQUENCE, highest_number_in_rows

PRODUCT = ("repository", "moderation", "archive", "harvest", "compute")


def freeze(moment: real.datetime, *, seed: int) -> None:
    """Stop the clock of this process, and let the lots be those of ``seed``."""
    _stop_clock(moment)
    lots = random.Random(seed)
    os.urandom = lots.randbytes
    vars(random)["_urandom"] = lots.randbytes  # what `secrets` draws from


def _stop_clock(moment: real.datetime) -> None:
    class Meta(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, real.datetime)

    class Stopped(real.datetime, metaclass=Meta):
        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> Any:
            return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)

    stopped_module = SimpleNamespace(**{**vars(real), "datetime": Stopped})
    vars(timezone)["stopped_at"] = moment
    # the function itself is the default of model fields: its name elsewhere would not reach those
    timezone.now.__code__ = _now_of_timezone().__code__
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in PRODUCT and getattr(module, "datetime", None) is real.datetime:
            vars(module)["datetime"] = Stopped
        elif name.partition(".")[0] in PRODUCT and getattr(module, "datetime", None) is real:
            vars(module)["datetime"] = stopped_module


def _now_of_timezone() -> Callable[[], Any]:
    def now() -> Any:
        return stopped_at  # type: ignore[name-defined]  # noqa: F821  (a global of django.utils.timezone)

    return now


def close_gaps() -> None:
    """Let every sequence go on after the highest number in use, as if nothing had been rolled back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
        cursor.execute("SELECT min_value FROM pg_sequences WHERE sequencename = %s", [SEQUENCE])
        highest = max(highest_number_in_rows(), *cursor.fetchall()[0])
        cursor.execute("SELECT setval(%s, %s)", [SEQUENCE, highest])

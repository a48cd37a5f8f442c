"""How fast the site asks its registrar: one bucket for all processes, and nobody asks while it said or shows to wait.

Counted in the cache that all processes share, by the clock of the database. What is lost of it is a full bucket again.
"""

import time
from dataclasses import dataclass
from typing import Final, TypedDict

from django.core.cache import cache
from django.db import connection, transaction

from repository.errors import TransientFailure

BURST_S: Final = 2.0
"""So many seconds' worth of requests may go out at once."""

LONGEST_WAIT_S: Final = 5.0
"""A process waits so long for its turn; one that would wait longer does something else meanwhile."""

SILENT_MOST: Final = 3
"""After so many requests in a row without any answer one at a time tries, later each time."""

FIRST_PAUSE_S = 4.0
LONGEST_PAUSE_S: Final = 300.0
PROBE_S: Final = 90.0
"""So long the one that tries a silent registrar has, before another may."""

_KEPT_S: Final = 86_400


class NotYet(TransientFailure):
    """Nothing was asked: it is not the turn of this request before ``retry_after_s``."""

    code = "registrar-busy"


class _State(TypedDict):
    """Seconds of the database's clock, and how many requests in a row had no answer."""

    spent_until: float
    closed_until: float
    silent: int


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of one account; ``a_minute`` requests in a minute at most, 0 for as many as there are."""

    account: str
    a_minute: int

    def take(self) -> None:
        """Wait for a turn, ``LONGEST_WAIT_S`` at most. Raises ``NotYet`` where it would be longer."""
        wait = self._reserve()
        if wait > LONGEST_WAIT_S:
            words = "It is not the turn of this request yet: the registrar is asked no faster than it likes."
            raise NotYet(words, retry_after_s=wait)
        if wait > 0:
            time.sleep(wait)

    def close(self, *, seconds: float) -> None:
        """The registrar asked for a pause: nobody asks before it has passed."""
        if seconds > 0:
            with transaction.atomic():
                now, state = self._locked()
                self._keep({**state, "closed_until": max(state["closed_until"], now + seconds)})

    def note_silence(self) -> None:
        """No answer at all: after a few of these nobody waits for the next but one."""
        with transaction.atomic():
            now, state = self._locked()
            silent = state["silent"] + 1
            closed = state["closed_until"]
            if silent >= SILENT_MOST and FIRST_PAUSE_S:
                closed = now + min(FIRST_PAUSE_S * 2 ** min(silent - SILENT_MOST, 10), LONGEST_PAUSE_S)
            self._keep({**state, "silent": silent, "closed_until": closed})

    def note_answer(self) -> None:
        """It answers, whatever it says: after a silence everybody may ask again."""
        state = self._read()
        if state["silent"]:
            with transaction.atomic():
                _now, state = self._locked()
                closed = 0.0 if state["silent"] >= SILENT_MOST else state["closed_until"]
                self._keep({**state, "silent": 0, "closed_until": closed})

    def _reserve(self) -> float:
        """Seconds until the turn; taken unless these are too many."""
        each = 60.0 / self.a_minute if self.a_minute else 0.0
        with transaction.atomic():
            now, state = self._locked()
            begun = max(state["spent_until"], now)
            wait = max(begun - now - BURST_S, state["closed_until"] - now, 0.0)
            if wait <= LONGEST_WAIT_S:
                probes = state["silent"] >= SILENT_MOST
                closed = now + wait + PROBE_S if probes and FIRST_PAUSE_S else state["closed_until"]
                self._keep({**state, "spent_until": begun + each, "closed_until": closed})
        return wait

    def _locked(self) -> tuple[float, _State]:
        """The time and the state, which nobody else changes before the end of the transaction."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [self._key])
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
            (now,) = cursor.fetchall()[0]
        return float(now), self._read()

    def _read(self) -> _State:
        fresh = _State(spent_until=0.0, closed_until=0.0, silent=0)
        found = cache.get(self._key)
        return _State(**{**fresh, **found}) if isinstance(found, dict) else fresh

    def _keep(self, state: _State) -> None:
        cache.set(self._key, dict(state), _KEPT_S)

    @property
    def _key(self) -> str:
        return f"registrar-turns-{self.account}"

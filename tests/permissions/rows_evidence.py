"""Rows of evidence for certifiers, and of parts of layers: of open files everybody sees them, none is stored here."""

from typing import Final

from tests.permissions.rules import LET_IN, Row, named, signed_in, stations


def _unknown(actor: str, state: str) -> int:
    """The page of a part that nobody stored."""
    return 410 if state == "withdrawn" else 404


def _its_bytes(actor: str, state: str) -> int:
    """Closed files give nothing, whatever is asked for."""
    return 403 if state in ("embargoed", "restricted") else _unknown(actor, state)


def _form(actor: str, state: str) -> int:
    """What can be read can be asked for."""
    return LET_IN if stations(actor, state) == 200 else stations(actor, state)


def _again(actor: str, state: str) -> int:
    return 302 if actor == "anonymous" else _unknown(actor, state)


EVIDENCE: Final[dict[str, Row]] = {
    "subsets": Row(stations, _form, of_dataset=True),
    "subset": Row(_unknown, of_dataset=True),
    "subset-data": Row(_its_bytes, of_dataset=True),
    "subset-again": Row(signed_in(405), _again, of_dataset=True),
    "operations-trust": Row(named("operator"), signed_in(405)),
    "operations-trust-file": Row(named("operator", status=404), signed_in(405)),
}

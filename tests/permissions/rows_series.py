"""Rows of what concerns datasets that grow: their owners name a source, operators answer."""

from typing import Final

from tests.permissions.rules import LET_IN, Row, grows, named, signed_in


def _acts(actor: str, state: str) -> int:
    """As the page, but that the form is taken."""
    return LET_IN if grows(actor, state) == 200 else grows(actor, state)


SERIES: Final[dict[str, Row]] = {
    "deposit-source": Row(grows, _acts, of_dataset=True),
    "deposit-source-pause": Row(signed_in(405), _acts, of_dataset=True),
    "operations-sources": Row(named("operator"), signed_in(405)),
    "source-answer": Row(signed_in(405), named("operator", status=LET_IN)),
}

"""Rows of what concerns datasets that grow: their owners name a source, operators answer."""

from typing import Final

from tests.permissions.rules import AUTHORS, LET_IN, PUBLIC, Row, named, signed_in


def grows(actor: str, state: str) -> int:
    """Naming the source of what is public is the authors' business."""
    return 302 if actor == "anonymous" else 200 if actor in AUTHORS and state in PUBLIC else 404


def _acts(actor: str, state: str) -> int:
    """As the page, but that the form is taken."""
    return LET_IN if grows(actor, state) == 200 else grows(actor, state)


SERIES: Final[dict[str, Row]] = {
    "deposit-source": Row(grows, _acts, of_dataset=True),
    "deposit-source-pause": Row(signed_in(405), _acts, of_dataset=True),
    "operations-sources": Row(named("operator"), signed_in(405)),
    "source-answer": Row(signed_in(405), named("operator", status=LET_IN)),
}

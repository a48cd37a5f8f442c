"""Rows of datasets that grow, whose layers are compared, and of those that an order of law takes files from."""

from typing import Final

from tests.permissions.rules import AUTHORS, LET_IN, PUBLIC, Row, named, public_page, signed_in


def grows(actor: str, state: str) -> int:
    """Naming the source of what is public is the authors' business."""
    return 302 if actor == "anonymous" else 200 if actor in AUTHORS and state in PUBLIC else 404


def _acts(actor: str, state: str) -> int:
    """As the page, but that the form is taken."""
    return LET_IN if grows(actor, state) == 200 else grows(actor, state)


SERIES: Final[dict[str, Row]] = {
    **{
        name: Row(public_page, of_dataset=True)
        for name in ("layers", "layer-changes", "layer-manifest", "proof", "manifests-zip")
    },
    "deposit-source": Row(grows, _acts, of_dataset=True),
    "deposit-source-pause": Row(signed_in(405), _acts, of_dataset=True),
    "operations-sources": Row(named("operator"), signed_in(405)),
    "source-answer": Row(signed_in(405), named("operator", status=LET_IN)),
    "operations-erasures": Row(named("operator"), named("operator", status=LET_IN)),
    "operations-erasure": Row(named("operator"), signed_in(405)),
    **{name: Row(signed_in(405), named("operator", status=LET_IN)) for name in ("erasure-confirm", "erasure-drop")},
}

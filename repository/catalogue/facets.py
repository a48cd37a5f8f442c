"""The facets of the catalogue: what found datasets are counted by, and narrowed by in an address."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet. ``code`` is its parameter in addresses; ``is_closed``: its values are few and known beforehand.

    ``is_endless``: nearly every dataset brings values of its own, so that counting them all costs more than everything
    else; they are counted when somebody looks through them.
    """

    code: str
    is_closed: bool = False
    is_folded: bool = False
    is_endless: bool = False


FACETS: Final = (
    Facet("pole", is_closed=True),
    Facet("variable"),
    Facet("platform"),
    Facet("instrument"),
    Facet("organisation"),
    Facet("author", is_folded=True, is_endless=True),
    Facet("project", is_folded=True, is_endless=True),
    Facet("filetype"),
    Facet("access", is_closed=True),
    Facet("licence", is_folded=True),
    Facet("year", is_folded=True),
    Facet("origin", is_folded=True),
    Facet("doi", is_closed=True, is_folded=True),
)
"""In the order of the page; those that are folded are seen when they are opened."""

FACET_CODES: Final = frozenset(facet.code for facet in FACETS)
ENDLESS_FACETS: Final = frozenset(facet.code for facet in FACETS if facet.is_endless)

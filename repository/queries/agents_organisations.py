"""Organisations and funders of the table here: the best for what was typed, by core PostgreSQL alone."""

from typing import Any, Final

from django.db import connection

from repository.clients.found import FoundOrganisation, ror_in
from repository.models import Organisation, OrganisationNameKind
from repository.queries.agents import MOST_AGENTS, TABLE, Agent, agent_of_organisation
from repository.vocabularies.words import folded, tsquery

SHORTEST: Final = 2
"""Letters that must be typed before anything is looked up."""
_CANDIDATES: Final = 60
_LOOKED_AT: Final = 2000
"""Rows that begin so, or have all the words, of which the shortest are taken: a bound for very common words."""

_BY_BEGINNING: Final = f"""
(SELECT organisation_id, 0 AS stage, kind, is_funder, folded FROM repository_organisationname
  WHERE folded = %(text)s LIMIT {_CANDIDATES})
UNION ALL
(SELECT organisation_id, 1, kind, is_funder, folded FROM (
    SELECT organisation_id, kind, is_funder, folded FROM repository_organisationname
    WHERE folded LIKE %(beginning)s LIMIT {_LOOKED_AT}) AS beginning_so
  ORDER BY is_funder AND %(funders)s DESC, kind, length(folded), folded COLLATE "C" LIMIT {_CANDIDATES})
"""  # noqa: S608  (only numbers of this module)

_BY_WORDS: Final = f"""
SELECT organisation_id, 2, kind, is_funder, folded FROM (
    SELECT organisation_id, kind, is_funder, folded FROM repository_organisationname
    WHERE words @@ %(words)s::tsquery LIMIT {_LOOKED_AT}) AS having_all
  ORDER BY is_funder AND %(funders)s DESC, kind, length(folded), folded COLLATE "C" LIMIT {_CANDIDATES}
"""  # noqa: S608  (likewise)


def search_organisations(
    text: str, *, language: str, funders_first: bool = False, most: int = MOST_AGENTS
) -> tuple[Agent, ...]:
    """The best organisations: the one of a ROR identifier, the same name, its beginning, its words."""
    if ror := ror_in(text):
        rows = list(Organisation.objects.filter(ror=ror))
    else:
        rows = _best(folded(text), funders_first, most)
    return tuple(_agent(row, language, folded(text) if not ror else "") for row in rows)


def _best(asked: str, funders_first: bool, most: int) -> list[Organisation]:
    """Rows, the best first, each once. Words are looked for only where beginnings do not give enough."""
    if len(asked) < SHORTEST:
        return []
    values: dict[str, Any] = {
        "text": asked, "beginning": f"{asked}%", "words": tsquery(asked), "funders": funders_first,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_BY_BEGINNING, values)
        found = cursor.fetchall()
        if len({row[0] for row in found}) < most:
            cursor.execute(_BY_WORDS, values)
            found += cursor.fetchall()

    def order(row: tuple[int, int, int, bool, str]) -> tuple[object, ...]:
        key, stage, kind, is_funder, name = row
        late = 2 * (kind == OrganisationNameKind.OTHER) if stage else 0
        return (stage + late, funders_first and not is_funder, kind, len(name), name, key)

    keys = list(dict.fromkeys(row[0] for row in sorted(found, key=order)))[:most]
    rows = Organisation.objects.in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def _agent(row: Organisation, language: str, asked: str) -> Agent:
    found = FoundOrganisation(
        name=row.name,
        ror=row.ror,
        funder_id=row.funder_id,
        labels=row.labels,
        others=tuple(row.others),
        acronyms=tuple(row.acronyms),
        country=row.country,
        city=row.city,
    )
    return agent_of_organisation(found, TABLE, language=language, asked=asked)

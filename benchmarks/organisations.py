"""Search over 110,000 organisations: the 95th percentile of typing, beside ILIKE over the same rows."""

import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

from benchmarks.reporting.figures import figure
from benchmarks.reporting.searching import p95_ms, rows_of, run_search_benchmark

ORGANISATIONS = 110_000
QUERIES = 100
ROUNDS = 3
LIMIT_MS = 50.0
KINDS, FIELDS, SYLLABLES = (
    line.split()
    for line in (
        "University Institute Centre Laboratory Observatory Ministry Foundation Hospital College Museum Agency School",
        "Research Science Technology Ocean Health Marine National Applied Polar Climate Physics Environment Water",
        "ta ri mo len sou pha cu ver din gos bra mil",
    )
)


def organisations(count: int) -> Iterator[Any]:
    """Names of three to six words, most of them common, half with an acronym, a third with a name in French."""
    from repository.clients.found import FoundOrganisation

    dice = random.Random(42)

    def name() -> str:
        place = "".join(dice.choices(SYLLABLES, k=3)).title()
        return " ".join([dice.choice(KINDS), "of", *dice.choices(FIELDS, k=dice.randint(1, 3)), place])

    for number in range(count):
        shown = name()
        yield FoundOrganisation(
            name=shown,
            ror=f"b{number:08d}",
            labels={"en": shown, "fr": name()} if number % 3 == 0 else {},
            others=(name(),) if number % 4 == 0 else (),
            acronyms=("".join(dice.choices("ABCDEFGIMNORSTU", k=dice.randint(3, 5))),) if number % 2 else (),
            country="FR",
            city="Brest",
            is_funder=number % 5 == 0,
        )


def fill(count: int) -> None:
    """So many organisations, through the same rows that an import writes."""
    from repository.services.organisation_rows import write_organisations

    told = organisations(count)
    while some := list(islice(told, 5000)):
        write_organisations(some)
    rows_of("ANALYZE repository_organisation")
    rows_of("ANALYZE repository_organisationname")


def typed() -> list[str]:
    """What people type: beginnings of words, acronyms, two or three words."""
    dice = random.Random(7)
    asked = []
    for _each in range(QUERIES):
        kind, first, second = dice.choice(KINDS), *dice.choices(FIELDS, k=2)
        place = "".join(dice.choices(SYLLABLES, k=2))
        acronym = "".join(dice.choices("ABCDEFGIMNORSTU", k=3))
        asked.append(
            dice.choice([kind[:2], kind, acronym, place, f"{kind} of {first}", f"{first} {second[:3]} {place}"])
        )
    return asked


def plain(text: str) -> list[Any]:
    """What one would write first: the words anywhere in the names."""
    like = " AND ".join("folded ILIKE %s" for _word in text.split())
    return rows_of(
        f"SELECT organisation_id FROM repository_organisationname WHERE {like} ORDER BY length(folded) LIMIT 20",
        [f"%{word}%" for word in text.split()],
    )


def measure() -> float:
    """Fill, measure in turns, print; the 95th percentile of the quietest round in milliseconds."""
    from repository.queries.agents_organisations import search_organisations
    from repository.vocabularies.words import folded

    fill(ORGANISATIONS)
    queries = typed()
    ours: list[float] = []
    peers: list[float] = []
    for _round in range(ROUNDS):
        ours.append(p95_ms(lambda text: search_organisations(text, language="fr"), queries))
        ours[-1] = max(
            ours[-1], p95_ms(lambda text: search_organisations(text, language="en", funders_first=True), queries)
        )
        peers.append(p95_ms(lambda text: plain(folded(text)), queries))
    name = f"search over {ORGANISATIONS} organisations, 95th percentile, beside ILIKE over the same names"
    print(figure(name, unit="ms", ours=ours, peers=peers), flush=True)
    return min(ours)


if __name__ == "__main__":
    run_search_benchmark(measure, limit_ms=LIMIT_MS)

"""Search over 100,000 concepts in two languages: the 95th percentile of typing, beside ILIKE over the same rows."""

import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, connections

from benchmarks.harvesting.database import benchmark_database
from benchmarks.reporting.figures import figure

SETTINGS = "config.settings.testing"
CONCEPTS = 100_000
QUERIES = 100
ROUNDS = 3
LIMIT_MS = 50.0
ENGLISH, FRENCH, SYLLABLES = (
    line.split()
    for line in (
        "sea water air soil ice snow surface deep mean total mass heat flux rate carbon oxygen nitrate wind wave cloud",
        "mer eau air sol glace neige surface fond moyenne totale masse chaleur flux taux carbone oxygène nitrate vent",
        "ta ri mo len sou pha cu ver din gos bra mil",
    )
)


def entries(count: int) -> Iterator[Any]:
    """Concepts with names of two to five words, half of them common, a third with another name."""
    from repository.vocabularies.entries import Entry

    dice = random.Random(42)

    def name(words: list[str]) -> str:
        rare = ("".join(dice.choices(SYLLABLES, k=3)) for _each in range(dice.randint(1, 2)))
        return " ".join([*dice.choices(words, k=dice.randint(1, 3)), *rare])

    for number in range(count):
        yield Entry(
            uri=f"http://example.org/concept/{number}",
            notation=f"BENCH:{number}",
            labels={"en": name(ENGLISH), "fr": name(FRENCH)},
            others={"en": [name(ENGLISH)]} if number % 3 == 0 else {},
            definitions={"en": "What is measured, how, and why it matters to those who read the data."},
        )


def fill(count: int) -> None:
    """One scheme of so many concepts, through the same rows that an import writes."""
    from repository.models import Concept, ConceptScheme
    from repository.services.concept_rows import fill as filled
    from repository.services.concept_rows import write_names

    scheme = ConceptScheme.objects.create(slug="bench", titles={"en": "Benchmark"}, uses=["keywords"])
    told = entries(count)
    while some := list(islice(told, 5000)):
        concepts = [filled(Concept(scheme=scheme, uri=each.uri), each) for each in some]
        Concept.objects.bulk_create(concepts)
        write_names(concepts)
    _sql("ANALYZE repository_conceptlabel")
    _sql("ANALYZE repository_concept")


def typed() -> list[str]:
    """What people type: beginnings of words, whole words, two words."""
    dice = random.Random(7)
    asked = []
    for _each in range(QUERIES):
        words = dice.choices([*ENGLISH, *FRENCH, *("".join(dice.choices(SYLLABLES, k=2)) for _one in range(20))], k=2)
        asked.append(dice.choice([words[0][:2], words[0][:3], words[0], " ".join(words), f"{words[0]} {words[1][:3]}"]))
    return asked


def p95_ms(search: Callable[[str], object], queries: list[str]) -> float:
    """The 95th percentile in milliseconds, everything warm."""
    times = []
    for text in queries:
        began = perf_counter()
        search(text)
        times.append((perf_counter() - began) * 1000)
    return quantiles(times, n=20)[-1]


def plain(text: str) -> list[Any]:
    """What one would write first: the words anywhere in the names."""
    like = " AND ".join("folded ILIKE %s" for _word in text.split())
    return _sql(
        f"SELECT concept_id FROM repository_conceptlabel WHERE {like} ORDER BY length(folded) LIMIT 20",
        [f"%{word}%" for word in text.split()],
    )


def _sql(statement: str, values: list[str] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def measure() -> float:
    """Fill, measure in turns, print; the 95th percentile of the quietest round in milliseconds."""
    from repository.queries.concepts import search_concepts
    from repository.vocabularies.words import folded

    fill(CONCEPTS)
    queries = typed()
    ours: list[float] = []
    peers: list[float] = []
    for _round in range(ROUNDS):
        ours.append(p95_ms(lambda text: search_concepts(text, box="keywords", language="fr", scheme="bench"), queries))
        peers.append(p95_ms(lambda text: plain(folded(text)), queries))
    name = f"search over {CONCEPTS} concepts, 95th percentile, beside ILIKE over the same names"
    print(figure(name, unit="ms", ours=ours, peers=peers), flush=True)
    return min(ours)


def main() -> None:
    """Measure in a database of its own; status 1 where typing is slower than promised."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, benchmark_database(Path(name)) as address:
        os.environ |= {"DATABASE_URL": address, "VARVE_HOME": f"{name}/home", "DJANGO_SETTINGS_MODULE": SETTINGS}
        django.setup()
        call_command("migrate", verbosity=0)
        ours = measure()
        connections.close_all()
    sys.exit(0 if ours <= LIMIT_MS else 1)


if __name__ == "__main__":
    main()

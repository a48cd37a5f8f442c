"""Search over 100,000 concepts in two languages: the 95th percentile of typing, beside ILIKE over the same rows."""

import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

from benchmarks.reporting.figures import figure
from benchmarks.reporting.searching import p95_ms, rows_of, run_search_benchmark

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
    rows_of("ANALYZE repository_conceptlabel")
    rows_of("ANALYZE repository_concept")


def typed() -> list[str]:
    """What people type: beginnings of words, whole words, two words."""
    dice = random.Random(7)
    asked = []
    for _each in range(QUERIES):
        words = dice.choices([*ENGLISH, *FRENCH, *("".join(dice.choices(SYLLABLES, k=2)) for _one in range(20))], k=2)
        asked.append(dice.choice([words[0][:2], words[0][:3], words[0], " ".join(words), f"{words[0]} {words[1][:3]}"]))
    return asked


def plain(text: str) -> list[Any]:
    """What one would write first: the words anywhere in the names."""
    like = " AND ".join("folded ILIKE %s" for _word in text.split())
    return rows_of(
        f"SELECT concept_id FROM repository_conceptlabel WHERE {like} ORDER BY length(folded) LIMIT 20",
        [f"%{word}%" for word in text.split()],
    )


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


if __name__ == "__main__":
    run_search_benchmark(measure, limit_ms=LIMIT_MS)

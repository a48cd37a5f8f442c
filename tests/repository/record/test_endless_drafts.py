"""A draft with no end of faults is told in so many sentences as somebody may read, and stays a draft."""

from typing import Any

import pytest

from repository.record.assess import MOST_ALIKE, assess
from tests.repository.record.examples import complete

ODDITIES = {f"field{number}": number for number in range(5_000)}
ENDLESS: dict[str, dict[str, Any]] = {
    "unknown-fields": {"keywords": [{"term": {"en": "oxygen"}, **ODDITIES}]},
    "wrong-entries": {"creators": [{"kind": "ghost"} for _ in range(5_000)]},
    "bad-numbers": {"place": {"boxes": [{"west": "far", "south": 1, "east": 2, "north": 3} for _ in range(5_000)]}},
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_thousands_of_faults_of_one_kind_are_told_by_the_first_of_them(kind: str) -> None:
    found = assess({**complete(), **ENDLESS[kind]})
    alike = [finding for finding in found.findings if finding.path[0] == next(iter(ENDLESS[kind]))]
    assert MOST_ALIKE <= len(alike) <= 3 * MOST_ALIKE
    assert found.record is None
    assert found.blocking


def test_a_fault_of_another_kind_is_told_however_many_there_are_of_one() -> None:
    found = assess({**complete(), "keywords": [{"term": {"en": "oxygen"}, **ODDITIES}], "licence": {"spdx": "mine!"}})
    assert [finding.path[0] for finding in found.blocking if finding.path[0] != "keywords"] == ["licence"]

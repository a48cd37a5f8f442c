"""Which sets a record is in: by discipline, subject, project, licence, and whether its data grow."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.oaipmh.arguments import parse_arguments
from repository.crosswalks.edition import Edition, EditionLayer
from repository.crosswalks.oai_sets import project_code, sets_of
from repository.record.languages import LocalisedLine
from repository.record.model import Record
from repository.record.rights import Licence
from repository.record.subjects import Project

EDITION = Edition(
    doi="10.5072/1",
    url="https://x.org/1",
    publisher="Varve",
    published=date(2026, 3, 5),
    updated=date(2026, 3, 5),
    number=1,
)
BARE = Record(title=LocalisedLine({"en": "Varves"}))


def test_a_record_is_in_a_set_for_each_thing_it_says() -> None:
    record = BARE.model_copy(
        update={
            "poles": ("ocean", "climate"),
            "topics": ("oceans",),
            "projects": (Project(name="Argo-France"), Project(name="ARGO France"), Project(name="Océan à vif")),
            "licence": Licence(spdx="CC-BY-4.0"),
        }
    )
    assert sets_of(record, EDITION) == [
        "pole:ocean",
        "pole:climate",
        "discipline:oceans",
        "project:argo-france",
        "project:ocean-a-vif",
        "licence:open:CC-BY-4.0",
    ]


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (None, "licence:none"),
        (Licence(spdx="CC-BY-NC-4.0"), "licence:limited:CC-BY-NC-4.0"),
        (Licence(spdx="MIT"), "licence:other"),
        (Licence(name="As agreed"), "licence:other"),
    ],
)
def test_every_record_is_in_one_set_of_licences(licence: Licence | None, expected: str) -> None:
    assert sets_of(BARE.model_copy(update={"licence": licence}), EDITION) == [expected]


@pytest.mark.parametrize(
    ("frequency", "layers", "grows"),
    [(None, 1, False), ("notPlanned", 1, False), ("monthly", 1, True), ("continual", 0, True), ("unknown", 2, True)],
)
def test_data_grow_with_a_second_layer_or_a_promise_of_more(frequency: str | None, layers: int, grows: bool) -> None:
    edition = replace(EDITION, layers=tuple(EditionLayer(n, "", date(2026, 3, 5)) for n in range(layers)))
    record = BARE.model_copy(update={"update_frequency": frequency})
    assert ("evolving" in sets_of(record, edition)) is grows


def test_names_that_letters_are_lost_of_do_not_become_one_set() -> None:
    assert project_code("Проект 1") != project_code("Объект 1")
    assert project_code("a" * 70) != project_code("a" * 71)
    assert project_code("!!!") != project_code("???")


@given(st.text(min_size=1, max_size=300))
def test_every_project_makes_a_set_that_can_be_asked_for(name: str) -> None:
    spec = f"project:{project_code(name)}"
    assert len(spec) <= 80
    asked = parse_arguments([("verb", "ListIdentifiers"), ("metadataPrefix", "oai_dc"), ("set", spec)])
    assert asked.set_spec == spec

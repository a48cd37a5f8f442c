"""Advice: what would make a dataset easier to find, trust and use; it never blocks."""

from datetime import date
from typing import Any

import pytest

from repository.record.assess import Circumstances, assess
from repository.record.findings import Severity
from tests.repository.record.examples import complete, submittable

BOX = {"west": 0, "south": 0, "east": 0, "north": 0}
TODAY = Circumstances(today=date(2026, 11, 20))


def advised(**changes: Any) -> dict[str, tuple[str, Severity]]:
    assessment = assess(submittable(**changes), TODAY)
    assert assessment.record is not None, assessment.blocking
    return {finding.code: (finding.pointer, finding.severity) for finding in assessment.advice}


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"title": {"en": "CTD data"}}, "title-short", "title"),
        ({"title": {"en": "GOL_CTD_2026Q4.nc"}}, "title-file-name", "title"),
        ({"title": {"en": "GOL_CTD_2026_final_v2"}}, "title-file-name", "title"),
        ({"title": {"fr": "Hydrographie du golfe du Lion"}}, "title-language", "title"),
        ({"abstract": {"fr": "Profils de température. " * 10}}, "abstract-language", "abstract"),
        ({"abstract": {"en": "CTD data."}}, "abstract-short", "abstract"),
        ({"lineage": {"en": "CTD."}}, "lineage-short", "lineage"),
        ({}, "topic-missing", "topics"),
        ({"licence": {"spdx": "MY-OWN-1.0"}}, "licence-unknown", "licence/spdx"),
        ({"creators": [{"family": "Marin"}]}, "orcid-missing", "creators/0/orcid"),
        ({"creators": [{}, {"family": "Marin"}]}, "affiliation-missing", "creators/1/affiliations"),
        ({"creators": [{"family": "A", "orcid": "0000-0002-1825-0097"}] * 2}, "creator-twice", "creators/1"),
        ({}, "contact-missing", "contacts"),
        ({"variables": [{"name": "OXYGEN"}]}, "unit-missing", "variables/0/unit"),
        ({"variables": [{"name": "TEMP", "unit": "degC"}] * 2}, "variable-twice", "variables/1"),
        ({"place": {"boxes": [BOX]}}, "box-at-zero", "place/boxes/0"),
        (
            {"place": {"boxes": [{"west": -180, "south": -90, "east": 180, "north": 90}]}},
            "box-whole-world",
            "place/boxes/0",
        ),
        ({"time": {"periods": [{"begin": "2019", "end": "2062"}]}}, "period-in-future", "time/periods/0/end"),
    ],
)
def test_a_warning_stands_at_its_field_and_does_not_block(changes: dict[str, Any], code: str, pointer: str) -> None:
    assert advised(**changes)[code] == (pointer, Severity.WARNING)


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({}, "abstract-translation", "abstract"),
        ({}, "keyword-free", "keywords"),
        ({}, "forwarding-unanswered", "forwarding"),
        ({"licence": {"spdx": "CC-BY-NC-4.0"}}, "licence-restrictive", "licence/spdx"),
        (
            {"place": {"boxes": [BOX | {"west": 170, "east": -170}]}},
            "box-crosses-antimeridian",
            "place/boxes/0",
        ),
    ],
)
def test_what_is_only_good_to_know_is_said_as_information(changes: dict[str, Any], code: str, pointer: str) -> None:
    assert advised(**changes)[code] == (pointer, Severity.INFO)


def test_a_draft_that_says_everything_well_gets_no_advice_but_on_its_antimeridian() -> None:
    creator = complete()["creators"][0]
    draft = complete(creators=[creator], title={"en": "Hydrography of the Gulf of Lion shelf, 2019 to 2026"})
    assert [finding.code for finding in assess(draft, TODAY).advice] == ["box-crosses-antimeridian"]


def test_a_draft_that_cannot_be_submitted_yet_is_advised_on_what_can_be_read() -> None:
    assessment = assess({"title": {"en": "data.nc"}, "creators": [{"family": "Marin"}], "language": "en"})
    assert {"title-file-name", "orcid-missing"} <= {finding.code for finding in assessment.advice}


def test_a_period_that_ends_this_year_is_not_in_the_future() -> None:
    assert "period-in-future" not in advised(time={"periods": [{"begin": "2019", "end": "2026"}]})
    assert "period-in-future" not in advised(time={"periods": [{"begin": "2019", "ongoing": True}]})


def test_advice_names_the_person_and_says_why() -> None:
    finding = next(f for f in assess(submittable()).advice if f.code == "orcid-missing")
    assert finding.english == "Clara Marin has no ORCID. With one, the dataset counts among their works."


@pytest.mark.parametrize("title", ["Oxygen in sea_water", "Winds of 10.5 m/s over the Alps", "Soil respiration 2019"])
def test_a_title_in_words_is_not_taken_for_a_file_name(title: str) -> None:
    assert "title-file-name" not in advised(title={"en": title})

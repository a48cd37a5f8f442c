"""The checks in the room: what they are given comes from the database, and depositors read all but what is internal."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from config.panels import PANELS
from moderation.models import Review, ReviewFinding
from moderation.panels import findings
from moderation.queries.advice import advice_page
from moderation.queries.known_words import vocabularies_for
from moderation.queries.likeness import files_in_hand_like, licences_of_sources, public_titles_near
from moderation.services.advice import ask_advice
from moderation.services.checking import reading_from
from repository.inspection.apart import inspect
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person
from repository.queries.agreements import accept_in_force
from repository.services.submissions import submit_dataset
from repository.services.vocabularies import load_vocabulary
from tests.driver import run_everything_due
from tests.factories import make_draft, make_public, make_submitted
from tests.moderation.checks.made import record
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, under_review

pytestmark = pytest.mark.django_db

P02 = "http://vocab.nerc.ac.uk/collection/P02/current/"
INTERNAL = "file-in-hand-elsewhere"


def codes_of(dataset: Dataset) -> dict[str, ReviewFinding]:
    return {each.code: each for each in ReviewFinding.objects.filter(review__dataset=dataset)}


def panel_for(person: Person | AnonymousUser, dataset: Dataset) -> str | None:
    request = RequestFactory().get(f"/deposits/{dataset.deposit_id}/")
    request.user = person
    return findings(request, dataset)


@pytest.fixture
def p02(tmp_path: Path) -> None:
    """Two concepts of SeaDataNet, one of which was given up, and two CF names."""
    path = tmp_path / "p02.csv"
    rows = f"{P02}DOXY/,SDN:P02::DOXY,Dissolved oxygen,,\n{P02}OLD/,SDN:P02::OLD,Old words,1,{P02}DOXY/\n"
    path.write_text(f"uri,notation,label_en,deprecated,replaced_by\n{rows}", encoding="utf-8")
    load_vocabulary(path=path, scheme="sdn-p02", name="p02.csv")
    path = tmp_path / "cf.csv"
    rows = "sea_water_temperature,Words.,K,sea_temp_alias\n"
    path.write_text(f"standard_name,definition,canonical_units,aliases\n{rows}", encoding="utf-8")
    load_vocabulary(path=path, scheme="cf-standard-names", name="cf.csv", may_shrink=True)


@pytest.mark.usefixtures("p02")
def test_vocabularies_tell_concepts_terms_and_units_of_one_record() -> None:
    keywords = [{"term": {"en": "Dissolved oxygen"}}, {"term": {"en": "x"}, "uri": f"{P02}OLD/"}]
    named = ["sea_water_temperature", "sea_temp_alias", "Sea_Water_Temperature", "no_such_name"]
    variables = [{"name": name, "unit": "K", "standard_name": name} for name in named]
    known = vocabularies_for(record(keywords=keywords, variables=variables))
    assert known.terms["dissolved oxygen"].uri == f"{P02}DOXY/"
    assert known.concepts[f"{P02}OLD/"].replaced_by == f"{P02}DOXY/"
    assert known.units == {"sea_water_temperature": "K", "sea_temp_alias": "K"}
    assert known.has_cf
    assert P02 in known.addresses


@pytest.mark.usefixtures("p02")
def test_a_submission_is_held_against_the_vocabularies_held_here(cast: Cast) -> None:
    variables = [{"name": "T", "unit": "mg/L", "standard_name": "sea_water_temperature"}]
    found = codes_of(under_review(cast.alice, variables=variables))
    assert "unit-of-another-quantity" in found
    assert found["keyword-has-concept"].path == "keywords/0"


def test_the_same_bytes_under_review_elsewhere_are_told_to_moderators_alone(cast: Cast, client: Client) -> None:
    first = under_review(cast.dora)
    second = under_review(cast.alice)
    assert INTERNAL not in codes_of(first)
    told = codes_of(second)[INTERNAL]
    assert first.doi in told.english
    assert told.is_internal
    text = panel_for(cast.alice, second) or ""
    assert "acquisition-expected" in text
    client.force_login(cast.alice)
    page = client.get(f"/deposits/{second.deposit_id}/").content.decode()
    assert "acquisition-expected" in page
    for read in (text, page):
        assert INTERNAL not in read
        assert first.doi not in read
    advice = ask_advice(dataset_key=second.key, actor=cast.bob, email="expert@example.net", question="Sound?")
    asked = advice_page(advice)
    assert "acquisition-expected" in {each.code for each in asked.findings}
    assert first.doi not in str([each.english for each in asked.findings] + [row.findings for row in asked.fields])
    client.force_login(cast.bob)
    assert first.doi in client.get(f"/moderation/{second.key}/").content.decode()


def test_only_datasets_that_every_moderator_here_may_read_are_told(cast: Cast) -> None:
    first = make_submitted(cast.dora)
    both = make_submitted(cast.alice, poles=["ocean", "climate"])
    hashes = {place.file.sha256 for place in first.draft_files.all()}
    assert list(files_in_hand_like(hashes, apart_from=first).values()) == [both.doi]
    assert files_in_hand_like(hashes, apart_from=both) == {}


@pytest.mark.parametrize("name", ["dora", "carl", "olga"])
def test_strangers_read_no_findings(cast: Cast, name: str) -> None:
    dataset = under_review(cast.alice)
    assert panel_for(getattr(cast, name), dataset) is None
    assert panel_for(AnonymousUser(), dataset) is None


def test_findings_are_read_while_the_review_is_open(cast: Cast) -> None:
    assert "moderation.panels.findings" in PANELS["deposit-status"]
    dataset = make_submitted(cast.alice)
    assert panel_for(cast.alice, dataset) is None
    run_everything_due()
    assert "orcid-missing" in (panel_for(cast.alice, dataset) or "")
    answer(dataset, cast.bob, DatasetState.REJECTED)
    assert panel_for(cast.alice, dataset) is None


def test_a_public_title_that_is_nearly_this_one_and_the_licence_of_a_source_are_known(cast: Cast) -> None:
    licence = {"spdx": "CC-BY-NC-4.0"}
    public = make_public(cast.dora, cast.bob, licence=licence)
    near = "Dissolved oxigen in the Gulf of Lions, 2019-2026"
    other = make_submitted(cast.alice, title={"en": near})
    assert public.doi in public_titles_near(near, apart_from=other)
    assert public_titles_near("Dissolved oxygen in the Gulf of Lion, 2009-2018", apart_from=other) == {}
    assert public_titles_near(near, apart_from=public) == {}
    assert public_titles_near("a b", apart_from=other) == {}
    source = {"identifier": public.doi, "identifier_type": "DOI", "relation": "IsDerivedFrom"}
    assert licences_of_sources(record(related=[source])) == {public.doi: "CC-BY-NC-4.0"}
    found = codes_of(under_review(cast.alice, title={"en": near}, related=[source]))
    assert {"licence-against-source", "title-nearly-public"} <= set(found)


def test_what_a_table_holds_of_persons_reaches_the_moderators_and_not_the_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repository.services.inspections.inspect", inspect)  # read in earnest here
    dataset = submitted_with(cast.alice, b"prenom,depth_m\nClara,10\nNgozi,12\n")
    found = codes_of(dataset)["personal-columns"]
    assert found.path == "files/divers.csv"
    assert "Clara" not in found.english + found.french


def submitted_with(author: Person, content: bytes) -> Dataset:
    """A dataset under review whose only file was read before it was submitted."""
    dataset = make_draft(author, files={"divers.csv": content})
    run_everything_due()
    submit_dataset(dataset_key=dataset.key, actor=author, agreement=accept_in_force("en"))
    run_everything_due()
    assert Review.objects.filter(dataset=dataset).exists()
    return dataset


@pytest.mark.parametrize(
    "told", [None, {}, {"format": "CSV"}, {"format": "x", "proposals": 1, "problems": [], "facts": {}}]
)
def test_readings_of_other_readers_are_left_alone(told: Any) -> None:
    assert reading_from(told) is None

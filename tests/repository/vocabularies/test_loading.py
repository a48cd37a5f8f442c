"""Loading a vocabulary: twice is once, a new version updates, what vanished stays as deprecated."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from repository.models import Concept, ConceptLabel, ConceptScheme
from repository.queries.concepts import search_concepts
from repository.services import first_vocabularies
from repository.services.first_vocabularies import load_first_vocabularies
from repository.vocabularies.entries import VocabularyRefused
from tests.repository.vocabularies.samples import CSV, TURTLE, load, write

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """The labels found for a text among keywords of the scheme of the tests."""
    return [hit.label for hit in search_concepts(text, box="keywords", language="en", scheme="sea")]


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    first = load(tmp_path, "sea.csv", CSV)
    assert (first.total, first.made) == (2, 2)
    again = load(tmp_path, "sea.csv", CSV)
    assert again.is_same_file
    assert (again.total, again.made, again.changed) == (2, 0, 0)
    read_again = load(tmp_path, "sea.csv", CSV, again=True)
    assert (read_again.made, read_again.changed, read_again.retired) == (0, 0, 0)
    assert ConceptLabel.objects.filter(scheme__slug="sea").count() == 6


def test_a_new_version_updates_what_changed_and_keeps_what_vanished_as_deprecated(tmp_path: Path) -> None:
    load(tmp_path, "sea.csv", CSV)
    key = Concept.objects.get(uri="http://example.org/sea/ice").pk
    newer = CSV.replace("sea water", "ocean water").replace(
        "http://example.org/sea/ice,", "http://example.org/sea/floe,"
    )
    loaded = load(tmp_path, "newer.csv", newer)
    assert (loaded.total, loaded.made, loaded.changed, loaded.retired) == (2, 1, 1, 1)
    gone = Concept.objects.get(pk=key)
    assert gone.is_deprecated
    assert found("ocean w") == ["ocean water"]
    assert found("sea wat") == []
    assert load(tmp_path, "sea.csv", CSV).total == 2
    assert not Concept.objects.get(pk=key).is_deprecated, "what comes back is offered again"


def test_a_file_that_lacks_most_of_what_is_there_is_refused_unless_that_is_meant(tmp_path: Path) -> None:
    load(tmp_path, "sea.csv", CSV)
    other = "uri,label_en\nhttp://example.org/other,other\n"
    with pytest.raises(VocabularyRefused, match="--shrink"):
        load(tmp_path, "other.csv", other)
    assert found("sea ice") == ["sea ice"]
    assert load(tmp_path, "other.csv", other, may_shrink=True).retired == 2


def test_what_a_file_says_of_itself_names_an_unknown_scheme(tmp_path: Path) -> None:
    load(tmp_path, "sea.ttl", TURTLE)
    scheme = ConceptScheme.objects.get(slug="sea")
    assert (scheme.title("fr"), scheme.title("de"), scheme.version) == ("Mer", "Sea", "3")
    assert (scheme.uses, scheme.loaded_from) == (["keywords"], "sea.ttl")
    assert found("brine") == [], "a concept that is deprecated is not offered"
    assert Concept.objects.get(uri="http://example.org/sea/brine").replaced_by == "http://example.org/sea/salinity"


def test_what_is_above_follows_a_new_version(tmp_path: Path) -> None:
    load(tmp_path, "sea.csv", CSV)
    ice = Concept.objects.get(uri="http://example.org/sea/ice")
    assert [each.uri for each in ice.broader.all()] == ["http://example.org/sea/water"]
    load(tmp_path, "flat.csv", CSV.replace(",,,http://example.org/sea/water", ",,,"))
    assert not ice.broader.exists()


def test_the_lists_that_come_with_the_software_are_there_and_loading_them_again_does_nothing() -> None:
    counts = {scheme.slug: scheme.concepts.count() for scheme in ConceptScheme.objects.all()}
    assert counts["inspire-themes"] == 34
    assert counts["essential-variables"] == 69
    for concept in Concept.objects.all():
        assert set(concept.labels) == {"en", "fr"}, concept.uri
        assert set(concept.definitions) == {"en", "fr"}, concept.uri
    assert all(loaded.is_same_file for loaded in load_first_vocabularies())


def test_the_cf_names_come_with_the_package_that_checks_files(settings: Any) -> None:
    settings.VOCABULARIES_OF_PACKAGES = True
    (names,) = [loaded for loaded in load_first_vocabularies() if loaded.scheme == "cf-standard-names"]
    assert names.total > 5000
    (hit, *_rest) = search_concepts("sea_water_salinity", box="variables", language="fr")
    assert hit.entry["standard_name"] == "sea_water_salinity"
    assert "Salinity" in hit.definition or "salinity" in hit.definition
    assert all(loaded.is_same_file for loaded in load_first_vocabularies())


def test_a_broken_file_of_a_package_does_not_keep_the_site_from_starting(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VOCABULARIES_OF_PACKAGES = True
    broken = write(tmp_path, "table.xml", "<?xml version='1.0'?><standard_name_table>")
    monkeypatch.setattr(first_vocabularies, "cf_table", lambda: broken)
    assert "cf-standard-names" not in {loaded.scheme for loaded in load_first_vocabularies()}


def test_an_operators_own_file_is_not_replaced_by_the_list_of_the_software(tmp_path: Path) -> None:
    load(tmp_path, "own.csv", CSV, scheme="inspire-themes", may_shrink=True)
    assert "inspire-themes" not in {loaded.scheme for loaded in load_first_vocabularies()}


def test_the_command_says_what_it_did_also_for_programs(tmp_path: Path) -> None:
    path, out = write(tmp_path, "sea.csv", CSV), StringIO()
    call_command("import_vocabulary", str(path), scheme="sea", uses=["platforms"], json=True, stdout=out)
    assert json.loads(out.getvalue())["made"] == 2
    assert ConceptScheme.objects.get(slug="sea").uses == ["platforms"]
    out = StringIO()
    call_command("import_vocabulary", str(path), scheme="sea", stdout=out)
    assert "loaded before" in out.getvalue()


@pytest.mark.parametrize(
    ("source", "scheme", "status"),
    [
        ("/nowhere/at/all.csv", "sea", 1),
        (None, "unknown-one", 2),
        ("x.csv", "Not A Slug", 2),
        ("http://example.org/x", "sea", 1),
    ],
)
def test_a_wrong_call_and_a_refused_file_end_with_their_status(source: str | None, scheme: str, status: int) -> None:
    with pytest.raises(CommandError) as told:
        call_command("import_vocabulary", *([source] if source else []), scheme=scheme)
    assert told.value.returncode == status

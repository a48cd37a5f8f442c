"""Sets: kept by the database itself in the order of lists, named in both languages, one below another."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from harvest import queries
from harvest.models import SetMember
from harvest.queries import harvest_sets
from repository.models import CatalogueEntry, Dataset, LifecycleEvent, Pole
from repository.services.rendering import render_what_lacks
from repository.services.synthetic import make_synthetic_datasets
from tests.harvest.conftest import Harvester
from tests.harvest.items import LONG_AGO, identifiers, published
from tests.harvest.reading import error_of, identifiers_in

pytestmark = pytest.mark.django_db


def members(spec: str) -> list[int]:
    return list(SetMember.objects.filter(spec=spec).order_by("datestamp", "item").values_list("item", flat=True))


def listed(ask: Harvester, spec: str) -> list[str]:
    return identifiers_in(ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec))


def test_an_item_is_in_its_sets_and_in_all_above_them(ask: Harvester) -> None:
    dataset = published("1001", sets=["pole:ocean", "licence:open:CC-BY-4.0", "evolving"])
    for spec in ("pole", "pole:ocean", "licence", "licence:open", "licence:open:CC-BY-4.0", "evolving"):
        assert listed(ask, spec) == identifiers([dataset])
    assert error_of(ask(verb="ListRecords", metadataPrefix="oai_dc", set="licence:open:CC")) == "noRecordsMatch"


def test_an_item_that_changes_its_sets_or_its_second_moves_with_them() -> None:
    dataset = published("1001", sets=["pole:ocean"])
    other = published("1002", LONG_AGO + timedelta(minutes=1), sets=["pole:ocean"])
    Dataset.objects.filter(pk=dataset.pk).update(datestamp=LONG_AGO + timedelta(hours=1))
    assert members("pole:ocean") == [other.pk, dataset.pk]
    Dataset.objects.filter(pk=dataset.pk).update(oai_sets=["pole:climate"])
    assert (members("pole:ocean"), members("pole:climate")) == ([other.pk], [dataset.pk])
    assert members("pole") == [other.pk, dataset.pk]


def test_a_draft_is_in_no_set_and_what_is_deleted_leaves_none_behind() -> None:
    Dataset.objects.create(prefix="10.5072", suffix="1", oai_sets=["pole:ocean"])
    dataset = published("1001", sets=["pole:ocean"])
    assert members("pole:ocean") == [dataset.pk]
    dataset.delete()
    assert not SetMember.objects.exists()


def test_sets_are_named_in_both_languages_below_one_another(ask: Harvester) -> None:
    Pole.objects.all().delete()
    Pole.objects.create(code="ocean", name_en="Ocean", name_fr="Océan", position=1)
    published("1001", sets=["pole:ocean", "discipline:oceans", "licence:limited:CC-BY-NC-4.0", "licence:none"])
    published("1002", sets=["discipline:geoscientificInformation", "project:emso-eric", "evolving"])
    answer = ask(verb="ListSets")
    named = {str(found[0].text): [str(name.text) for name in found.iter("{*}title")] for found in answer.iter("{*}set")}
    assert list(named) == [
        "pole",
        "pole:ocean",
        "discipline",
        "discipline:geoscientificInformation",
        "discipline:oceans",
        "evolving",
        "licence",
        "licence:limited",
        "licence:limited:CC-BY-NC-4.0",
        "licence:none",
        "project",
        "project:emso-eric",
    ]
    assert named["discipline:oceans"] == ["Oceans", "Océans"]
    assert named["licence:limited:CC-BY-NC-4.0"][0].startswith("Creative Commons Attribution-NonCommercial")
    assert named["project:emso-eric"] == ["emso-eric"]


def test_projects_are_called_as_the_newest_record_calls_them() -> None:
    for number, name in enumerate(("EMSO ERIC", "Emso-ERIC")):
        dataset = published(f"{number}", LONG_AGO + timedelta(days=number), sets=["project:emso-eric"])
        found_by = {"facets": {"project": ["Argo", name]}}
        CatalogueEntry.objects.create(dataset=dataset, identifier=dataset.doi, title="A title", found_by=found_by)
    assert {found.spec: found.names for found in harvest_sets()}["project:emso-eric"] == (("en", "Emso-ERIC"),)


def test_every_set_that_a_record_names_is_in_the_list_which_takes_two_statements() -> None:
    make_synthetic_datasets(size=40, seed=3)
    with CaptureQueriesContext(connection) as asked:
        sets = {found.spec for found in harvest_sets()}
    assert len(asked) == 2
    for dataset in Dataset.objects.all():
        assert dataset.oai_sets
        assert set(dataset.oai_sets) <= sets


def test_a_dataset_made_public_before_there_were_these_sets_comes_into_them_with_an_upgrade() -> None:
    make_synthetic_datasets(size=2, seed=3)
    old, other = Dataset.objects.order_by("id")
    sets, datestamp = old.oai_sets, old.datestamp
    Dataset.objects.filter(pk=old.pk).update(oai_sets=["pole:ocean"])
    assert list(render_what_lacks()) == [old.suffix]
    assert list(render_what_lacks()) == []
    old.refresh_from_db()
    assert (old.oai_sets, old.datestamp > datestamp) == (sets, True)  # type: ignore[operator]
    told = LifecycleEvent.objects.get(type="renditions.renewed").payload
    assert told["sets"] == sets
    assert Dataset.objects.get(pk=other.pk).datestamp == other.datestamp


_MANY = """
    INSERT INTO repository_dataset (key, position, prefix, suffix, registrar, former_dois, elsewhere, draft,
        draft_revision, state, standing, access, poles, oai_sets, datestamp,
        withdrawal_reason, is_removed, is_synthetic, created, modified)
    SELECT gen_random_uuid(), 1, '10.5072', '9' || n, 'local', '{}', '[]', '{}', 0, 'published', 'withdrawn', 'open',
        '{}', ARRAY['pole:ocean', 'project:p' || n % 300], timestamptz '2026-01-01' + n * interval '1 minute', '',
        false, false, now(), now()
    FROM generate_series(1, 12000) n
"""
_TYPES = {"set_spec": "text", "datestamp": "timestamptz", "id": "bigint", "until": "timestamptz", "rendition": "text"}


def test_pages_of_sets_large_and_small_are_read_in_the_order_of_an_index() -> None:
    statement = " ".join((queries._HEADER, queries._BODY, *queries._OF_SET.items(queries._AFTER, queries._FORWARDS)))
    places = {name: f"${place}" for place, name in enumerate(_TYPES, start=1)} | {"size": "101"}
    for name, place in places.items():
        statement = statement.replace(f"%({name})s", place)
    with connection.cursor() as cursor:
        cursor.execute(_MANY)
        cursor.execute("ANALYZE harvest_setmember; ANALYZE repository_dataset")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute(f"PREPARE page ({', '.join(_TYPES.values())}) AS {statement}")
        for spec in ("pole", "project:p7"):
            cursor.execute(f"EXPLAIN EXECUTE page ('{spec}', '2026-01-01', 0, '2027-01-01', 'oai_dc')")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "harvest_setmember_pkey" in plan
            assert "Sort" not in plan
        cursor.execute("DEALLOCATE page")

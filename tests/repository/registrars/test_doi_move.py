"""Moving test DOIs to DataCite: numbers, addresses and what is sealed stay; a public record is published anew."""

import json
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from archive.aip.validator import validate_package
from archive.queries import package_folder
from repository.models import Dataset, Person, Rendition
from repository.services.corrections import begin_correction
from repository.services.withdrawals import withdraw_dataset
from tests.factories import accept, make_draft, make_operator, make_public, make_submitted
from tests.fakes.datacite.server import FakeDataCite
from tests.repository.registrars.conftest import OTHERS, PREFIX
from tests.repository.registrars.site import held, new_draft, reasons, run_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def local(datacite: FakeDataCite, settings: Settings) -> FakeDataCite:
    """The site as it was before it had an account."""
    settings.DOI_REGISTRAR, settings.DOI_PREFIX = "local", "10.5072"
    return datacite


def go_live(settings: Settings) -> None:
    settings.DOI_REGISTRAR, settings.DOI_PREFIX = "datacite", PREFIX


def move(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    out = StringIO()
    try:
        call_command("doi_move_to_datacite", "--prefix", PREFIX, "--json", *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_a_dry_run_says_what_would_happen_and_changes_nothing(
    local: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    public, draft = make_public(alice, mona), new_draft(alice)
    run_all()
    go_live(settings)
    status, said = move("--dry-run")
    assert (status, [row["step"] for row in said]) == (0, ["record", "prefix"])
    run_all()
    assert set(Dataset.objects.values_list("registrar", "prefix")) == {("local", "10.5072")}
    assert local.seen == []
    assert said[0]["new_doi"] == f"{PREFIX}/{public.suffix}"
    assert said[1]["doi"] == draft.doi


def test_a_draft_gets_the_new_prefix_and_a_reservation(local: FakeDataCite, alice: Person, settings: Settings) -> None:
    dataset = make_draft(alice)
    run_all()
    go_live(settings)
    move("--yes")
    run_all()
    assert (held(local, dataset).doi, dataset.registrar) == (f"{PREFIX}/{dataset.suffix}", "datacite")


def test_a_public_dataset_is_published_anew_under_its_new_doi_and_keeps_the_rest(
    local: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_public(alice, mona)
    old, folder = dataset.doi, package_folder(dataset)
    before = hashes(folder)
    go_live(settings)
    assert move("--yes")[0] == 0
    assert Dataset.objects.get(pk=dataset.pk).doi == old
    run_all()
    doi = held(local, dataset)
    assert (doi.doi, doi.state, dataset.former_dois) == (f"{PREFIX}/{dataset.suffix}", "findable", [old])
    assert f"/doi/{old}</alternateIdentifier>".encode() in doi.xml
    after = hashes(folder)
    assert {name: after[name] for name in before} == before
    assert validate_package(folder) == ()
    sealed = [json.loads(path.read_bytes())["publication"]["doi"] for path in folder.glob("record*.json")]
    assert sorted(sealed) == [old, doi.doi]
    assert dataset.publications.filter(kind="record").count() == 1
    for each in (old, doi.doi):
        assert Client().get(f"/doi/{each}")["Location"] == f"/datasets/{dataset.suffix}/"
    assert doi.doi in Client().get(f"/datasets/{dataset.suffix}/").content.decode()
    assert doi.doi.encode() in bytes(Rendition.objects.get(dataset=dataset, format="datacite").body)
    assert move("--yes") == (0, [])


def test_a_public_dataset_whose_new_doi_is_taken_keeps_its_old_one(
    local: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_public(alice, mona)
    local.registry.create(OTHERS, {"doi": f"{PREFIX}/{dataset.suffix}", "url": "https://elsewhere.example.org/"})
    local.registry.dois[f"{PREFIX}/{dataset.suffix}"].state = "findable"
    go_live(settings)
    move("--yes")
    run_all()
    assert f"{dataset.doi} stays" in reasons()[0]
    assert Client().get(f"/datasets/{dataset.suffix}/").status_code == 200
    assert local.asked("PUT") == []


def test_what_is_being_corrected_waits_and_what_is_withdrawn_stays(
    local: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    corrected, withdrawn = make_public(alice, mona), make_public(alice, mona)
    begin_correction(dataset_key=corrected.key, actor=alice)
    withdraw_dataset(dataset_key=withdrawn.key, actor=make_operator(), reason="Wrong.")
    run_all()
    go_live(settings)
    status, said = move("--yes")
    assert (status, [row["step"] for row in said]) == (1, ["later", "never"])
    run_all()
    assert set(Dataset.objects.values_list("prefix", flat=True)) == {"10.5072"}


def test_a_dataset_with_a_test_doi_is_not_frozen_on_a_site_that_registers(
    local: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_submitted(alice)
    run_all()
    go_live(settings)
    accept(dataset, mona)
    run_all()
    assert "Run doi_move_to_datacite" in reasons()[0]


def test_the_move_is_refused_where_it_cannot_be_meant(local: FakeDataCite, settings: Settings) -> None:
    with pytest.raises(CommandError, match="DOI_REGISTRAR=datacite") as refused:
        move("--yes")
    assert refused.value.returncode == 2
    go_live(settings)
    with pytest.raises(CommandError, match=PREFIX):
        call_command("doi_move_to_datacite", "--prefix", "10.12345", "--yes")

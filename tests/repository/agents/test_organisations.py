"""The table of organisations: what comes with the software, ROR's data dump, every damaged file in a sentence."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from repository.models import Organisation, OrganisationName
from repository.record.identifiers import normalise_ror
from repository.services import organisations as services
from repository.services.organisation_files import dump_of
from repository.services.organisations import load_first_organisations, load_organisations
from repository.vocabularies.organisations import FIRST, OrganisationsRefused
from tests.fakes.datacite.faults import answer
from tests.fakes.registries import entries
from tests.fakes.registries.server import FakeRegistries

pytestmark = pytest.mark.django_db
DUMP = json.dumps(entries.ORGANISATIONS).encode()


def run(path: Path | str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_organisations", str(path), json=True, stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def zipped(name: str = "v9-ror-data_schema_v2.json", content: bytes = DUMP) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("v9-ror-data.json", b"[]")
        archive.writestr(name, content)
        archive.writestr("v9-ror-data.csv", b"id")
    return packed.getvalue()


def test_every_identifier_that_we_deliver_has_its_check_digits() -> None:
    with FIRST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["ror"] for row in rows}) == len(rows) > 40
    for row in rows:
        assert normalise_ror(row["ror"]) == row["ror"], row
        assert row["name"] == row["name"].strip() != ""
        assert row["funder_id"] == "" or row["funder_id"].isdecimal(), row


def test_the_first_organisations_are_there_after_migrate_and_loading_them_again_does_nothing() -> None:
    assert Organisation.objects.get(ror="044jxhp58").acronyms == ["Ifremer"]
    assert load_first_organisations() == 0


@pytest.mark.parametrize("packing", [bytes, gzip.compress, lambda content: zipped(content=content)])
def test_a_dump_is_loaded_plain_gzipped_or_zipped(packing: Callable[[bytes], bytes], tmp_path: Path) -> None:
    Organisation.objects.all().delete()
    path = tmp_path / "dump"
    path.write_bytes(packing(DUMP))
    assert run(path) == {"total": 3, "made": 4, "changed": 0, "passed_over": 0}
    reef = Organisation.objects.get(ror=entries.REEF)
    assert (reef.name, reef.labels["fr"], reef.country) == ("Reef Institute", "Institut du récif", "FR")
    assert {each.folded for each in reef.names.all()} == {
        "reef institute",
        "institut du recif",
        "rfi",
        "old reef station",
    }
    assert Organisation.objects.get(ror=entries.TIDE).funder_id == "501199999901"
    assert not OrganisationName.objects.filter(organisation__ror=entries.CLOSED).exists()


def test_the_same_dump_again_changes_nothing_and_another_one_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(DUMP)
    run(path)
    before = list(OrganisationName.objects.order_by("pk").values_list("pk", flat=True))
    assert run(path)["changed"] == run(path)["made"] == 0
    assert list(OrganisationName.objects.order_by("pk").values_list("pk", flat=True)) == before
    changed = [*entries.ORGANISATIONS[:2], {**entries.ORGANISATIONS[2], "status": "inactive"}]
    path.write_text(json.dumps(changed))
    assert run(path) == {
        "total": Organisation.objects.filter(is_active=True).count(),
        "made": 0,
        "changed": 1,
        "passed_over": 0,
    }
    assert Organisation.objects.filter(ror=entries.CLOSED).exists(), "what a file lacks stays"


def test_what_ror_says_is_not_replaced_by_what_we_deliver(tmp_path: Path) -> None:
    ours = Organisation.objects.get(ror="044jxhp58")
    assert ours.is_delivered
    path = tmp_path / "dump.json"
    path.write_text(json.dumps([entries.organisation("044jxhp58", ("Ifremer", "ror_display", "fr"))]))
    run(path)
    assert load_first_organisations() == 0
    ours.refresh_from_db()
    assert (ours.name, ours.is_delivered) == ("Ifremer", False)


def test_an_import_that_was_cut_keeps_its_batches_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    Organisation.objects.all().delete()
    monkeypatch.setattr(services, "BATCH", 2)
    with pytest.raises(OrganisationsRefused, match="ends in the middle"):
        load_organisations(io.BytesIO(DUMP[:-20]))
    assert Organisation.objects.count() == 2
    done = load_organisations(io.BytesIO(DUMP))
    assert (done.made, Organisation.objects.count()) == (2, 4)


def test_a_record_twice_in_one_dump_is_one_organisation() -> None:
    load_organisations(io.BytesIO(json.dumps([entries.ORGANISATIONS[0]] * 3).encode()))
    assert Organisation.objects.filter(ror=entries.REEF).count() == 1


HOSTILE = {
    "nothing": b"",
    "an object": b'{"items": []}',
    "no JSON": b"<html>Hello</html>",
    "schema 1": b'[{"id": "https://ror.org/044jxhp58", "name": "Ifremer"}]',
    "numbers": b"[1, 2]",
    "not UTF-8": b'[{"names": "\xff\xfe"}]',
    "too deep": b'[{"names": ' + b"[" * 50_000,
    "cut": DUMP[:200],
    "more behind": DUMP + b"[]",
    "a long record": b'[{"names": "' + b"x" * 6_000_000,
    "bad zip": zipped()[:400],
    "zip without JSON": b"PK\x05\x06" + b"\0" * 18,
    "bad gzip": gzip.compress(DUMP)[:60],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_dump_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(CommandError) as refused:
        run(path)
    assert refused.value.returncode == 1
    assert str(refused.value).endswith(".")
    assert "Traceback" not in str(refused.value)


def test_a_bomb_is_read_no_further_than_it_may(tmp_path: Path, settings: Any) -> None:
    settings.ORGANISATIONS_MAX_BYTES = 3_000_000
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped(content=b"[" + b" " * 50_000_000 + b"]"))
    with pytest.raises(CommandError, match="ORGANISATIONS_MAX_BYTES"):
        run(path)


@pytest.mark.parametrize("source", ["http://example.org/dump.zip", "https://user:x@example.org/d", "/no/such/file"])
def test_a_source_that_cannot_be_read_is_refused(source: str) -> None:
    with pytest.raises(CommandError):
        run(source)


def test_a_dump_is_fetched_from_its_address_and_led_nowhere_else(fake: FakeRegistries) -> None:
    fake.raw = zipped()
    assert run(f"{fake.url}/records/1/files/v9.zip?download=1")["made"] == 4
    assert fake.seen == ["/records/1/files/v9.zip?download=1"]
    for fault, told in ((answer(302, location="http://169.254.169.254/"), "leads on to"), (answer(404), "404")):
        fake.faults = [fault]
        with pytest.raises(CommandError, match=told):
            run(f"{fake.url}/v9.zip")
    assert len(fake.seen) == 3


def test_records_with_a_wrong_identifier_are_passed_over_and_counted() -> None:
    wrong = {**entries.ORGANISATIONS[0], "id": "https://ror.org/044jxhp59"}
    assert load_organisations(io.BytesIO(json.dumps([wrong, *entries.ORGANISATIONS]).encode())).passed_over == 1


def test_a_fault_of_ours_while_a_dump_is_read_is_not_called_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "ror.json.gz"
    path.write_bytes(gzip.compress(b"[]"))
    with pytest.raises(RuntimeError, match="ours"), dump_of(str(path)):
        raise RuntimeError("ours")

"""`archive_export` writes what the real road archived, with its history, and says what is wrong in plain words."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import bagit
import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from archive.models import FileCopy, FixityEvent
from repository.models import Dataset
from tests.archive.road import FILES, archived_dataset, package_of, publish
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)
P = "{http://www.loc.gov/premis/v3}"


@pytest.fixture
def dataset(archive: Path) -> Dataset:
    """A dataset whose package has a layer and an events document, copied to two stores."""
    dataset = archived_dataset()
    publish(dataset)
    run_everything_due()
    return dataset


def export(*arguments: object) -> str:
    out = StringIO()
    call_command("archive_export", *(str(argument) for argument in arguments), stdout=out)
    return out.getvalue()


def refused(*arguments: object) -> CommandError:
    with pytest.raises(CommandError) as error:
        export(*arguments)
    return error.value


def test_a_bag_holds_what_was_deposited(dataset: Dataset, tmp_path: Path) -> None:
    told = json.loads(export(dataset.suffix, "--as", "bagit", "--to", tmp_path / "bag", "--json"))
    assert bagit.Bag(str(tmp_path / "bag")).validate()
    data = tmp_path / "bag" / "data" / str(dataset.snapshots.get().number)
    assert {str(path.relative_to(data)): path.read_bytes() for path in data.rglob("*.*")} == FILES
    assert told["files"] == len([path for path in (tmp_path / "bag").rglob("*") if path.is_file()])


def test_an_object_has_a_version_for_each_archiving_with_its_moment(dataset: Dataset, tmp_path: Path) -> None:
    export(dataset.suffix, "--as", "ocfl", "--to", tmp_path / "object")
    versions = json.loads((tmp_path / "object" / "inventory.json").read_text())["versions"]
    assert [each["message"].split()[0] for each in versions.values()] == ["Layer", "Events"]
    today = datetime.now(UTC).date().isoformat()
    assert all(each["created"].startswith(today) and "T00:00:00Z" not in each["created"] for each in versions.values())


def test_premis_tells_of_copies_and_of_what_happened_to_files(dataset: Dataset, tmp_path: Path) -> None:
    copy = FileCopy.objects.filter(place="second", dataset=dataset, name__contains=".csv-").first()
    if copy is None:
        copy = FileCopy.objects.create(place="second", dataset=dataset, name=csv_of(dataset), sha256="0" * 64, size=1,
                                       checked_at=datetime.now(UTC))  # fmt: skip
    FixityEvent.objects.create(copy=copy, kind="check", fault="changed-hash", found="f" * 64)
    FixityEvent.objects.create(copy=copy, kind="repair", detail="from archive")
    export(dataset.suffix, "--as", "premis", "--to", tmp_path / "history.xml")
    root = etree.parse(tmp_path / "history.xml").getroot()
    types = [found.text for found in root.findall(f"{P}event/{P}eventType")]
    assert types.count("replication") == 4
    assert types.count("ingestion") == 2
    assert types[-2:] == ["fixity check", "recovery"]
    people = {found.text for found in root.findall(f"{P}agent/{P}agentIdentifier/{P}agentIdentifierValue")}
    assert {"varve", "publisher"} < people
    assert all(name and name.startswith("person:") for name in people - {"varve", "publisher"})


def csv_of(dataset: Dataset) -> str:
    return next(path.name for path in package_of(dataset).iterdir() if ".csv-" in path.name)


@pytest.mark.parametrize("form", ["bagit", "ocfl"])
def test_two_exports_are_the_same_bytes(dataset: Dataset, tmp_path: Path, form: str) -> None:
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        export(dataset.suffix, "--as", form, "--to", tmp_path / place / "export.tar")
    assert (tmp_path / "one" / "export.tar").read_bytes() == (tmp_path / "two" / "export.tar").read_bytes()


def test_a_damaged_package_is_named_and_nothing_is_left(dataset: Dataset, tmp_path: Path) -> None:
    path = package_of(dataset) / csv_of(dataset)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"10", b"01"))
    error = refused(dataset.suffix, "--as", "bagit", "--to", tmp_path / "bag.tar")
    assert error.returncode == 1
    assert path.name in str(error)
    assert [path for path in tmp_path.iterdir() if "bag" in path.name] == []


def test_a_missing_package_is_named(dataset: Dataset, tmp_path: Path) -> None:
    package_of(dataset).rename(tmp_path / "elsewhere")
    assert refused(dataset.suffix, "--as", "ocfl", "--to", tmp_path / "object").returncode == 1


def test_a_wrong_call_is_told_apart(dataset: Dataset, tmp_path: Path) -> None:
    assert refused("1", "--as", "bagit", "--to", tmp_path / "bag").returncode == 2
    assert refused(dataset.suffix, "--as", "bagit", "--to", tmp_path).returncode == 2


def test_nothing_is_exported_before_there_is_a_package(archive: Path, tmp_path: Path) -> None:
    from tests.archive.road import frozen_dataset

    assert refused(frozen_dataset().suffix, "--as", "bagit", "--to", tmp_path / "bag").returncode == 2

"""A rebuild that is killed goes on; what is damaged, forged or away is named, and the rest comes back."""

import os
import shutil
import signal
from io import StringIO
from pathlib import Path
from typing import BinaryIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from archive.services.package_sources import open_source
from archive.services.rebuild import DatabaseInUse, Outcome, Rebuild, Result
from archive.stores.posix import PosixStore
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import compare
from repository.errors import TransientFailure
from repository.models import DataFile, Dataset
from repository.services import rebuilding
from repository.services.deposits import create_deposit
from tests.archive.kill_points import dies_at
from tests.archive.rebuild.many import Kind, Publisher, publish_many
from tests.archive.rebuild.places import lose_server
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)

KINDS = {Kind.LAYERED: 1, Kind.SEVERAL: 1, Kind.WITHDRAWN: 1}


def rebuilt() -> list[Result]:
    rebuild = Rebuild(open_source("second"))
    results = list(rebuild.run())
    rebuild.finish()
    return results


def outcomes(results: list[Result]) -> dict[str, str]:
    return {result.suffix: result.code or result.outcome.value for result in results}


def in_a_child() -> None:
    connection.close()
    rebuilt()


def killed_in_the_database(monkeypatch: pytest.MonkeyPatch, writer: str) -> None:
    """A child that is killed where rows of the first dataset are half written."""
    child = os.fork()
    if child == 0:
        try:
            monkeypatch.setattr(rebuilding, writer, lambda *_args: os.kill(os.getpid(), signal.SIGKILL))
            in_a_child()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


@pytest.mark.drill
def test_a_rebuild_killed_anywhere_goes_on_and_ends_as_if_it_had_not(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_many(publisher, KINDS)
    until = last_datestamp()
    before = list(answers(until=until))
    lose_server(site)
    connection.close()
    for writer in ("write_versions", "write_events", "write_renditions"):
        killed_in_the_database(monkeypatch, writer)
    kills = 0
    while dies_at(3 + 7 * kills, in_a_child):
        kills += 1
    assert kills > 4
    results = rebuilt()
    assert {result.outcome for result in results} <= {Outcome.REBUILT, Outcome.THERE}
    comparison = compare(before, answers(until=until))
    assert comparison.is_equal, "\n".join(comparison.lines())
    assert [path for path in (site / "archive" / ".incoming").iterdir() if path.suffix != ".lock"] == []
    assert outcomes(rebuilt()) == dict.fromkeys(Dataset.objects.values_list("suffix", flat=True), "there")


def test_a_rebuild_killed_within_a_dataset_leaves_no_half_of_it(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publisher.publish(Kind.OPEN)
    lose_server(site)
    connection.close()
    killed_in_the_database(monkeypatch, "write_events")
    assert not Dataset.objects.exists()
    assert not DataFile.objects.exists()
    assert outcomes(rebuilt()) == {made.suffix: "rebuilt"}


def test_damaged_and_forged_packages_are_named_and_the_rest_comes_back(site: Path, publisher: Publisher) -> None:
    flipped, emptied, whole, forged = publish_many(publisher, {Kind.OPEN: 4})
    lose_server(site)
    second = site / "second"
    record = next((second / flipped.suffix).glob("record*"))
    _rewrite(record, record.read_bytes().replace(b"Oxygen", b"Oxygon"))
    data = next((second / emptied.suffix).glob("*.csv-*"))
    _rewrite(data, bytes(reversed(data.read_bytes())))
    shutil.copytree(second / whole.suffix, second / "99999")
    manifest = max((second / forged.suffix).glob("manifest*"))
    _rewrite(manifest, manifest.read_bytes() + b"0" * 64 + b"  ../../../etc/passwd\n")
    results = rebuilt()
    assert outcomes(results) == {
        flipped.suffix: "package-refused",
        emptied.suffix: "package-refused",
        whole.suffix: "rebuilt",
        forged.suffix: "package-refused",
        "99999": "package-refused",
    }
    reasons = {result.suffix: result.reason for result in results}
    assert f"{record.name}: changed-hash" in reasons[flipped.suffix]
    assert f"{data.name}: changed-hash" in reasons[emptied.suffix]
    assert "wrong-package" in reasons["99999"]
    assert list(Dataset.objects.values_list("suffix", flat=True)) == [whole.suffix]
    assert sorted(path.name for path in (site / "archive").iterdir() if path.name[0] != ".") == [whole.suffix]


def test_a_package_whose_numbers_are_taken_is_refused_and_the_rest_comes_back(site: Path, publisher: Publisher) -> None:
    first, second = publish_many(publisher, {Kind.OPEN: 2})
    number = DataFile.objects.get(dataset=first).number
    lose_server(site)
    draft = create_deposit(actor=make_person("bob")).datasets.get()
    DataFile.objects.create(number=number, dataset=draft, original_name="x.csv", size=1, sha256="0" * 64)
    assert outcomes(rebuilt()) == {first.suffix: "number-taken", second.suffix: "rebuilt"}


def test_a_replica_that_goes_down_half_way_leaves_what_was_rebuilt(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_many(publisher, {Kind.OPEN: 3})
    lose_server(site)
    real, left = PosixStore.open_file, [25]

    def failing(self: PosixStore, package: str, name: str) -> BinaryIO:
        left[0] -= 1
        if left[0] < 0:
            raise TransientFailure("The store does not answer.")
        return real(self, package, name)

    with monkeypatch.context() as patch:
        patch.setattr(PosixStore, "open_file", failing)
        out = StringIO()
        with pytest.raises(CommandError, match=r"does not answer\. Run it again") as failed:
            call_command("archive_rebuild", "--from", "second", "--processes", "1", stdout=out)
    assert failed.value.returncode == 1
    done = Dataset.objects.count()
    assert 0 < done < 3
    assert f"{done} datasets rebuilt" in out.getvalue()
    assert sorted(outcomes(rebuilt()).values()) == ["rebuilt"] * (3 - done) + ["there"] * done


def test_a_database_with_datasets_of_elsewhere_is_refused_before_anything_is_written(
    site: Path, publisher: Publisher
) -> None:
    publisher.publish(Kind.OPEN)
    shutil.rmtree(site / "second")
    (site / "second").mkdir()
    with pytest.raises(DatabaseInUse):
        rebuilt()
    with pytest.raises(CommandError) as failed:
        call_command("archive_rebuild", "--from", "nowhere")
    assert failed.value.returncode == 2


def _rewrite(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)

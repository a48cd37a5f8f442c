"""In each kind of store: what is harmed is found, set aside and restored; what goes wrong meanwhile loses nothing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from pytest_django import Settings

from archive.models import FileCopy, PlaceAudit
from archive.queries.copies import no_file_is_lost
from archive.queries.overview import archive_overview
from repository.models import Dataset
from tests.archive.copies import audited, copy_in, damage, is_sound, kinds, long_ago, path_of
from tests.archive.road import archived_dataset, held
from tests.archive.stores.kinds import Kind, Trouble
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dataset(archive: Path, kind: Kind, settings: Settings) -> Dataset:
    """A dataset in the archive, in the store ``far`` and in a folder; nobody looked for a hundred days."""
    settings.ARCHIVE_REPLICAS = {**settings.ARCHIVE_REPLICAS, "near": (archive / "near").as_uri()}
    settings.ARCHIVE_REPLICAS = {name: settings.ARCHIVE_REPLICAS[name] for name in ("far", "near")}
    found = archived_dataset()
    assert set(FileCopy.objects.values_list("place", flat=True)) == {"archive", "far", "near"}
    long_ago()
    return found


def _late(trouble: Trouble) -> ParameterSet:
    """One that is tried with the drills."""
    return pytest.param(trouble, marks=pytest.mark.drill)


def place_of(copy: FileCopy) -> str:
    return f"{copy.dataset.suffix}/{copy.name}"


def state_of(copy: FileCopy) -> tuple[str, str]:
    copy.refresh_from_db()
    return copy.state, copy.fault


HARM: dict[str, Callable[[bytes], bytes]] = {
    ".csv-": lambda content: bytes([content[0] ^ 1]) + content[1:],
    ".pdf-": lambda content: content + b"\n",
    "record": lambda content: content[:-1],
    "layer": lambda _content: b"",
}
"""A flipped bit, a byte appended, a file cut short, and one emptied: by what is in the name of the file."""


def test_harm_of_any_sort_in_a_store_is_found_named_and_mended(
    dataset: Dataset, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    copies = {copy_in("far", dataset, ending): harm for ending, harm in HARM.items()}
    gone = copy_in("far", dataset, "manifest-")
    kept = kind.read(place_of(gone))
    kind.remove(place_of(gone))
    sound = {copy: kind.read(place_of(copy)) or b"" for copy in copies}
    for copy, harm in copies.items():
        kind.write(place_of(copy), harm(sound[copy]))
    audited()
    assert {state_of(copy) for copy in copies} == {("faulty", "changed-hash")}
    assert state_of(gone) == ("faulty", "missing-file")
    for copy in (*copies, gone):
        line = f"copy.faulty place=far dataset={dataset.suffix} name={copy.name} fault={state_of(copy)[1]}"
        assert caplog.text.count(line) == 1
    assert {copy.pk for copy in archive_overview().faulty} == {copy.pk for copy in (*copies, gone)}
    run_everything_due()
    assert held() == []
    assert caplog.text.count("copy.repaired place=far") == len(copies) + 1
    assert caplog.text.count("copy.set_aside place=far") == len(copies)
    assert archive_overview().is_well
    assert {(event.kind, event.fault) for event in archive_overview().events} >= {("check", "missing-file")}
    assert (state_of(gone), kind.read(place_of(gone))) == (("sound", ""), kept)
    for copy, harm in copies.items():
        assert (state_of(copy), kind.read(place_of(copy))) == (("sound", ""), sound[copy])
        assert kinds(copy) == [("check", "changed-hash"), ("quarantine", "changed-hash"), ("repair", "")]
        assert kind.read(f".aside/{place_of(copy)}") == harm(sound[copy])


@pytest.mark.drill
def test_a_file_that_is_gone_comes_back_and_two_that_were_swapped_go_home(dataset: Dataset, kind: Kind) -> None:
    gone, one, other = (copy_in("far", dataset, ending) for ending in ("manifest-", ".csv-", ".pdf-"))
    before = {copy.name: kind.read(place_of(copy)) or b"" for copy in (gone, one, other)}
    kind.remove(place_of(gone))
    kind.write(place_of(one), before[other.name])
    kind.write(place_of(other), before[one.name])
    audited()
    assert state_of(gone) == ("faulty", "missing-file")
    run_everything_due()
    assert {copy.name: kind.read(place_of(copy)) for copy in (gone, one, other)} == before
    assert not FileCopy.objects.exclude(state="sound").exists()


@pytest.mark.drill
def test_a_whole_package_that_is_gone_comes_back(dataset: Dataset, kind: Kind) -> None:
    before = {copy.name: kind.read(place_of(copy)) for copy in FileCopy.objects.filter(place="far")}
    for name in before:
        kind.remove(f"{dataset.suffix}/{name}")
    audited()
    run_everything_due()
    assert {name: kind.read(f"{dataset.suffix}/{name}") for name in before} == before
    assert not FileCopy.objects.exclude(state="sound").exists()


@pytest.mark.parametrize("trouble", [Trouble.AWAY, Trouble.GONE, _late(Trouble.SILENT), _late(Trouble.REFUSES)])
def test_a_store_in_trouble_is_noted_and_nothing_in_it_called_damaged(
    dataset: Dataset, kind: Kind, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    if trouble not in kind.troubles or (trouble is Trouble.REFUSES and not kind.is_remote):
        pytest.skip(f"nothing of this kind: {trouble.value}")
    with kind.trouble(trouble):
        assert audited() == 10
    silent = PlaceAudit.objects.get(place="far")
    assert silent.failures == 1
    assert silent.failure
    assert "audit.place_silent place=far code=" in caplog.text
    assert f"reason={silent.failure}" in caplog.text
    assert archive_overview().away == ("far",)
    assert "far does not answer: its copies are not read back." in archive_overview().sentences
    assert not FileCopy.objects.exclude(state="sound").exists()
    PlaceAudit.objects.update(retry_at=None)
    assert audited() == 5
    assert PlaceAudit.objects.get(place="far").failures == 0


@pytest.mark.parametrize(
    "trouble", [_late(Trouble.FULL), Trouble.TORN_SENDING, _late(Trouble.ALTERED_SENDING), _late(Trouble.AWAY)]
)
def test_a_repair_in_trouble_calls_nothing_sound_and_ends_when_it_is_over(
    dataset: Dataset, kind: Kind, trouble: Trouble
) -> None:
    if trouble not in kind.troubles:
        pytest.skip(f"nothing of this kind: {trouble.value}")
    copy = copy_in("far", dataset)
    sound = kind.read(place_of(copy))
    kind.write(place_of(copy), b"harmed")
    audited()
    with kind.trouble(trouble):
        run_everything_due()
    assert state_of(copy)[0] == "faulty"
    assert is_sound(copy_in("archive", dataset))
    assert is_sound(copy_in("near", dataset))
    run_everything_due(ahead=timedelta(hours=2))
    assert (state_of(copy), kind.read(place_of(copy))) == (("sound", ""), sound)
    assert [kept for kept in kind.places() if kind.read(kept) == b"harmed"] == [f".aside/{place_of(copy)}"]


@pytest.mark.parametrize(
    "trouble", [None, _late(Trouble.AWAY), _late(Trouble.TORN_READING), _late(Trouble.ALTERED_READING)]
)
def test_the_archive_is_restored_from_the_only_store_that_has_it(
    dataset: Dataset, kind: Kind, archive: Path, trouble: Trouble | None
) -> None:
    copy, near = copy_in("archive", dataset), copy_in("near", dataset)
    damage(path_of(copy))
    damage(path_of(near))
    audited("archive", "near")
    if trouble in kind.troubles and trouble is not None:
        with kind.trouble(trouble):
            run_everything_due()
        assert state_of(copy)[0] in {"faulty", "lost"}
        assert trouble is Trouble.ALTERED_READING or no_file_is_lost()
        long_ago()
        PlaceAudit.objects.update(retry_at=None)
        audited("far")
    run_everything_due(ahead=timedelta(hours=2))
    assert is_sound(copy)
    assert is_sound(near)
    assert list((archive / "archive" / ".incoming").iterdir()) == []

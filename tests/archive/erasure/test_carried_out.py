"""An erasure that two operators ordered takes one file from every place, and nothing else."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from archive.aip.erasure import read_erasure
from archive.aip.listing import read_manifest
from archive.aip.validator import validate_package
from archive.models import Archiving, ArchivingKind, FileCopy, FixityEvent
from archive.queries import newest_archiving
from archive.services.fixity import audit_archive
from repository.models import DataFile, Dataset, Erasure, ErasureState
from repository.services.erasures import confirm_erasure, drop_erasure
from tests.archive.copies import audited, copy_in, damage, folder, long_ago, path_of
from tests.archive.erasure.orders import bytes_below, holding, keepers, ordered, proposed, proved_by_coreutils
from tests.archive.road import FILES, held, package_of
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)

ERASED = FILES["oxygen.csv"]
PLACES = ("archive", "second", "third")


def erased(dataset: Dataset, path: str = "oxygen.csv") -> Erasure:
    erasure = ordered(dataset, path)
    run_everything_due()
    erasure.refresh_from_db()
    return erasure


def test_the_bytes_go_from_every_place_and_every_other_file_stays_to_the_byte(dataset: Dataset, archive: Path) -> None:
    assert len(holding(archive, ERASED)) == len(PLACES)
    before = {place: bytes_below(folder(place, dataset), without=ERASED) for place in PLACES}
    erasure = erased(dataset)
    assert (erasure.state, held()) == (ErasureState.DONE, [])
    assert holding(archive, ERASED) == []
    for place in PLACES:
        after = bytes_below(folder(place, dataset), without=ERASED)
        assert before[place].items() <= after.items(), "nothing else was touched"
        assert proved_by_coreutils(folder(place, dataset))
    assert audit_archive().findings == ()
    assert not erasure.places.exclude(kind="backup").filter(done_at__isnull=True).exists()


def test_the_package_keeps_a_sealed_proof_that_names_what_went_and_vouches_for_the_rest(dataset: Dataset) -> None:
    before = newest_archiving(dataset)
    assert before is not None
    older = read_manifest(package_of(dataset), before.manifest_name).manifest
    erasure = erased(dataset)
    archiving = Archiving.objects.get(dataset=dataset, kind=ArchivingKind.ERASURE)
    name = next(iter(package_of(dataset).glob("erasure*.json"))).name
    document = read_erasure((package_of(dataset) / name).read_bytes())
    assert (document.erasure, document.reason, document.reference) == (
        str(erasure.key), erasure.reason, erasure.reference,
    )  # fmt: skip
    assert (document.manifest, document.manifest_sha256) == (before.manifest_name, before.manifest_sha256)
    (file,) = document.files
    gone = DataFile.objects.get(archived_name=file.archived_name)
    assert (file.paths, file.size, file.sha256) == (("oxygen.csv",), len(ERASED), gone.sha256)
    assert document.proves(older)
    newer = read_manifest(package_of(dataset), archiving.manifest_name).manifest
    assert newer.digests.keys() == older.digests.keys() - {file.archived_name} | {name, before.manifest_name}
    assert "Olga" not in (package_of(dataset) / name).read_text(), "people are numbers in packages"
    newest = newest_archiving(dataset)
    assert newest is not None
    assert validate_package(package_of(dataset), seal=newest.seal) == ()


def test_audits_and_repairs_leave_it_gone(dataset: Dataset, archive: Path) -> None:
    erased(dataset)
    long_ago()
    assert audited() == FileCopy.objects.count()
    run_everything_due(ahead=timedelta(hours=2))
    assert holding(archive, ERASED) == []
    assert not FileCopy.objects.exclude(state__in=["sound", "erased"]).exists()
    told = FixityEvent.objects.filter(copy__name=copy_in("second", dataset).name).exclude(kind="check")
    assert list(told.values_list("kind", flat=True)) == ["erasure"] * len(PLACES)


def test_what_an_audit_set_aside_goes_too(dataset: Dataset, archive: Path) -> None:
    copy = copy_in("second", dataset)
    damage(path_of(copy), ERASED + b"and one byte more")
    long_ago([copy])
    audited("second")
    run_everything_due()
    assert any(".aside" in name for name in holding(archive, ERASED))
    erased(dataset)
    assert holding(archive, ERASED) == []


def test_a_file_that_comes_back_with_a_backup_of_a_place_is_erased_again(dataset: Dataset, archive: Path) -> None:
    erasure = erased(dataset)
    back = folder("third", dataset) / copy_in("third", dataset).name
    back.write_bytes(ERASED)
    assert [finding.fault.code for finding in audit_archive().findings] == ["erased-file"]
    long_ago()
    audited("third")
    run_everything_due()
    assert holding(archive, ERASED) == []
    assert not erasure.places.exclude(kind="backup").filter(done_at__isnull=True).exists()


def test_nothing_goes_by_the_word_of_one_operator(dataset: Dataset, archive: Path) -> None:
    olga, otto = keepers()
    before = bytes_below(archive, without=b"no such bytes")
    erasure = proposed(dataset)
    run_everything_due()
    with pytest.raises(Exception, match="Another operator"):
        confirm_erasure(erasure_id=erasure.pk, actor=olga, seen="")
    with pytest.raises(Exception, match="has changed since you looked"):
        confirm_erasure(erasure_id=erasure.pk, actor=otto, seen="another list")
    drop_erasure(erasure_id=erasure.pk, actor=otto)
    run_everything_due()
    assert bytes_below(archive, without=b"no such bytes") == before
    assert not DataFile.objects.filter(erased_at__isnull=False).exists()


def test_a_whole_dataset_leaves_nothing_but_documents(dataset: Dataset, archive: Path) -> None:
    erasure = erased(dataset, path="")
    assert erasure.state == ErasureState.DONE
    for content in FILES.values():
        assert holding(archive, content) == []
    assert audit_archive().findings == ()
    assert all(proved_by_coreutils(folder(place, dataset)) for place in PLACES)


def test_the_script_for_readers_calls_nothing_altered(dataset: Dataset) -> None:
    script = settings.BASE_DIR / "static" / "check_layers.py"
    erased(dataset)
    for place in PLACES:
        done = subprocess.run(
            [sys.executable, "-I", str(script), str(folder(place, dataset))],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert (done.stdout, done.stderr) == ("Nothing was altered.\n", "")


@pytest.mark.parametrize(
    "written", [b"{broken", b'{"files": []}', b'{"files": [{"archived_name": "x", "sha256": "y"}]}']
)
def test_the_script_believes_no_order_that_is_not_sealed(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "manifest-sha256-2026-01-01.1.txt").write_text(f"{'0' * 64}  x\n")
    (tmp_path / "erasure-2026-01-02.1.json").write_bytes(written)
    script = str(settings.BASE_DIR / "static" / "check_layers.py")
    done = subprocess.run([sys.executable, "-I", script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "extra-file: erasure-2026-01-02.1.json" in done.stdout

"""A dataset grows through twenty-four layers while its workers are killed; every old layer stays, and is proven
offline, by nothing but hashes of files.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive.aip.validator import validate_package
from repository.models import DataFile, Delivery
from tests.faults.years import MONTHS, Years

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

KILLED = 13
"""The layer whose workers are killed in the suite."""
MANIFEST = re.compile(r"manifest-sha256-(\d{4}-\d\d-\d\d)(?:\.(\d+))?\.txt")
LAYER = re.compile(r"layer(\d+)-.*\.json")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def manifests(package: Path) -> list[Path]:
    """Oldest first."""
    found = [(match[1], int(match[2] or 1), path) for path in package.iterdir() if (match := MANIFEST.match(path.name))]
    return [path for _day, _count, path in sorted(found)]


def lines(manifest: Path) -> dict[str, str]:
    return {line[66:]: line[:64] for line in manifest.read_text().splitlines()}


def broken(package: Path, known: Sequence[str]) -> set[str]:
    """Names that the chain does not prove; ``known``: SHA256 of manifests that a reader noted down in their time."""
    chain = manifests(package)
    found = {sha256 for sha256 in known if sha256 not in map(digest, chain)}
    for older, newer in pairwise(chain):
        expected, said = {**lines(older), older.name: digest(older)}, lines(newer)
        found |= {name for name, sha256 in expected.items() if said.get(name) != sha256}
    newest = lines(chain[-1])
    found |= {name for name, sha256 in newest.items() if digest(package / name) != sha256}
    return found | {path.name for path in package.iterdir()} - {chain[-1].name, *newest}


def layers(package: Path) -> list[dict[str, bytes]]:
    """Path -> bytes of each layer as its document tells it, in the order of their fragments."""
    documents = [(int(match[1]), path) for path in package.iterdir() if (match := LAYER.fullmatch(path.name))]
    told: list[dict[str, Any]] = [json.loads(path.read_bytes()) for _fragment, path in sorted(documents)]
    return [{each["path"]: (package / each["archived_name"]).read_bytes() for each in one["files"]} for one in told]


@pytest.fixture
def years(tmp_path: Path, settings: Any) -> Years:
    """Public, with a source, and nothing taken of it."""
    settings.ARCHIVE_URL, settings.STORAGE_URL = (tmp_path / "archive").as_uri(), (tmp_path / "storage").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1
    settings.SOURCES = {"lab": (tmp_path / "field").as_uri()}
    found = Years(tmp_path)
    found.begin()
    return found


def stands(years: Years, root: Path) -> None:
    """Everything that was ever published is there in both places, once, and proven."""
    dataset = years.dataset()
    snapshots = dataset.snapshots.order_by("number")
    assert [snapshot.published_at is not None for snapshot in snapshots] == [True] * (MONTHS + 1)
    assert len({snapshot.date for snapshot in snapshots}) == MONTHS + 1
    known = [snapshot.manifest_sha256 for snapshot in snapshots]
    for place in ("archive", "second"):
        package = root / place / dataset.suffix
        assert layers(package) == years.layers
        assert broken(package, known) == set()
        assert validate_package(package) == ()
    ever = {(path, content) for layer in years.layers for path, content in layer.items()}
    assert DataFile.objects.count() == len(ever)
    assert not Delivery.objects.filter(done_at__isnull=True).exists()


def no_byte_can_be_altered(package: Path, known: Sequence[str], root: Path) -> None:
    """In no old manifest, file or layer; nor by who makes every manifest anew, for whoever noted one down."""
    data = next(path for path in package.iterdir() if path.name[0].isdigit())
    layer = next(path for path in package.iterdir() if LAYER.fullmatch(path.name))
    for number, victim in enumerate((manifests(package)[0], data, layer)):
        copy = root / f"copy{number}"
        shutil.copytree(package, copy)
        content = bytearray((copy / victim.name).read_bytes())
        content[3] ^= 1
        (copy / victim.name).write_bytes(content)
        assert victim.name in broken(copy, known)
        for each in manifests(copy) if number else ():
            each.write_text("".join(f"{digest(copy / name)}  {name}\n" for name in lines(package / each.name)))
        assert (broken(copy, []) == set()) is bool(number)
        assert broken(copy, known)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_years_of_layers_stand_though_the_workers_of_one_were_killed_at_every_step(
    years: Years, tmp_path: Path
) -> None:
    for month in range(1, MONTHS + 1):
        years.grow(month, kills=(1, 4, 16) if month == KILLED else ())
    assert years.kills > 20
    stands(years, tmp_path)
    dataset = years.dataset()
    known = [snapshot.manifest_sha256 for snapshot in dataset.snapshots.all()]
    no_byte_can_be_altered(tmp_path / "archive" / dataset.suffix, known, tmp_path)


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_two_years_of_layers_stand_though_every_worker_was_killed_again_and_again(years: Years, tmp_path: Path) -> None:
    for month in range(1, MONTHS + 1):
        first = 1 + month % 4
        years.grow(month, kills=(first, first + 1, 2 * first + 3, 15 + month, 40 + month, 90 + month))
    assert years.kills > 20 * MONTHS
    stands(years, tmp_path)

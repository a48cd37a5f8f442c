"""The parts of a Shapefile that are sent one by one are read together, whatever comes first."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from repository.inspection.companions import companions_of, leaders_of
from repository.models import DataFile, Dataset, Inspection, Person
from repository.queries.proposals import files_say
from tests.driver import run_everything_due
from tests.repository.inspection import made_shapefiles
from tests.repository.proposals.readings import attach

BOX = [{"west": -4.5, "south": 48.3, "east": -4.1, "north": 48.4}]


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, bytes]:
    """Extension -> content of a Shapefile of two stations."""
    made_shapefiles.write(tmp_path, [made_shapefiles.point(at) for at in ((-4.5, 48.3), (-4.1, 48.4))], kind=1)
    return {each.suffix[1:]: each.read_bytes() for each in tmp_path.iterdir() if each.stem == "zone"}


def send(dataset: Dataset, person: Person, parts: dict[str, bytes], order: Sequence[str]) -> DataFile:
    """The parts, each read before the next one arrives; the file of the shapes."""
    files = {}
    for extension in order:
        files[extension] = attach(dataset, person, f"map/zone.{extension}", parts[extension])
        run_everything_due()
    return files["shp"]


@pytest.mark.django_db
@pytest.mark.parametrize("order", [*permutations(("shp", "prj", "dbf"))][::2])
def test_parts_sent_one_by_one_give_the_place_in_any_order(
    dataset: Dataset, alice: Person, parts: dict[str, bytes], order: Sequence[str]
) -> None:
    shapes = send(dataset, alice, parts, ["shx", *order])
    read = Inspection.objects.get(file=shapes)
    assert read.read_at is not None
    assert read.reading is not None
    assert read.reading["problems"] == []
    assert read.reading["facts"]["columns"] == ["espèce", "depth"]
    said = {line.field: [choice.value for choice in line.choices] for line in files_say(dataset).lines}
    assert said["place/boxes"] == [BOX]
    assert said["reference_systems"] == [[{"epsg": 4326}]]


@pytest.mark.django_db
def test_shapes_of_another_name_or_folder_are_not_mixed(
    dataset: Dataset, alice: Person, parts: dict[str, bytes]
) -> None:
    attach(dataset, alice, "other/zone.prj", parts["prj"])
    attach(dataset, alice, "map/zones.prj", parts["prj"])
    shapes = attach(dataset, alice, "map/zone.shp", parts["shp"])
    run_everything_due()
    reading = Inspection.objects.get(file=shapes).reading
    assert reading is not None
    assert [problem["code"] for problem in reading["problems"]] == ["shapefile-alone"]


def test_what_is_read_together_is_told_by_its_name() -> None:
    assert leaders_of("a/b.DBF") == ("a/b.shp", "a/b.SHP")
    assert set(companions_of("a.b/c.shp")) == {
        f"a.b/c.{each}" for part in ("shx", "dbf", "prj", "cpg") for each in (part, part.upper())
    }
    for path in ("a.csv", "shp", "prj", "a.shp/b", ""):
        assert (companions_of(path), leaders_of(path)) == ({}, ())

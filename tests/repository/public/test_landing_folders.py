"""Very many files are found by their folders, a step at a time; few files need none."""

import re

import pytest
from django.test import Client

from repository.models import DataFile, Dataset, LayerFile
from tests.factories import make_moderator, make_person
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published
from tests.services.again import begun_once


@pytest.fixture
def large(db: None) -> Dataset:
    """A public dataset of 240 files in folders of years and months."""
    return many_files()


@begun_once
def many_files() -> Dataset:
    """240 files of a public dataset."""
    dataset = published(make_person("alice"), make_moderator("mona"))
    snapshot = dataset.snapshots.get()
    for number in range(240):
        file = DataFile.objects.create(
            number=10**12 + number,
            dataset=dataset,
            original_name="x.csv",
            size=10,
            sha256="0" * 64,
            media_type="text/csv",
        )
        path = f"{2020 + number // 120}/{number % 12 + 1:02d}/{number:03d} é&%.csv"
        LayerFile.objects.create(snapshot=snapshot, file=file, path=path, position=number)
    dataset.snapshots.update(file_count=None, byte_count=None)
    return dataset


def files_of(page: str) -> int:
    """The number of files that are listed."""
    return len(re.findall(r'id="sha-\d+"', page))


def test_the_tree_is_walked_by_links_and_paged(large: Dataset, reader: Client) -> None:
    address = f"/datasets/{large.suffix}/"
    top = reader.get(address).content.decode()
    assert files_of(top) == 100
    assert "2020/</a>" in top
    assert "120 files, 1 kB" in top.replace("\N{NO-BREAK SPACE}", " ")
    year = reader.get(f"{address}?folder=2020%2F").content.decode()
    assert 'href="?folder=2020%2F03%2F#files"' in year
    assert 'href="?files=2&amp;folder=2020%2F#files"' in year
    assert files_of(reader.get(f"{address}?files=2&folder=2020%2F").content.decode()) == 20
    month = reader.get(f"{address}?folder=2020/03").content.decode()
    assert files_of(month) == 10
    assert '<b dir="auto">03</b>' in month
    assert 'href="?folder=2020%2F#files"' in month


@pytest.mark.parametrize("folder", ["none/", "/", "../..", "%00", "2020/0", "' OR 1=1 --", "a" * 500])
def test_a_folder_that_is_not_there_is_empty_or_the_top(large: Dataset, reader: Client, folder: str) -> None:
    answer = reader.get(f"/datasets/{large.suffix}/", {"folder": folder})
    assert answer.status_code == 200
    assert files_of(answer.content.decode()) in (0, 100)


def test_a_few_files_in_folders_stand_in_one_list(publish: Publish, reader: Client) -> None:
    dataset = publish(files={"a/1.csv": b"a\n1\n", "b/2.csv": b"a\n2\n"})
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    assert 'class="folders"' not in page
    assert files_of(page) == 2

"""All files of a layer in one archive: original paths, the list of checksums, the access policy of the files."""

import hashlib
import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from archive.queries import package_file
from repository.models import DataFile, Dataset, Person
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again, withdrawn

FILES = {"oxygen.csv": b"station,depth\nA1,10\n", "données/été 2026.nc": b"CDF\x01" + bytes(300_000)}


def address(dataset: Dataset, fragment: int | None = None) -> str:
    """Where the archive of a layer, else of the newest, is fetched."""
    newest = dataset.snapshots.first()
    assert newest is not None
    return reverse("layer-zip", args=[dataset.suffix, fragment or newest.number])


def fetched(answer: Any) -> bytes:
    """The streamed bytes, as many as were announced."""
    whole = b"".join(answer.streaming_content)
    assert len(whole) == int(answer["Content-Length"])
    return whole


def test_the_archive_holds_every_file_under_its_own_path_and_proves_itself(
    publish: Publish, reader: Client, tmp_path: Path
) -> None:
    dataset = publish(files=FILES)
    fragment = dataset.snapshots.get().number
    answer = reader.get(address(dataset))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Content-Disposition"] == f'attachment; filename="{dataset.suffix}-{fragment}.zip"'
    with zipfile.ZipFile(io.BytesIO(fetched(answer))) as found:
        assert found.testzip() is None
        listed = found.namelist()
        found.extractall(tmp_path / "out")
    assert listed == [f"{dataset.suffix}-{fragment}.sha256", *FILES]
    check = subprocess.run(["sha256sum", "-c", "--strict", listed[0]], cwd=tmp_path / "out", check=False)
    assert check.returncode == 0


def test_an_older_layer_is_given_as_it_was(publish: Publish, reader: Client, alice: Person, mona: Person) -> None:
    dataset = publish(files={"a.csv": b"1"})
    first = dataset.snapshots.get().number
    published_again(dataset, alice, mona, files={"b.csv": b"2"})
    with zipfile.ZipFile(io.BytesIO(fetched(reader.get(address(dataset, first))))) as found:
        assert set(found.namelist()) == {f"{dataset.suffix}-{first}.sha256", "a.csv"}
    assert reader.get(address(dataset, first + 99)).status_code == 404


def test_head_and_an_archive_that_is_known_give_no_bytes(publish: Publish, reader: Client) -> None:
    dataset = publish(files=FILES)
    asked, given = reader.head(address(dataset)), reader.get(address(dataset))
    assert (asked.status_code, asked["Content-Length"]) == (200, given["Content-Length"])
    assert fetched(given)
    known = reader.get(address(dataset), headers={"If-None-Match": f'W/"other", {given["ETag"]}'})
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", given["ETag"])
    assert reader.head(address(dataset), headers={"If-None-Match": f'"x{given["ETag"]}'}).status_code == 200


def test_a_file_named_like_the_list_of_checksums_is_kept_beside_it(publish: Publish, reader: Client) -> None:
    dataset = publish(files={"a.csv": b"1"})
    name = f"{dataset.suffix}-{dataset.snapshots.get().number}.sha256"
    place = dataset.snapshots.get().layer_files.get()
    type(place).objects.filter(pk=place.pk).update(path=name)
    with zipfile.ZipFile(io.BytesIO(fetched(reader.get(address(dataset))))) as found:
        assert found.namelist() == [f"_{name}", name]
        assert found.read(name) == b"1"


def test_a_damaged_package_is_told_before_the_first_byte(publish: Publish, reader: Client) -> None:
    dataset = publish(files=FILES)
    path = package_file(DataFile.objects.order_by("pk").last())  # type: ignore[arg-type]
    path.chmod(0o600)
    path.write_bytes(b"less")
    reader.raise_request_exception = False
    assert reader.get(address(dataset)).status_code in (500, 503)
    assert reader.head(address(dataset)).status_code in (500, 503)


@pytest.mark.parametrize("access", ["embargoed", "restricted"])
def test_closed_files_are_closed_in_the_archive_too(
    publish: Publish, reader: Client, signed_in: Callable[[Person], Client], alice: Person, access: str
) -> None:
    dataset = publish(files=FILES, access=access)
    assert reader.get(address(dataset)).status_code == 403
    own = signed_in(alice).get(address(dataset))
    assert own["Cache-Control"] == "private, no-cache"
    assert hashlib.sha256(fetched(own)).digest()


def test_a_withdrawn_dataset_gives_its_tombstone(publish: Publish, reader: Client, mona: Person) -> None:
    dataset = publish(files=FILES)
    path = address(dataset)
    assert reader.get(path).status_code == 200
    withdrawn(dataset, mona)
    assert reader.get(path).status_code == 410


def test_the_button_of_the_landing_page_leads_to_the_archive(publish: Publish, reader: Client) -> None:
    dataset = publish(files=FILES)
    page = html.fromstring(reader.get(f"/datasets/{dataset.suffix}/").content.decode())
    assert page.xpath("//div[contains(@class, 'use')]/a/@href") == [address(dataset)]
    one = publish(files={"a.csv": b"1"})
    page = html.fromstring(reader.get(f"/datasets/{one.suffix}/").content.decode())
    assert page.xpath("//div[contains(@class, 'use')]/a/@href")[0].endswith("/a.csv")

"""Parts that are sent side by side and joined in their order (concatenation)."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from repository.models import DataFile, DraftFile, Upload
from repository.uploads.store import DraftStore
from tests.repository.tus.web import Direct, Said, Sender, Speaks
from tests.services.stores import BOTH, kept

pytestmark = BOTH

PARTS = [random.Random(number).randbytes(2_000_000 + number) for number in range(4)]
WHOLE = b"".join(PARTS)


def begin_part(speaker: Speaks, data: bytes) -> str:
    metadata = speaker.metadata("")
    return speaker.begin("", len(data), Upload_Concat="partial", Upload_Metadata=metadata).path


def join(speaker: Speaks, paths: list[str], name: str = "whole.bin") -> Said:
    headers = {"Upload_Concat": f"final;{' '.join(paths)}", "Upload_Metadata": speaker.metadata(name)}
    return speaker.ask("POST", "/uploads/", b"", **headers)


@pytest.mark.django_db(transaction=True)
def test_parts_sent_at_once_become_one_file_in_the_order_asked(browser: Sender, store: DraftStore) -> None:
    def sent(data: bytes) -> str:
        path = begin_part(browser, data)
        assert browser.send(path, 0, data[:700_000]).status == 204
        assert browser.send(path, 700_000, data[700_000:]).offset == len(data)
        return path

    with ThreadPoolExecutor(4) as pool:
        paths = list(pool.map(sent, PARTS))
    assert not DataFile.objects.exists()
    made = join(browser, paths)
    assert (made.status, made.offset) == (201, len(WHOLE))
    file = DataFile.objects.get()
    assert (file.size, file.sha256) == (len(WHOLE), hashlib.sha256(WHOLE).hexdigest())
    assert DraftFile.objects.get().path == "whole.bin"
    assert kept(store) == {file.draft_path}
    told = browser.head(made.path)
    assert told.headers["upload-concat"] == f"final;{' '.join(paths)}"
    assert join(browser, paths).path == made.path, "asked again after a lost answer"
    assert DataFile.objects.count() == 1


@pytest.mark.django_db
def test_parts_that_are_missing_not_whole_or_named_twice_are_not_joined(direct: Direct) -> None:
    path = begin_part(direct, b"1,2\n")
    assert direct.head(path).headers["upload-concat"] == "partial"
    assert join(direct, [path]).status == 400
    direct.send(path, 0, b"1,2\n")
    assert join(direct, [path, path]).status == 400
    assert join(direct, [path, "/uploads/00000000-0000-4000-8000-000000000000"]).status == 404
    assert not DataFile.objects.exists()
    assert join(direct, [path], "a.csv").status == 201
    assert DraftFile.objects.get().path == "a.csv"


@pytest.mark.django_db
def test_nothing_is_added_to_a_whole_and_a_part_is_no_file(direct: Direct) -> None:
    path = begin_part(direct, b"1,2\n")
    direct.send(path, 0, b"1,2\n")
    assert not DataFile.objects.exists()
    direct.begin("a.csv", 4)
    assert join(direct, [path], "a.csv").status == 201
    again = begin_part(direct, b"3,4\n")
    direct.send(again, 0, b"3,4\n")
    refused = join(direct, [again], "a.csv")
    assert refused.status == 422
    whole = Upload.objects.get(kind="whole", number__isnull=True)
    assert direct.send(f"/uploads/{whole.key}", 4, b"x").status == 403

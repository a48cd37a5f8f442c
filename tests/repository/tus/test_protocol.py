"""tus 1.0 as its text says: what is offered, what is refused with which status, and that nothing is kept then."""

import base64
import hashlib

import pytest

from repository.models import DataFile, Upload
from repository.uploads.store import DraftStore
from tests.repository.tus.web import Direct
from tests.services.stores import BOTH, kept

pytestmark = [pytest.mark.django_db, BOTH]

DATA = b"station,oxygen\nA1,250.0\n"
HALF = len(DATA) // 2


@pytest.fixture
def path(direct: Direct) -> str:
    """An upload that was begun."""
    return direct.begin("a.csv", len(DATA)).path


def checksum(data: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


def test_what_is_offered_is_told_without_a_version(direct: Direct) -> None:
    told = direct.ask("OPTIONS", Tus_Resumable="")
    assert told.status == 204
    assert told.headers["tus-version"] == "1.0.0"
    offered = "creation,creation-with-upload,expiration,checksum,termination,concatenation"
    assert told.headers["tus-extension"] == offered
    assert told.headers["tus-checksum-algorithm"] == "sha256,sha1,md5"
    assert int(told.headers["tus-max-size"]) > 0


def test_a_file_is_begun_sent_in_two_pieces_and_stands_in_the_draft(direct: Direct, path: str) -> None:
    begun = direct.head(path)
    assert (begun.status, begun.offset, begun.headers["upload-length"]) == (200, 0, str(len(DATA)))
    assert begun.headers["cache-control"] == "no-store"
    assert begun.headers["upload-expires"].endswith("GMT")
    assert begun.headers["upload-metadata"] == direct.metadata("a.csv")
    first = direct.send(path, 0, DATA[:HALF])
    assert (first.status, first.offset) == (204, HALF)
    second = direct.send(path, HALF, DATA[HALF:])
    assert (second.status, second.offset) == (204, len(DATA))
    file = DataFile.objects.get()
    assert (file.sha256, file.media_type) == (hashlib.sha256(DATA).hexdigest(), "text/csv")
    assert direct.head(path).offset == len(DATA)


def test_a_file_may_come_with_its_creation(direct: Direct, store: DraftStore) -> None:
    answer = direct.ask(
        "POST",
        body=DATA,
        Upload_Length=str(len(DATA)),
        Upload_Metadata=direct.metadata("a.csv"),
        Content_Type="application/offset+octet-stream",
    )
    assert (answer.status, answer.offset) == (201, len(DATA))
    assert kept(store) == {DataFile.objects.get().draft_path}


def test_the_same_piece_again_after_a_lost_answer_is_harmless(direct: Direct, path: str) -> None:
    direct.send(path, 0, DATA[:HALF])
    again = direct.send(path, 0, DATA[:HALF])
    assert (again.status, again.offset) == (409, HALF)
    direct.send(path, HALF, DATA[HALF:])
    last = direct.send(path, HALF, DATA[HALF:])
    assert (last.status, last.offset) == (409, len(DATA))
    assert direct.send(path, len(DATA), b"").status == 204
    assert DataFile.objects.get().sha256 == hashlib.sha256(DATA).hexdigest()


@pytest.mark.parametrize("algorithm", ["sha256", "sha1", "md5"])
def test_a_piece_with_its_checksum_is_kept_and_with_another_one_dropped(
    direct: Direct, path: str, algorithm: str
) -> None:
    good = direct.send(path, 0, DATA[:HALF], Upload_Checksum=checksum(DATA[:HALF], algorithm))
    assert good.status == 204
    bad = direct.send(path, HALF, DATA[HALF:], Upload_Checksum=checksum(b"other", algorithm))
    assert bad.status == 460
    assert direct.head(path).offset == HALF
    direct.send(path, HALF, DATA[HALF:])
    assert DataFile.objects.get().sha256 == hashlib.sha256(DATA).hexdigest()


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (412, {"Tus_Resumable": "0.2.2"}),
        (415, {"Content_Type": "application/octet-stream"}),
        (409, {"Upload_Offset": "5"}),
        (400, {"Upload_Offset": "-1"}),
        (400, {"Upload_Offset": "1e3"}),
        (400, {"Upload_Checksum": "crc32 AAAA"}),
        (400, {"Upload_Checksum": "md5 ?"}),
        (400, {"Upload_Checksum": "md5 AAAA"}),
        (403, {"Upload_Permit": "forged"}),
    ],
)
def test_a_piece_that_is_wrong_is_refused_and_nothing_of_it_kept(
    direct: Direct, path: str, status: int, headers: dict[str, str]
) -> None:
    assert direct.send(path, 0, DATA, **headers).status == status
    assert direct.head(path).offset == 0


def test_another_version_is_told_which_one_is_spoken(direct: Direct, path: str) -> None:
    assert direct.send(path, 0, DATA, Tus_Resumable="0.2.2").headers["tus-version"] == "1.0.0"


def test_more_than_was_announced_is_refused_whole(direct: Direct, path: str) -> None:
    assert direct.send(path, 0, DATA + b"more").status == 413
    assert direct.head(path).offset == 0
    assert not DataFile.objects.exists()


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (400, {"Upload_Length": "many"}),
        (400, {"Upload_Length": "-1"}),
        (422, {"Upload_Length": "0"}),
        (413, {"Upload_Length": "99999999999999999"}),
        (400, {"Upload_Metadata": "filename ???"}),
        (400, {"Upload_Metadata": "filename YQ==,filename YQ=="}),
        (400, {"Upload_Metadata": "filename YS5jc3Y="}),
        (400, {"Upload_Concat": "whole"}),
        (400, {"Upload_Concat": "final;"}),
        (404, {"Upload_Concat": "final;/uploads/00000000-0000-4000-8000-000000000000"}),
        (412, {"Tus_Resumable": ""}),
    ],
)
def test_a_beginning_that_is_wrong_is_refused(direct: Direct, status: int, headers: dict[str, str]) -> None:
    assert direct.begin("a.csv", len(DATA), **headers).status == status
    assert not Upload.objects.exists()


def test_an_upload_is_terminated_and_then_gone(direct: Direct, path: str, store: DraftStore) -> None:
    direct.send(path, 0, DATA[:HALF])
    assert direct.ask("DELETE", path).status == 204
    assert direct.head(path).status == 404
    assert direct.send(path, HALF, DATA[HALF:]).status == 404
    assert kept(store) == set()


def test_a_method_may_be_said_in_a_header(direct: Direct, path: str) -> None:
    headers = {"X_HTTP_Method_Override": "PATCH", "Upload_Offset": "0"}
    sent = direct.ask("POST", path, DATA, Content_Type="application/offset+octet-stream", **headers)
    assert (sent.status, sent.offset) == (204, len(DATA))


def test_what_is_no_method_of_tus_is_refused(direct: Direct, path: str) -> None:
    for address in ("/uploads/", path):
        answer = direct.ask("PUT", address)
        assert answer.status == 405
        assert "OPTIONS" in answer.headers["allow"]

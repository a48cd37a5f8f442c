"""Files sent as the body of a request: streamed, checked, never in the place of another unless that is said."""

import hashlib
from base64 import b64encode
from typing import Any
from urllib.parse import quote

import pytest

from repository.models import Dataset, DraftFile, Person
from repository.uploads.disk import DiskStore
from tests.repository.api.program import Program, program
from tests.repository.deposits.test_upload_faults import Body
from tests.services.stores import kept

pytestmark = pytest.mark.django_db

DATA = b"a,b\n1,2\n"


def digest(data: bytes) -> str:
    return f"sha-256=:{b64encode(hashlib.sha256(data).digest()).decode()}:"


def test_a_file_arrives_whole_and_its_answer_says_so(api: Program, here: str, store: DiskStore) -> None:
    sent = api.put(f"{here}files/a.csv", DATA)
    told = sent.json()
    assert sent.status_code == 201
    assert sent["ETag"] == f'"{hashlib.sha256(DATA).hexdigest()}"'
    assert (told["path"], told["size"], told["role"]) == ("a.csv", len(DATA), "data")
    assert kept(store) == {f"drafts/{told['number']}"}
    fetched = api.get(f"{here}files/a.csv")
    assert b"".join(fetched.streaming_content) == DATA
    assert fetched["Repr-Digest"] == digest(DATA)
    assert fetched["Content-Type"] == "application/octet-stream"


def test_the_same_bytes_again_are_no_harm_and_others_need_a_word(api: Program, here: str) -> None:
    api.put(f"{here}files/a.csv", DATA)
    assert api.put(f"{here}files/a.csv", DATA).status_code == 200
    for other in (b"c,d\n3,4\n", b"longer than before\n"):
        refused = api.put(f"{here}files/a.csv", other)
        assert (refused.status_code, refused.json()["code"]) == (409, "file-exists")
    replaced = api.put(f"{here}files/a.csv?replace=true", b"c,d\n3,4\n")
    assert (replaced.status_code, DraftFile.objects.count()) == (200, 1)
    assert b"".join(api.get(f"{here}files/a.csv").streaming_content) == b"c,d\n3,4\n"


@pytest.mark.parametrize("name", ["Repr-Digest", "Content-Digest"])
def test_bytes_that_are_not_those_of_the_digest_are_not_kept(
    api: Program, here: str, store: DiskStore, name: str
) -> None:
    refused = api.put(f"{here}files/a.csv", DATA, **{name: digest(b"other")})
    assert (refused.status_code, refused.json()["code"]) == (422, "digest-differs")
    assert kept(store) == set()
    assert api.put(f"{here}files/a.csv", DATA, **{name: digest(DATA)}).status_code == 201


@pytest.mark.parametrize("said", ["sha-512=:AAAA:", "sha-256=:AAAA:", "sha-256=AAAA", "sha-256=:A:", "nonsense"])
def test_a_digest_that_cannot_be_checked_is_refused(api: Program, here: str, said: str) -> None:
    refused = api.put(f"{here}files/a.csv", DATA, Repr_Digest=said)
    assert (refused.status_code, refused.json()["code"]) == (400, "digest-malformed")
    assert refused["Want-Repr-Digest"] == "sha-256=10"


REFUSED = ("../../etc/passwd", "a/../../b", ".DS_Store", "x" * 401, "./")
KEPT = ("a/./b.csv", "C:\\data\\b.csv", "données/été 2026.csv", "a\x00b\rX-Evil: 1.csv", "%2e%2e/b.csv")


@pytest.mark.parametrize(("path", "status"), [*((path, 422) for path in REFUSED), *((path, 201) for path in KEPT)])
def test_a_name_never_leads_out_of_its_folder(
    api: Program, here: str, store: DiskStore, path: str, status: int
) -> None:
    sent = api.put(f"{here}files/{quote(path)}", DATA)
    assert sent.status_code == status, sent.content
    assert all(each.startswith("drafts/") for each in kept(store))
    if status == 201:
        assert ".." not in sent.json()["path"].split("/")
        assert not {"\r", "\n"} & {*sent["Location"]}
        assert api.get(sent.json()["url"].removeprefix("http://localhost:8000")).status_code == 200
        assert api.delete(f"{here}files/{quote(path)}").status_code == 204


def test_a_body_that_is_cut_is_not_kept(api: Program, here: str, store: DiskStore) -> None:
    for length, fails_after in ((200_000, None), (100_000, 65_536)):
        cut: dict[str, Any] = {
            "wsgi.input": Body(b"x" * 100_000, fails_after=fails_after),
            "CONTENT_LENGTH": str(length),
        }
        refused = api.client.put(f"{here}files/a.csv", headers={"Authorization": f"Bearer {api.token}"}, **cut)
        assert (refused.status_code, refused.json()["code"]) == (422, "upload-cut")
    assert kept(store) == set()


def test_an_empty_body_is_refused(api: Program, here: str) -> None:
    assert api.put(f"{here}files/a.csv", b"").json()["code"] == "file-refused"


def test_more_than_the_room_is_refused_before_it_comes(api: Program, here: str, settings: Any) -> None:
    settings.DEPOSIT_MAX_BYTES = 10
    assert api.put(f"{here}files/a.csv", b"x" * 11).status_code == 413
    assert api.put(f"{here}files/a.csv", b"x" * 10).status_code == 201
    assert api.put(f"{here}files/b.csv", b"x").status_code == 413


def test_what_a_file_is_for_is_said_and_a_file_is_taken_out(api: Program, here: str) -> None:
    api.put(f"{here}files/a.csv", DATA)
    assert api.patch(f"{here}files/a.csv", {"role": "document"}).json()["role"] == "document"
    assert api.patch(f"{here}files/a.csv", {"role": "thumbnail"}).json()["code"] == "not-a-picture"
    assert api.patch(f"{here}files/a.csv", {"role": "boss"}).json()["errors"][0]["pointer"] == "/role"
    assert api.delete(f"{here}files/a.csv").status_code == 204
    assert api.get(f"{here}files/a.csv").status_code == 404
    assert api.get(f"{here}files/").json()["results"] == []


def test_a_hundred_pages_hold_each_file_once(api: Program, here: str) -> None:
    names = [f"casts/{number:03}.csv" for number in range(23)]
    for name in reversed(names):
        api.put(f"{here}files/{name}", name.encode())
    seen, url = [], f"{here}files/?limit=5"
    while url:
        page = api.get(url.removeprefix("http://localhost:8000")).json()
        seen += [each["path"] for each in page["results"]]
        url = page["next"]
    assert seen == names


def test_tus_takes_a_token_that_was_made_for_files(alice: Person, dataset: Dataset) -> None:
    name, key = b64encode(b"a.csv").decode(), b64encode(str(dataset.key).encode()).decode()
    begin = {
        "Tus_Resumable": "1.0.0", "Upload_Length": str(len(DATA)), "Upload_Metadata": f"filename {name},dataset {key}",
        "Content_Type": "",
    }  # fmt: skip
    reads = program(alice, ["deposits:read"]).ask("POST", "/uploads/", raw=b"", **begin)
    assert reads.status_code == 403
    sends = program(alice, ["files:write"])
    begun = sends.ask("POST", "/uploads/", raw=b"", **begin)
    assert begun.status_code == 201
    path = begun["Location"].removeprefix("http://localhost:8000")
    told = {"Tus_Resumable": "1.0.0", "Upload_Offset": "0", "Content_Type": "application/offset+octet-stream"}
    assert sends.ask("PATCH", path, raw=DATA, **told).status_code == 204
    assert DraftFile.objects.get(dataset=dataset).path == "a.csv"
    wrong = Program("varve_nothing0_x").ask("HEAD", path, raw=b"", Tus_Resumable="1.0.0")
    assert wrong.status_code == 401

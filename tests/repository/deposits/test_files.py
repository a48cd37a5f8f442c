"""Taking files into a draft, replacing and removing them, and what is left on the disk after each."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from repository.errors import FileRefused, NotAllowed, PermanentFailure, WrongState
from repository.models import DataFile, Dataset, DraftFile, FileRole, LifecycleEvent, Person
from repository.services.files import attach_upload, open_draft, remove_file, set_file_role
from repository.uploads.disk import DiskStore
from tests.services.stores import kept

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def attach(dataset: Dataset, actor: Person, path: str, content: bytes, *, replace: bool = False) -> DraftFile:
    """Attach bytes under a path."""
    upload = ContentFile(content, name=path)
    return attach_upload(dataset_key=dataset.key, actor=actor, upload=upload, path=path, replace=replace)


def test_a_file_is_kept_by_number_with_its_size_and_hash(alice: Person, dataset: Dataset, store: DiskStore) -> None:
    place = attach(dataset, alice, "casts/a.csv", b"depth,oxygen\n1,250\n")
    file = place.file
    assert (place.path, place.role, file.original_name) == ("casts/a.csv", FileRole.DATA, "a.csv")
    assert file.sha256 == hashlib.sha256(b"depth,oxygen\n1,250\n").hexdigest()
    assert (file.size, file.media_type) == (19, "text/csv")
    assert open_draft(file).read() == b"depth,oxygen\n1,250\n"
    assert kept(store) == {f"drafts/{file.number}"}
    event = LifecycleEvent.objects.get(type="file.attached")
    assert event.payload["sha256"] == file.sha256


def test_a_second_file_of_the_same_path_is_refused_until_it_is_said_to_replace(
    alice: Person, dataset: Dataset, store: DiskStore
) -> None:
    first = attach(dataset, alice, "a.csv", b"old")
    with pytest.raises(FileRefused, match="already"):
        attach(dataset, alice, "a.csv", b"new")
    assert kept(store) == {f"drafts/{first.file.number}"}
    second = attach(dataset, alice, "a.csv", b"new", replace=True)
    assert second.pk == first.pk
    assert open_draft(second.file).read() == b"new"
    assert open_draft(first.file).read() == b"old"
    assert LifecycleEvent.objects.filter(type="file.attached").last().payload["replaced"] == first.file.number  # type: ignore[union-attr]


def test_the_same_bytes_sent_twice_change_nothing(alice: Person, dataset: Dataset, store: DiskStore) -> None:
    first = attach(dataset, alice, "a.csv", b"same")
    again = attach(dataset, alice, "a.csv", b"same")
    assert again.file_id == first.file_id
    assert len(kept(store)) == 1
    assert LifecycleEvent.objects.filter(type="file.attached").count() == 1


def test_nobody_else_attaches_and_nothing_of_it_stays(bob: Person, dataset: Dataset, store: DiskStore) -> None:
    with pytest.raises(NotAllowed):
        attach(dataset, bob, "a.csv", b"not mine")
    assert kept(store) == set()
    assert not DataFile.objects.exists()


def test_an_empty_file_is_refused_in_plain_words(alice: Person, dataset: Dataset, store: DiskStore) -> None:
    with pytest.raises(FileRefused, match="This file is empty, so it was not kept"):
        attach(dataset, alice, "notes.csv", b"")
    assert kept(store) == set()


def test_a_removed_file_leaves_the_draft_and_is_told(alice: Person, dataset: Dataset) -> None:
    place = attach(dataset, alice, "a.csv", b"1")
    remove_file(dataset_key=dataset.key, actor=alice, number=place.file.number)
    assert not DraftFile.objects.exists()
    assert LifecycleEvent.objects.filter(type="file.removed", payload__path="a.csv").count() == 1
    remove_file(dataset_key=dataset.key, actor=alice, number=place.file.number)
    assert LifecycleEvent.objects.filter(type="file.removed").count() == 1


def test_one_picture_stands_for_the_dataset(alice: Person, dataset: Dataset) -> None:
    first, second = attach(dataset, alice, "a.png", PNG), attach(dataset, alice, "b.png", PNG + b"b")
    for place in (first, second):
        set_file_role(dataset_key=dataset.key, actor=alice, number=place.file.number, role="thumbnail")
    roles = dict(DraftFile.objects.values_list("path", "role"))
    assert roles == {"a.png": FileRole.DOCUMENT, "b.png": FileRole.THUMBNAIL}


def test_a_table_cannot_be_the_picture(alice: Person, dataset: Dataset) -> None:
    place = attach(dataset, alice, "a.csv", b"1,2")
    with pytest.raises(WrongState, match="PNG or JPEG"):
        set_file_role(dataset_key=dataset.key, actor=alice, number=place.file.number, role="thumbnail")


def test_documents_are_told_from_data_by_their_names(alice: Person, dataset: Dataset) -> None:
    for path in ("README.txt", "manual.pdf", "data.txt"):
        attach(dataset, alice, path, path.encode())
    roles = dict(DraftFile.objects.values_list("path", "role"))
    assert roles == {"README.txt": "document", "manual.pdf": "document", "data.txt": "data"}


def test_a_file_without_a_draft_copy_says_so(dataset: Dataset) -> None:
    file = DataFile(number=1, dataset=dataset, original_name="a", size=1, sha256="0" * 64)
    with pytest.raises(PermanentFailure):
        open_draft(file)


@pytest.mark.parametrize("wanted", ["../../etc/passwd", "drafts/../x", "incoming/1", "drafts/a"])
def test_a_place_outside_the_drafts_is_never_opened(dataset: Dataset, wanted: str) -> None:
    file = DataFile(number=1, dataset=dataset, original_name="a", size=1, sha256="0" * 64, draft_path=wanted)
    with pytest.raises(ValueError, match="not the place"):
        open_draft(file)

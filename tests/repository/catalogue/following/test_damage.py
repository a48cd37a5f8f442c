"""Where the index cannot be read the search says so; where it cannot be written the one before answers."""

import logging
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from repository.catalogue.index.folder import IndexUnavailable, list_of_segments, present_folder
from repository.queries.catalogue_index import index_is_up_to_date
from tests.repository.catalogue.following.entries import add, follow, of_database, of_index

pytestmark = pytest.mark.django_db


def present(root: Path) -> Path:
    folder = present_folder(root)
    assert folder is not None
    return folder


def remove_all(root: Path) -> None:
    shutil.rmtree(root)


def remove_present(root: Path) -> None:
    shutil.rmtree(present(root))


def remove_half(root: Path) -> None:
    for part in sorted(present(root).iterdir())[::2]:
        part.unlink()


def empty_every_segment(root: Path) -> None:
    for part in present(root).iterdir():
        if part.suffix in (".term", ".store", ".fast", ".idx"):
            part.write_bytes(b"")


def scribble_over_segments(root: Path) -> None:
    for part in present(root).iterdir():
        if part.suffix in (".term", ".fast", ".idx"):
            part.write_bytes(bytes(reversed(part.read_bytes())))


def scribble_over_the_list(root: Path) -> None:
    list_of_segments(present(root)).write_text('{"segments": [')


def point_nowhere(root: Path) -> None:
    link = present(root).parent / "present"
    link.unlink()
    link.symlink_to("nowhere")


DAMAGES = [
    remove_all,
    remove_present,
    remove_half,
    empty_every_segment,
    scribble_over_segments,
    scribble_over_the_list,
    point_nowhere,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_index_is_told_in_words_and_made_anew(
    root: Path, damage: Callable[[Path], None], client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    add("t1")
    follow(root)
    assert client.get("/search/").status_code == 200
    damage(root)
    for address in ("/search/?q=t1", "/search/?q=t1&format=json", "/search/?format=atom"):
        caplog.clear()
        answer = client.get(address, headers={"accept": "text/html"})
        assert answer.status_code == 503, address
        assert b"The search is being prepared" in answer.content
        assert b"Traceback" not in answer.content
        assert any("catalogue.unavailable" in record.message for record in caplog.records)
    json = client.get("/search/?q=t1", headers={"accept": "application/json"})
    assert (json.status_code, json.json()["code"]) == (503, "search-unavailable")
    assert client.get("/").status_code == 200
    assert not index_is_up_to_date()
    follow(root)
    assert of_index(root) == of_database()
    assert client.get("/search/?q=t1").status_code == 200
    assert index_is_up_to_date()


@contextmanager
def no_room() -> Iterator[None]:
    """No file of this process can grow beyond a few bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_on_a_full_disk_the_index_of_before_answers_until_there_is_room(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add("t1")
    follow(root)
    known = of_index(root)
    add("t2")
    logging.disable()
    with no_room(), pytest.raises(IndexUnavailable):
        follow(root)
    assert of_index(root) == known
    with no_room(), pytest.raises(CommandError, match="cannot be written"):
        call_command("catalogue_rebuild")
    with no_room(), pytest.raises(CommandError, match="cannot be written"):
        call_command("catalogue_follow", "--once")
    logging.disable(logging.NOTSET)
    assert of_index(root) == known
    follow(root)
    assert of_index(root) == of_database()


def test_where_there_is_no_index_yet_nothing_is_claimed_to_be_missing(root: Path, client: Client) -> None:
    add("t1")
    answer = client.get("/search/?q=t1", headers={"accept": "text/html"})
    assert answer.status_code == 503
    assert not index_is_up_to_date()
    assert not present_folder(root), "a reader makes no index"

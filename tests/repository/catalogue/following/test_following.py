"""What happens to entries is followed, in whatever order; an index of another life of the database is not believed."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from repository.catalogue.index.finding import IndexReader
from repository.catalogue.index.folder import (
    AnotherWriter,
    IndexUnavailable,
    list_of_segments,
    make_present,
    present_folder,
)
from repository.catalogue.question import Question
from repository.models import CatalogueChange, CatalogueEntry, CatalogueEpoch
from repository.queries.catalogue_index import index_is_up_to_date, index_root
from repository.services import following
from repository.services.following import Follower, asked_anew
from tests.repository.catalogue.following.entries import add, follow, of_database, of_index, rename

pytestmark = pytest.mark.django_db


def test_entries_come_change_and_go(root: Path) -> None:
    one, two = add("t1"), add("t2")
    assert follow(root) == 2
    assert of_index(root) == of_database() == {(one.pk, "t1"), (two.pk, "t2")}
    rename(one, "t3")
    two.delete()
    add("t4")
    assert follow(root) == 3
    assert follow(root) == 0
    assert of_index(root) == of_database()


def test_one_open_follower_sees_change_after_change(root: Path) -> None:
    with Follower(root) as follower:
        assert follower.follow() == 0
        assert of_index(root) == set()
        one = add("t1")
        assert (follower.follow(), of_index(root)) == (1, {(one.pk, "t1")})
        one.delete()
        assert (follower.follow(), of_index(root)) == (1, set())


def test_what_changes_while_a_first_index_is_made_stands_in_it_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repository.services.following.BATCH", 2)
    entries = [add(f"t{n}") for n in range(6)]
    real = CatalogueEntry.objects.only
    turns: Iterator[Callable[[], object]] = iter([lambda: rename(entries[0], "t20"), entries[1].delete])

    def only(*fields: str) -> object:
        next(turns, lambda: None)()
        return real(*fields)

    monkeypatch.setattr(CatalogueEntry.objects, "only", only)
    follow(root)
    assert of_index(root) == of_database()


def test_an_entry_that_nobody_can_read_is_left_out_and_hinders_no_other(root: Path) -> None:
    bad, empty, good = add("t1"), add("t2"), add("t3")
    CatalogueEntry.objects.filter(pk=bad.pk).update(found_by={"titles": 7, "published": "yesterday"})
    CatalogueEntry.objects.filter(pk=empty.pk).update(found_by=None)
    follow(root)
    assert IndexReader(root).find(Question()).entries == (good.pk,)


def test_an_entry_that_became_unreadable_a_moment_ago_is_shown_all_the_same(root: Path, client: Client) -> None:
    bad = add("t1")
    follow(root)
    CatalogueEntry.objects.filter(pk=bad.pk).update(found_by={"boxes": "everywhere"})
    for form in ("", "json", "atom", "bibtex"):
        assert b"t1" in client.get(f"/search/?q=t1&format={form}").getvalue()


def test_a_second_writer_is_refused_at_once(root: Path) -> None:
    with Follower(root), pytest.raises(AnotherWriter):
        Follower(root)
    with Follower(root):
        pass


def test_an_index_that_knows_more_than_the_database_is_made_anew(root: Path) -> None:
    add("t1")
    add("t2")
    follow(root)
    CatalogueEntry.objects.filter(title="t2").delete()
    CatalogueChange.objects.filter(number__gt=CatalogueChange.objects.earliest("number").number).delete()
    follow(root)
    assert of_index(root) == of_database()


def test_another_life_of_the_database_has_another_index(root: Path) -> None:
    add("t1")
    follow(root)
    CatalogueEpoch.objects.update(key=uuid4())
    assert index_root() != root
    with pytest.raises(IndexUnavailable):
        IndexReader(index_root()).find(Question())
    assert not index_is_up_to_date()
    follow(index_root())
    assert of_index(index_root()) == of_database()


def test_rebuild_makes_another_index_and_the_one_before_answers_until_then(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("t1")
    follow(root)
    before, reader = present_folder(root), IndexReader(root)
    real = make_present

    def seen_first(where: Path, folder: Path) -> None:
        assert reader.followed
        assert of_index(root) == of_database()
        real(where, folder)

    monkeypatch.setattr(following, "make_present", seen_first)
    call_command("catalogue_rebuild", verbosity=0)
    assert present_folder(root) != before
    assert not asked_anew(root).exists()
    assert of_index(root) == of_database()
    assert reader.followed == CatalogueChange.objects.latest("number").number
    assert before is not None
    assert not before.exists(), "the one before is thrown away"


def test_a_folder_that_was_removed_is_made_again_by_whoever_follows(root: Path) -> None:
    add("t1")
    with Follower(root) as follower:
        follower.follow()
        shutil.rmtree(present_folder(root) or root)
        follower.follow()
        assert of_index(root) == of_database()
        list_of_segments(present_folder(root) or root).unlink()
        follower.follow()
        assert of_index(root) == of_database()


def test_indexes_of_other_layouts_go_once_there_is_one_of_this(root: Path) -> None:
    before = root / "layout-0"
    (before / "part").mkdir(parents=True)
    add("t1")
    with Follower(root) as follower:
        assert before.exists(), "the web processes of before may still read it"
        follower.follow()
    assert not before.exists()
    assert of_index(root) == of_database()

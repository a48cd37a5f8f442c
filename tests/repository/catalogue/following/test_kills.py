"""Killed at any moment, whoever follows loses nothing, and readers see what was before or what is after."""

import os
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from repository.catalogue.index.folder import IndexWriter, present_folder
from repository.services import following
from repository.services.following import asked_anew
from tests.repository.catalogue.following.entries import add, follow, of_database, of_index, rename

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

SOME = pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.drill)], ids=["some", "every"])


class Countdown:
    """Before and after each thing that is done to an index; at the last one the process is killed."""

    def __init__(self, left: int) -> None:
        self.left = left

    def around(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            self.reach()
            answer = real(*args, **named)
            self.reach()
            return answer

        return call

    def reach(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def dies_at(point: int, root: Path) -> bool:
    """Follow in a child that is killed there; False where it came to its end."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            countdown = Countdown(point)
            for name in ("add", "remove", "commit"):
                setattr(IndexWriter, name, countdown.around(getattr(IndexWriter, name)))
            for name in ("new_folder", "make_present", "throw_others_away"):
                setattr(following, name, countdown.around(getattr(following, name)))
            follow(root)
        except BaseException:
            os._exit(70)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


@SOME
def test_a_kill_while_it_follows_loses_nothing(root: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "BATCH", 1)
    monkeypatch.setattr(following, "A_COMMIT", 2)
    kept, turn = [add(f"t{n}") for n in range(3)], 3
    follow(root)
    for point in count(1, step):
        before = of_index(root)
        assert before == of_database()
        turn += 2
        rename(kept[turn % 3], f"t{turn}")
        added = add(f"t{turn + 1}")
        died = dies_at(point, root)
        assert of_index(root) <= before | of_database(), "each entry is as it was before, or as it is now"
        follow(root)
        assert of_index(root) == of_database()
        added.delete()
        follow(root)
        if not died:
            assert point > 8
            return


@SOME
def test_a_kill_while_an_index_is_made_anew_leaves_the_one_before(root: Path, step: int) -> None:
    for n in range(3):
        add(f"t{n}")
    follow(root)
    known = of_database()
    for point in count(1, step):
        asked_anew(root).touch()
        died = dies_at(point, root)
        assert of_index(root) == known, "the old one, or the new one"
        follow(root)
        assert not asked_anew(root).exists()
        assert of_index(root) == known
        present = present_folder(root)
        assert present is not None
        assert sorted(each.name for each in present.parent.iterdir()) == sorted(["present", present.name])
        if not died:
            assert point > 8
            return

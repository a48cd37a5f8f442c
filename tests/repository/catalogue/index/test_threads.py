"""Many threads ask one reader while something else writes, and while a new index takes the place of the old one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from repository.catalogue.findable import Findable
from repository.catalogue.index.folder import IndexWriter, make_present, new_folder
from repository.catalogue.question import Question
from tests.repository.catalogue.index.shelf import HEAP, Shelf, dataset

THREADS = 8
COMMITS = 12
A_COMMIT = 5


def test_eight_threads_see_one_commit_after_the_other_and_never_half_of_one(shelf: Shelf) -> None:
    ended = Event()

    def ask() -> list[tuple[int, int]]:
        seen = []
        while not ended.is_set():
            found = shelf.reader.find(Question(words="ocean x"), facets=("pole",))
            counted = sum(each.count for each in found.facets["pole"])
            assert counted == found.total
            seen.append((found.total, shelf.reader.followed))
            assert shelf.reader.better_spelling("oceam x") in ("", "ocean x")
        return seen

    with ThreadPoolExecutor(THREADS) as pool:
        asking = [pool.submit(ask) for _ in range(THREADS)]
        try:
            for commit in range(COMMITS):
                if commit == COMMITS // 2:
                    _begin_anew(shelf, commit * A_COMMIT)
                shelf.put({n: _one() for n in range(commit * A_COMMIT + 1, (commit + 1) * A_COMMIT + 1)})
        finally:
            ended.set()
    for each in asking:
        totals = [total for total, _followed in each.result()]
        assert totals == sorted(totals), "nobody sees an older state after a newer one"
        assert {total % A_COMMIT for total in totals} <= {0}, "nobody sees half a commit"
    assert shelf.reader.find(Question()).total == COMMITS * A_COMMIT


def _one() -> Findable:
    return dataset("Ocean", terms="x", facets={"pole": ("ocean",)})


def _begin_anew(shelf: Shelf, known: int) -> None:
    shelf.writer.close()
    shelf.writer = IndexWriter(new_folder(shelf.root), heap=HEAP)
    for number in range(1, known + 1):
        shelf.writer.add(number, dataset("Ocean", terms="x", facets={"pole": ("ocean",)}))
    shelf.commit()
    make_present(shelf.root, shelf.writer.folder)

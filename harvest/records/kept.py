"""Answers kept for as long as they are true: each is filed under the state of the catalogue it was given in."""

from collections import OrderedDict
from threading import Lock
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")


class Kept(Generic[_T]):
    """The newest so many answers of this process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Any, _T] = OrderedDict()
        self._lock = Lock()

    def get(self, question: Any) -> _T | None:
        """What was answered, or None."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
            return self._answers.get(question)

    def put(self, question: Any, answer: _T) -> None:
        """Keep an answer; the one that was not asked for longest is dropped where there are too many."""
        with self._lock:
            self._answers[question] = answer
            self._answers.move_to_end(question)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)

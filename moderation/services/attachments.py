"""Files that come with a remark: which are taken, and under what name. Nothing in them is ever opened or shown here."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

from django.db.models import Sum
from django.utils.translation import gettext as _

from moderation.models import Comment, CommentFile
from repository.errors import FileRefused
from repository.templatetags.formatting import size_text

FILE_MOST: Final = 10 * 1000**2
FILES_MOST: Final = 5
REMARK_MOST: Final = 20 * 1000**2
REVIEW_MOST: Final = 200 * 1000**2
"""Bytes of one file, files of one remark, and bytes of all files of one remark and of one review."""
_NAME_MOST: Final = 120
_REFUSED: Final = frozenset('<>:"|?*')


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to attach."""

    name: str
    content: bytes


class Coming(Protocol):
    """A file that was sent and not read yet."""

    @property
    def name(self) -> str | None:
        """What its sender calls it."""

    @property
    def size(self) -> int | None:
        """Its bytes."""

    def read(self) -> bytes:
        """All of them."""


def sift_files(files: Iterable[Coming]) -> tuple[tuple[NewFile, ...], tuple[str, ...]]:
    """The files that a remark may carry, and a sentence for each that it may not: it is left out and never read."""
    kept: list[NewFile] = []
    refused: list[str] = []
    room = REMARK_MOST
    for file in files:
        name, size = plain_name(file.name or ""), file.size or 0
        words = _why_not(size, room=room, count=len(kept))
        if words:
            refused.append(words % {"name": name, "most": size_text(FILE_MOST), "all": size_text(REMARK_MOST)})
            continue
        room -= size
        kept.append(NewFile(name, file.read()))
    return tuple(kept), tuple(refused)


def _why_not(size: int, *, room: int, count: int) -> str:
    if size == 0:
        return _("“%(name)s” is empty, so it was not attached.")
    if size > FILE_MOST:
        return _("“%(name)s” is larger than %(most)s, so it was not attached.")
    if count >= FILES_MOST:
        return _("“%(name)s” is one file too many, so it was not attached: five go with one remark.")
    if size > room:
        return _("“%(name)s” was not attached: all files of one remark have %(all)s together.")
    return ""


def plain_name(name: str) -> str:
    """A name that leads to no folder, hides no letters and is short; `file` where nothing is left."""
    last = re.split(r"[/\\]", name)[-1]
    letters = (letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C")
    shown = "".join("_" if letter in _REFUSED else letter for letter in letters)
    shown = re.sub(r"\s+", " ", shown).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if dot and len(ending) <= 12:
        shown = f"{stem[: _NAME_MOST - len(ending) - 1]}.{ending}"
    return shown[:_NAME_MOST] or "file"


def attach_files(comment: Comment, files: Iterable[NewFile]) -> None:
    """Keep files with a remark, in its transaction. Raises ``FileRefused`` where the review has no room for them."""
    coming = tuple(files)
    if not coming:
        return
    there = CommentFile.objects.filter(comment__review=comment.review_id).aggregate(all=Sum("size"))["all"] or 0
    if there + sum(len(file.content) for file in coming) > REVIEW_MOST:
        words = _("The files of this conversation have %(all)s together, and that is used up. Nothing was attached.")
        raise FileRefused(words % {"all": size_text(REVIEW_MOST)}, code="comment-files-full")
    CommentFile.objects.bulk_create(
        CommentFile(
            comment=comment,
            name=file.name,
            size=len(file.content),
            sha256=sha256(file.content).hexdigest(),
            content=file.content,
        )
        for file in coming
    )

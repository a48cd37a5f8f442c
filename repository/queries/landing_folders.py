"""The folders of a layer with very many files, one step of the tree at a time."""

from collections import OrderedDict
from threading import Lock
from typing import Final
from urllib.parse import urlencode

from django.db import connection
from django.utils.translation import gettext as _

from repository.models import Snapshot
from repository.queries.science_parts import FolderLine, FolderView
from repository.templatetags.formatting import number_text

MOST_FOLDERS: Final = 200

_Row = tuple[str, int, int]

_QUERY: Final = """
    SELECT split_part(substr(place.path, %(from)s), '/', 1) AS folder, count(*), sum(file.size)
    FROM repository_layerfile place JOIN repository_datafile file ON file.id = place.file_id
    WHERE place.snapshot_id = %(snapshot)s AND starts_with(place.path, %(within)s)
      AND strpos(substr(place.path, %(from)s), '/') > 0
    GROUP BY folder ORDER BY folder LIMIT %(most)s
"""


def folders_of(fragment: int, within: str) -> FolderView:
    """What stands in one folder (``a/b/``, empty for the top): the folders in it, with all that they hold."""
    key = Snapshot.objects.filter(number=fragment).values_list("pk", flat=True).first()
    rows = _KEPT.rows((key or 0, fragment, within))
    below = tuple(FolderLine(name, _address(f"{within}{name}/"), count, size) for name, count, size in rows)
    names = within.rstrip("/").split("/") if within else []
    above = tuple((name, _address("/".join(names[: index + 1]) + "/")) for index, name in enumerate(names))
    note = ""
    if len(below) > MOST_FOLDERS:
        note = _("The first %(count)s folders.") % {"count": number_text(MOST_FOLDERS)}
    return FolderView(within, above, below[:MOST_FOLDERS], note)


class _Folders:
    """The folders that were asked for last: those of a sealed layer never change, and counting 100,000 files takes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[tuple[int, int, str], tuple[_Row, ...]] = OrderedDict()

    def rows(self, asked: tuple[int, int, str]) -> tuple[_Row, ...]:
        """Name, files and bytes of each folder; ``asked``: key and fragment of a layer, and the folder these are in."""
        with self._lock:
            kept = self._kept.get(asked)
        if kept is None:
            kept = _asked(asked[0], asked[2])
            with self._lock:
                self._kept[asked] = kept
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return kept


_KEPT: Final = _Folders(256)


def _asked(snapshot: int, within: str) -> tuple[_Row, ...]:
    asked: dict[str, str | int] = {
        "from": len(within) + 1,
        "snapshot": snapshot,
        "within": within,
        "most": MOST_FOLDERS + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, asked)
        return tuple((str(name), int(count), int(size)) for name, count, size in cursor.fetchall())


def folder_in(text: str) -> str:
    """A folder as an address names it, with its slash at the end; empty for the top."""
    plain = text.strip("/")
    return f"{plain}/" if plain and len(plain) <= 400 and "\x00" not in plain else ""


def _address(folder: str) -> str:
    return f"?{urlencode({'folder': folder})}#files"

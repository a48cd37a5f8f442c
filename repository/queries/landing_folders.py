"""The folders of a layer with very many files, one step of the tree at a time."""

from typing import Final
from urllib.parse import urlencode

from django.db import connection
from django.utils.translation import gettext as _

from repository.models import Snapshot
from repository.queries.science_parts import FolderLine, FolderView
from repository.templatetags.formatting import number_text

MOST_FOLDERS: Final = 200

_QUERY: Final = """
    SELECT split_part(substr(place.path, %(from)s), '/', 1) AS folder, count(*), sum(file.size)
    FROM repository_layerfile place JOIN repository_datafile file ON file.id = place.file_id
    WHERE place.snapshot_id = %(snapshot)s AND starts_with(place.path, %(within)s)
      AND strpos(substr(place.path, %(from)s), '/') > 0
    GROUP BY folder ORDER BY folder LIMIT %(most)s
"""


def folders_of(snapshot: Snapshot, within: str) -> FolderView:
    """What stands in one folder (``a/b/``, empty for the top): the folders in it, with all that they hold."""
    asked: dict[str, str | int] = {
        "from": len(within) + 1,
        "snapshot": snapshot.pk,
        "within": within,
        "most": MOST_FOLDERS + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, asked)
        rows = cursor.fetchall()
    below = tuple(FolderLine(name, _address(f"{within}{name}/"), count, int(size)) for name, count, size in rows)
    names = within.rstrip("/").split("/") if within else []
    above = tuple((name, _address("/".join(names[: index + 1]) + "/")) for index, name in enumerate(names))
    note = ""
    if len(below) > MOST_FOLDERS:
        note = _("The first %(count)s folders.") % {"count": number_text(MOST_FOLDERS)}
    return FolderView(within, above, below[:MOST_FOLDERS], note)


def folder_in(text: str) -> str:
    """A folder as an address names it, with its slash at the end; empty for the top."""
    plain = text.strip("/")
    return f"{plain}/" if plain and len(plain) <= 400 and "\x00" not in plain else ""


def _address(folder: str) -> str:
    return f"?{urlencode({'folder': folder})}#files"

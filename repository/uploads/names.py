"""Names of received files: kept as sent where that is safe, else refused with a reason. Pure, but for words."""

import re
import unicodedata

from django.utils.translation import gettext as _

from repository.errors import FileRefused
from repository.record.part import MARKS_OF_DIRECTION, is_printable

PATH_LENGTH = 400
_DRIVE = re.compile(r"^[A-Za-z]:(?=[/\\])")
_MADE_BY_COMPUTERS = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".directory", ".spotlight-v100"})
_RESOURCE_FORK = "._"
_LOCK_FILE = "~$"


def path_of(name: str, *, folder: str = "") -> str:
    """The path inside a dataset of a file that was sent under ``name``, such as ``moorings/adcp 2026.nc``.

    ``name`` may be a bare name or a relative path of any system; ``folder`` is laid before it. Composed (NFC), ``/``
    between folders, nothing invisible in it: unprintable characters become ``_``. Raises ``FileRefused`` for a path
    that leads out of its folder, is too long, says nothing, or is a file that computers make for themselves.
    """
    text = unicodedata.normalize("NFC", f"{folder}/{name}" if folder else name)
    text = _DRIVE.sub("", text).replace("\\", "/")
    steps = [_printable(step).strip() for step in text.split("/")]
    steps = [step for step in steps if step not in ("", ".")]
    path = "/".join(steps)
    if not steps:
        raise FileRefused(_("A file came without a name, so it was not kept. Give it one and send it again."))
    if ".." in steps:
        raise FileRefused(_("“%(path)s” leads out of its folder, so it was not kept. Rename it.") % {"path": path})
    if len(path) > PATH_LENGTH:
        raise FileRefused(
            _("The name “%(start)s…” has more than %(most)d characters, so the file was not kept. Shorten it.")
            % {"start": path[:40], "most": PATH_LENGTH}
        )
    if is_made_by_computers(path):
        raise FileRefused(
            _("“%(path)s” is a file that the computer makes for itself, not data, so it was not kept.") % {"path": path}
        )
    return path


def is_made_by_computers(path: str) -> bool:
    """Whether a path names what file managers and editors leave behind, such as ``.DS_Store`` or ``~$notes.docx``."""
    steps = path.split("/")
    left_behind = any(step.lower() in _MADE_BY_COMPUTERS for step in steps)
    return left_behind or steps[-1].startswith((_RESOURCE_FORK, _LOCK_FILE))


def extension_of(path: str) -> str:
    """The last suffix in lower case without its point, or nothing: ``profiles/CAST.NC`` has ``nc``."""
    stem, point, extension = path.rpartition("/")[2].rpartition(".")
    return extension.lower() if point and stem else ""


def _printable(text: str) -> str:
    return "".join("_" if _is_hidden(character) else character for character in text)


def _is_hidden(character: str) -> bool:
    """Control and formatting characters that turn a name into another one for the eye, and what no system can store."""
    return not is_printable(character) or character in MARKS_OF_DIRECTION

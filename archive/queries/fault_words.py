"""What is wrong with one file in one place, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.aip.faults import FAULTS

_WORDS: dict[str, Promise] = {
    "missing-file": _("The file is not there."),
    "changed-hash": _("The bytes are not those that were sealed."),
    "changed-size": _("The file is shorter or longer than what was sealed."),
    "unreadable-file": _("The place does not give the file’s bytes."),
    "symlink": _("A symbolic link stands where the file should be."),
    "hard-link": _("The bytes are shared with a file elsewhere: a hard link is not a copy."),
    "directory": _("A folder stands where the file should be."),
    "special-file": _("Something that is no file stands in its place."),
    "no-package": _("The whole package is not there."),
}
"""The faults that a copy of one file can have; the others are of a package as a whole."""


def fault_words(code: str) -> str:
    """One sentence; nothing for no fault."""
    return str(_WORDS.get(code, FAULTS.get(code, code))) if code else ""

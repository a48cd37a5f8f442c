"""Every fault that a package can have: a stable code and what it means to whoever keeps the archive."""

from dataclasses import dataclass

from archive.aip.layout import shown

FAULTS = {
    "no-package": "There is no directory of this name.",
    "no-manifest": "The directory has no manifest, so nothing in it can be proved.",
    "unreadable-manifest": "The manifest is not in the format of sha256sum, or is cut short.",
    "wrong-seal": "The newest manifest is not the one that the catalogue knows.",
    "broken-chain": "A newer manifest does not list what an older one lists, or lists it otherwise.",
    "missing-file": "The manifest lists a file that is not there.",
    "extra-file": "A file is there that no manifest lists.",
    "wrong-name": "The name is not one that an archiving gives.",
    "symlink": "A symbolic link stands where bytes should be.",
    "hard-link": "The bytes are shared with a file elsewhere: a hard link is not a copy.",
    "directory": "A package holds files only, and this is a directory.",
    "special-file": "This is neither a file nor a directory.",
    "unreadable-file": "The disk does not give the file's bytes.",
    "changed-hash": "The bytes are not those that were sealed.",
    "changed-size": "The size in bytes is not the one in the layer document.",
    "no-record": "No record describes the dataset.",
    "unreadable-record": "The record cannot be read, or does not say which layers it has.",
    "unknown-layer": "The record names a layer document that is not in the package.",
    "changed-layer": "The record names another SHA256 than the layer document has.",
    "unreadable-layer": "The layer document cannot be read.",
    "misnamed-layer": "The layer document is of another fragment than its name says.",
    "unknown-layer-file": "The layer document names a file that is not in the package.",
    "changed-layer-file": "The layer document names another SHA256 than the manifest has.",
    "unreadable-events": "The events document cannot be read.",
    "erased-file": "The file was erased by an order of law, and its bytes are still, or again, there.",
    "unreadable-erasure": "The erasure document cannot be read.",
    "wrong-erasure": "The erasure document does not agree with the manifest before it.",
    "wrong-package": "The record is of another dataset than the directory's name says.",
}


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of one file (``name`` is empty for the package as a whole); ``code`` is a key of `FAULTS`.

    >>> str(Fault("changed-hash", "71229.nc-2026-03-05", "sealed as 00..., is now ff..."))
    '71229.nc-2026-03-05: changed-hash: The bytes are not those that were sealed. (sealed as 00..., is now ff...)'
    """

    code: str
    name: str = ""
    detail: str = ""

    def __post_init__(self) -> None:
        if self.code not in FAULTS:
            raise KeyError(self.code)

    def __str__(self) -> str:
        where = f"{shown(self.name)}: " if self.name else ""
        detail = f" ({shown(self.detail)})" if self.detail else ""
        return f"{where}{self.code}: {FAULTS[self.code]}{detail}"

    def of(self, package: str) -> str:
        """The same as a line that begins with the package.

        >>> Fault("no-package").of("42182")
        '42182: no-package: There is no directory of this name.'
        """
        return f"{package}{'/' if self.name else ': '}{self}"

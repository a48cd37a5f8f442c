"""What others may do with the data: the licence and the ones offered by name."""

from typing import Final, NamedTuple

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from repository.record.identifiers import SpdxId, Uri
from repository.record.part import Line, Part


class KnownLicence(NamedTuple):
    """A licence that the deposit form can offer."""

    spdx: str
    english: str
    french: str
    uri: str
    is_open: bool


_CC: Final = "https://creativecommons.org/licenses/{}/4.0/"

KNOWN_LICENCES: Final = {
    licence.spdx: licence
    for licence in (
        KnownLicence(
            "CC-BY-4.0",
            "Creative Commons Attribution 4.0 International",
            "Creative Commons Attribution 4.0 International",
            _CC.format("by"),
            is_open=True,
        ),
        KnownLicence(
            "CC0-1.0",
            "Creative Commons Zero 1.0 Universal",
            "Creative Commons Zéro 1.0 universel",
            "https://creativecommons.org/publicdomain/zero/1.0/",
            is_open=True,
        ),
        KnownLicence(
            "etalab-2.0",
            "Open Licence 2.0 (Etalab)",
            "Licence Ouverte 2.0 (Etalab)",
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
            is_open=True,
        ),
        KnownLicence(
            "CC-BY-SA-4.0",
            "Creative Commons Attribution-ShareAlike 4.0 International",
            "Creative Commons Attribution - Partage dans les mêmes conditions 4.0 International",
            _CC.format("by-sa"),
            is_open=True,
        ),
        KnownLicence(
            "ODbL-1.0",
            "Open Data Commons Open Database License 1.0",
            "Open Data Commons Open Database License 1.0",
            "https://opendatacommons.org/licenses/odbl/1-0/",
            is_open=True,
        ),
        KnownLicence(
            "CC-BY-NC-4.0",
            "Creative Commons Attribution-NonCommercial 4.0 International",
            "Creative Commons Attribution - Pas d'utilisation commerciale 4.0 International",
            _CC.format("by-nc"),
            is_open=False,
        ),
        KnownLicence(
            "CC-BY-NC-SA-4.0",
            "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International",
            "Creative Commons Attribution - Pas d'utilisation commerciale - "
            "Partage dans les mêmes conditions 4.0 International",
            _CC.format("by-nc-sa"),
            is_open=False,
        ),
        KnownLicence(
            "CC-BY-ND-4.0",
            "Creative Commons Attribution-NoDerivatives 4.0 International",
            "Creative Commons Attribution - Pas de modification 4.0 International",
            _CC.format("by-nd"),
            is_open=False,
        ),
        KnownLicence(
            "CC-BY-NC-ND-4.0",
            "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International",
            "Creative Commons Attribution - Pas d'utilisation commerciale - Pas de modification 4.0 International",
            _CC.format("by-nc-nd"),
            is_open=False,
        ),
    )
}
"""SPDX short name -> licence, in the order in which they are offered."""


class Licence(Part):
    """A licence by its SPDX short name, or by its address and name."""

    spdx: SpdxId | None = None
    uri: Uri | None = None
    name: Line | None = None

    @model_validator(mode="after")
    def _says_which(self) -> "Licence":
        if self.spdx is None and self.uri is None and self.name is None:
            raise PydanticCustomError("licence-empty", "no short name, address or name")
        return self

    @property
    def address(self) -> str | None:
        """Where the licence can be read: the address given, else the known one, else its SPDX page."""
        if self.uri or self.spdx is None:
            return self.uri
        known = KNOWN_LICENCES.get(self.spdx)
        return known.uri if known else f"https://spdx.org/licenses/{self.spdx}.html"

    @property
    def title(self) -> str:
        """The licence in words: the name given, else the known English name, else what there is."""
        known = KNOWN_LICENCES.get(self.spdx or "")
        return self.name or (known.english if known else None) or self.spdx or self.uri or ""

"""Vocabularies known by a short name: what they are called, which boxes search them, where they come from."""

from dataclasses import dataclass
from typing import Final

from repository.record.terms import KeywordKind

BOXES: Final = ("keywords", "variables", "instruments", "platforms")
"""Where a vocabulary can be searched: the boxes of the deposit form."""

CC_BY: Final = "CC BY 4.0"
_NVS: Final = "http://vocab.nerc.ac.uk/collection/{}/current/"
_NVS_FILE: Final = "https://vocab.nerc.ac.uk/collection/{}/current/?_profile=nvs&_mediatype=application/rdf+xml"


@dataclass(frozen=True, slots=True)
class Known:
    """A vocabulary by its short name. ``file``: its official address, for ``import_vocabulary``."""

    english: str
    french: str
    uses: tuple[str, ...]
    address: str = ""
    licence: str = ""
    kind: KeywordKind = "theme"
    file: str = ""


def _nvs(code: str, english: str, french: str, *uses: str, kind: KeywordKind = "theme") -> Known:
    return Known(english, french, uses, _NVS.format(code), CC_BY, kind, _NVS_FILE.format(code))


_GCMD_FILE: Final = "https://gcmd.earthdata.nasa.gov/kms/concepts/concept_scheme/{}?format=csv"

KNOWN: Final[dict[str, Known]] = {
    "essential-variables": _nvs(
        "EXV", "Essential climate and ocean variables (GCOS, GOOS)",
        "Variables essentielles du climat et de l'océan (GCOS, GOOS)", "keywords", "variables",
    ),
    "inspire-themes": Known(
        "INSPIRE themes", "Thèmes INSPIRE", ("keywords",), "http://inspire.ec.europa.eu/theme", CC_BY,
        file="https://inspire.ec.europa.eu/theme/theme.en.rdf",
    ),
    "gemet": Known(
        "GEMET", "GEMET", ("keywords",), "http://www.eionet.europa.eu/gemet/", "CC BY 2.5 DK",
        file="https://www.eionet.europa.eu/gemet/latest/gemet.rdf.gz",
    ),
    "gcmd-science": Known(
        "NASA GCMD science keywords", "Mots-clés scientifiques GCMD de la NASA", ("keywords",),
        "https://gcmd.earthdata.nasa.gov/kms/concepts/concept_scheme/sciencekeywords", "CC0",
        file=_GCMD_FILE.format("sciencekeywords"),
    ),
    "gcmd-instruments": Known(
        "NASA GCMD instruments", "Instruments GCMD de la NASA", ("instruments",),
        "https://gcmd.earthdata.nasa.gov/kms/concepts/concept_scheme/instruments", "CC0", "instrument",
        _GCMD_FILE.format("instruments"),
    ),
    "gcmd-platforms": Known(
        "NASA GCMD platforms", "Plates-formes GCMD de la NASA", ("platforms",),
        "https://gcmd.earthdata.nasa.gov/kms/concepts/concept_scheme/platforms", "CC0", "platform",
        _GCMD_FILE.format("platforms"),
    ),
    "cf-standard-names": Known(
        "CF standard names", "Noms standard CF", ("variables",), "http://vocab.nerc.ac.uk/standard_name/", "CC0",
        file="https://cfconventions.org/Data/cf-standard-names/current/src/cf-standard-name-table.xml",
    ),
    "sdn-p02": _nvs(
        "P02", "SeaDataNet parameter discovery vocabulary (P02)",
        "Paramètres SeaDataNet pour la recherche (P02)", "keywords", "variables",
    ),
    "sdn-p03": _nvs(
        "P03", "SeaDataNet agreed parameter groups (P03)", "Groupes de paramètres SeaDataNet (P03)",
        "keywords", "variables",
    ),
    "sdn-l05": _nvs(
        "L05", "SeaDataNet device categories (L05)", "Catégories d'instruments SeaDataNet (L05)", "instruments",
        kind="instrument",
    ),
    "sdn-l22": _nvs(
        "L22", "SeaVoX device catalogue (L22)", "Catalogue d'instruments SeaVoX (L22)", "instruments",
        kind="instrument",
    ),
    "sdn-l06": _nvs(
        "L06", "SeaVoX platform categories (L06)", "Catégories de plates-formes SeaVoX (L06)", "platforms",
        kind="platform",
    ),
    "sdn-c17": _nvs("C17", "ICES platform codes (C17)", "Codes de navires du CIEM (C17)", "platforms", kind="platform"),
    "sdn-c19": _nvs("C19", "SeaVoX water bodies (C19)", "Mers et océans SeaVoX (C19)", "keywords", kind="place"),
    "sdn-c18": _nvs("C18", "IOC countries (C18)", "Pays de la COI (C18)", "keywords", kind="place"),
}  # fmt: skip

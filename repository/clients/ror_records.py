"""Records of the Research Organization Registry, schema 2.x, as its API and its data dump tell them. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from repository.clients.found import FoundOrganisation, at, line, lines, objects, ror_in

LANGUAGES: Final = ("en", "fr")
"""Languages of the site, whose names are kept as such; names in others are found but not shown first."""
_MOST_NAMES: Final = 60


def organisation_of(record: Mapping[str, Any]) -> FoundOrganisation | None:
    """The organisation of a record; None where the identifier is wrong or there is no name."""
    ror = ror_in(record.get("id"))
    names = objects(record.get("names"))[:_MOST_NAMES]
    shown = next((name for name in _of_type(names, "ror_display", "label", "alias")), "")
    if not ror or not shown:
        return None
    labels = {
        str(each["lang"]): line(each.get("value"))
        for each in names
        if each.get("lang") in LANGUAGES and {"label", "ror_display"} & {*lines(each.get("types"))}
    }
    acronyms = tuple(dict.fromkeys(_of_type(names, "acronym")))
    told = {shown, *labels.values(), *acronyms}
    others = tuple(dict.fromkeys(text for each in names if (text := line(each.get("value"))) and text not in told))
    place = next(iter(objects(record.get("locations"))), {})
    country = line(at(place, "geonames_details", "country_code")).upper()
    funder = _funder_id(record)
    return FoundOrganisation(
        name=shown,
        ror=ror,
        funder_id=funder,
        labels={tag: text for tag, text in labels.items() if text},
        others=others,
        acronyms=acronyms,
        country=country if len(country) == 2 and country.isascii() and country.isalpha() else "",
        city=line(at(place, "geonames_details", "name"))[:100],
        is_funder=bool(funder) or "funder" in lines(record.get("types")),
        is_active=record.get("status", "active") == "active",
    )


def _of_type(names: list[Mapping[str, Any]], *types: str) -> list[str]:
    """The names of these types, those of the first type first."""
    texts = (line(each.get("value")) for kind in types for each in names if kind in lines(each.get("types")))
    return [text for text in texts if text]


def _funder_id(record: Mapping[str, Any]) -> str:
    """The identifier in Crossref's registry of funders, digits only: the preferred one, else the first."""
    for each in objects(record.get("external_ids")):
        if each.get("type") == "fundref":
            told = (line(each.get("preferred")), *lines(each.get("all")))
            return next((text for text in told if text.isascii() and text.isdecimal() and len(text) <= 20), "")
    return ""

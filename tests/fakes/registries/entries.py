"""Made-up people and organisations as ORCID 3.0, ROR schema 2.1 and Crossref's funders tell them."""

from typing import Any

from repository.record.identifiers import orcid_check_digit

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def orcid(number: int) -> str:
    """An ORCID that nobody has: below all that were given."""
    digits = f"{number:015d}"
    whole = digits + orcid_check_digit(digits)
    return "-".join(whole[at : at + 4] for at in range(0, 16, 4))


def ror(number: int) -> str:
    """A ROR identifier with its check digits."""
    text, left = "", number
    for _each in range(6):
        text, left = _CROCKFORD[left % 32] + text, left // 32
    whole = sum(_CROCKFORD.index(letter) * 32**place for place, letter in enumerate(reversed("0" + text)))
    return f"0{text}{98 - (whole * 100) % 97:02d}"


CLARA, NOBODY, MONO = orcid(11), orcid(12), orcid(13)
REEF, TIDE, GLASS, CLOSED = ror(70_001), ror(70_002), ror(70_003), ror(70_004)


def listed_person(identifier: str, family: str | None, given: str | None, *institutions: str) -> dict[str, Any]:
    """One entry of an expanded search."""
    return {
        "orcid-id": identifier, "given-names": given, "family-names": family, "credit-name": None, "other-name": [],
        "email": [], "institution-name": list(institutions),
    }  # fmt: skip


def person(identifier: str, family: str | None, given: str | None) -> dict[str, Any]:
    """The part of a record that tells the name."""
    return {
        "last-modified-date": None,
        "name": {
            "created-date": {"value": 1}, "last-modified-date": {"value": 2},
            "given-names": {"value": given} if given else None,
            "family-name": {"value": family} if family else None,
            "credit-name": None, "source": None, "visibility": "public", "path": identifier,
        },
        "other-names": {"other-name": []}, "biography": None, "path": f"/{identifier}/person",
    }  # fmt: skip


def employment(name: str, identifier: str = "", *, source: str = "ROR", begun: str = "2015", ended: str = "") -> Any:
    """One employment; ``identifier`` as the source spells it."""
    known = {"disambiguated-organization-identifier": identifier, "disambiguation-source": source}
    return {
        "employment-summary": {
            "department-name": None, "role-title": "Researcher",
            "start-date": {"year": {"value": begun}, "month": None, "day": None},
            "end-date": {"year": {"value": ended}, "month": None, "day": None} if ended else None,
            "organization": {
                "name": name,
                "address": {"city": "Saltport", "region": None, "country": "FR"},
                "disambiguated-organization": known if identifier else None,
            },
            "visibility": "public", "put-code": 1,
        }
    }  # fmt: skip


def employments(*summaries: Any) -> dict[str, Any]:
    """All employments, each a group of its own."""
    groups = [{"external-ids": {"external-id": []}, "summaries": [each]} for each in summaries]
    return {"last-modified-date": None, "affiliation-group": groups, "path": "/employments"}


def organisation(identifier: str, *names: tuple[str, str, str | None], **more: Any) -> dict[str, Any]:
    """A record of ROR. ``names``: text, types separated by blanks, language."""
    return {
        "admin": {"created": {"date": "2020-01-01", "schema_version": "1.0"}},
        "domains": [], "established": 1950, "links": [], "relationships": [],
        "external_ids": [{"all": [more["funder"]], "preferred": None, "type": "fundref"}] if "funder" in more else [],
        "id": f"https://ror.org/{identifier}",
        "locations": [
            {
                "geonames_details": {"country_code": "FR", "country_name": "France", "name": "Saltport", "lat": 1.0},
                "geonames_id": 1,
            }
        ],
        "names": [{"lang": lang, "types": types.split(), "value": text} for text, types, lang in names],
        "status": more.get("status", "active"),
        "types": more.get("types", ["facility"]),
    }  # fmt: skip


def funder(identifier: str, name: str, **more: Any) -> dict[str, Any]:
    """One funder of Crossref."""
    return {
        "id": identifier, "location": "France", "name": name, "alt-names": more.get("alt", []),
        "uri": f"http://dx.doi.org/10.13039/{identifier}", "replaces": [], "replaced-by": more.get("replaced_by", []),
        "tokens": [],
    }  # fmt: skip


ORGANISATIONS = [
    organisation(
        REEF,
        ("Reef Institute", "label ror_display", "en"),
        ("Institut du récif", "label", "fr"),
        ("RFI", "acronym", None),
        ("Old Reef Station", "alias", None),
    ),
    organisation(TIDE, ("Tide Fund", "label ror_display", "en"), funder="501199999901", types=["funder"]),
    organisation(GLASS, ("Glass Sea University", "label ror_display", "en"), types=["education"]),
    organisation(CLOSED, ("Reef House", "label ror_display", "en"), status="withdrawn"),
]
FUNDERS = [
    funder("501199999901", "Tide Fund", alt=["Fonds des marées"]),
    funder("501199999902", "Tide Trust"),
    funder("501199999903", "Tide Office", replaced_by=["501199999901"]),
]

"""Identifiers of people, organisations, works and bytes, each kept in one spelling and checked by its own checksum."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from repository.record.part import Line, clean_line

_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])", re.ASCII)
_ROR = re.compile(r"0[0-9abcdefghjkmnpqrstvwxyz]{6}\d{2}", re.ASCII)
_CROCKFORD: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.ASCII)
_DOI_PREFIXED = re.compile(r"(?:https?://(?:www\.|dx\.)?doi\.org/|info:doi/|urn:doi:|doi:)\s*", re.IGNORECASE)
_NO_STEPS: Final = frozenset({"", ".", ".."})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*", re.IGNORECASE | re.ASCII)
_EMAIL = re.compile(r"[^@\s,;<>()\[\]\"\\]+@[^@\s,;<>()\[\]\"\\]+\.[^@\s.,;<>()\[\]\"\\]{2,}")


@dataclass(frozen=True, slots=True)
class Matching:
    """Annotation of a text that has to match the whole pattern; the error of one that does not has this code."""

    pattern: str
    code: str

    def check(self, value: str) -> str:
        """The value itself. Errors: `code`."""
        if not _compiled(self.pattern).fullmatch(value):
            code: Any = self.code
            raise PydanticCustomError(code, "{value} has the wrong form", {"value": value[:60]})
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": f"^{self.pattern}$"}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def orcid_check_digit(digits: str) -> str:
    """The last character of an ORCID from its first fifteen digits (ISO/IEC 7064, MOD 11-2)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    remainder = (12 - total % 11) % 11
    return "X" if remainder == 10 else str(remainder)


def normalise_orcid(value: str) -> str:
    """An ORCID as `0000-0002-1825-0097`, from that or from its address.

    Errors: `orcid-form` when it is no ORCID at all, `orcid-checksum` when a digit is wrong.
    """
    bare = re.sub(r"^(?:https?://)?(?:www\.)?orcid\.org/", "", value.strip(), flags=re.IGNORECASE)
    match = _ORCID.fullmatch(bare.rstrip("/").upper())
    if not match:
        raise PydanticCustomError("orcid-form", "{value} is not an ORCID", {"value": value[:60]})
    digits = "".join(match.groups())
    if orcid_check_digit(digits[:15]) != digits[15]:
        raise PydanticCustomError("orcid-checksum", "{value} has a wrong digit", {"value": value[:60]})
    return "-".join(match.groups())


def normalise_ror(value: str) -> str:
    """A ROR identifier as its nine characters, from these or from its address.

    Errors: `ror-form`, `ror-checksum` (two digits over Crockford's base 32, ISO/IEC 7064 MOD 97-10).
    """
    bare = re.sub(r"^(?:https?://)?(?:www\.)?ror\.org/", "", value.strip(), flags=re.IGNORECASE).rstrip("/").lower()
    if not _ROR.fullmatch(bare):
        raise PydanticCustomError("ror-form", "{value} is not a ROR identifier", {"value": value[:60]})
    number = 0
    for character in bare[:7]:
        number = number * 32 + _CROCKFORD.index(character)
    if 98 - (number * 100) % 97 != int(bare[7:]):
        raise PydanticCustomError("ror-checksum", "{value} has a wrong character", {"value": value[:60]})
    return bare


class ParsedDoi(NamedTuple):
    """A DOI name in lower case, and the fragment (the layer) that was written after it, if any."""

    name: str
    fragment: str | None


def parse_doi(value: str) -> ParsedDoi | None:
    """Read a DOI as people paste it: bare, `doi:`, an address, percent-encoded, with a final full stop.

    >>> parse_doi("https://doi.org/10.17882/42182#76230")
    ParsedDoi(name='10.17882/42182', fragment='76230')
    """
    text = value.strip()
    prefixed = _DOI_PREFIXED.match(text)
    bare = text[prefixed.end() :] if prefixed else text
    name, _, fragment = bare.partition("#")
    if prefixed and prefixed[0].lower().startswith("http"):
        name = unquote(name.partition("?")[0])
    name = _without_punctuation(name)
    if not _DOI.fullmatch(name):
        return None
    return ParsedDoi(name.lower(), _without_punctuation(fragment) or None)


def _without_punctuation(name: str) -> str:
    """Drop what belongs to the sentence a DOI stood in: a final full stop, comma, or unopened bracket."""
    while name and (name[-1] in ".,;:'\"" or (name[-1] in ")]}" and not _closes(name))):
        name = name[:-1]
    return name


def _closes(name: str) -> bool:
    opening = {")": "(", "]": "[", "}": "{"}[name[-1]]
    return name.count(opening) >= name.count(name[-1])


def _doi(value: str) -> str:
    parsed = parse_doi(value)
    if parsed is None:
        raise PydanticCustomError("doi-form", "{value} is not a DOI", {"value": value[:120]})
    return parsed.name


def _uri(value: str) -> str:
    """Check an absolute URI; only its form, never whether it answers."""
    try:
        parts = urlsplit(value)
        wrong = not _SCHEME.fullmatch(parts.scheme) or parts.scheme in ("javascript", "data", "file", "vbscript")
        wrong = wrong or (parts.scheme in ("http", "https", "ftp") and not parts.hostname)
    except ValueError:
        wrong = True
    if wrong or re.search(r"[\s<>\"]", value) or value.endswith(":"):
        raise PydanticCustomError("uri-form", "{value} is not an address", {"value": value[:120]})
    return value


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value) or len(value) > 254:
        raise PydanticCustomError("email-form", "{value} is not an e-mail address", {"value": value[:120]})
    return value


def _file_path(value: str) -> str:
    """Check a file's path inside its dataset, kept byte for byte: relative, `/` between folders, no `..`."""
    clean_line(value)
    if value != value.strip() or "\\" in value or not _NO_STEPS.isdisjoint(value.split("/")):
        raise PydanticCustomError("path-form", "{value} is not a path", {"value": value[:120]})
    return value


Orcid = Annotated[Line, AfterValidator(normalise_orcid)]
"""An ORCID without its address: `0000-0002-1825-0097`."""

Ror = Annotated[Line, AfterValidator(normalise_ror)]
"""A ROR identifier without its address: `044jxhp58`."""

Doi = Annotated[Line, AfterValidator(_doi)]
"""A DOI name in lower case, without address or fragment: `10.17882/42182`."""

Uri = Annotated[Line, AfterValidator(_uri)]
"""An absolute address or URN."""

Email = Annotated[Line, AfterValidator(_email)]
FilePath = Annotated[str, StringConstraints(min_length=1, max_length=1_024), AfterValidator(_file_path)]
"""A path inside the dataset, such as `profiles/cast 1.nc`, exactly as the file was sent."""

MediaType = Annotated[Line, Matching(r"[A-Za-z0-9.+_-]+/[A-Za-z0-9.+_-]+(;.*)?", "media-type-form")]
"""A media type: `application/x-netcdf`."""

Sha256 = Annotated[str, Matching("[0-9a-f]{64}", "sha256-form")]
"""A SHA256 in lower-case hexadecimal."""

SpdxId = Annotated[str, Matching("[A-Za-z0-9][A-Za-z0-9.+-]{0,63}", "spdx-form")]
"""A licence's short name in the SPDX list: `CC-BY-4.0`."""

Slug = Annotated[str, Matching("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?", "code-form")]
"""A short code of ours, such as a pole's: `ocean`, `solid-earth`."""

Country = Annotated[str, Matching("[A-Z]{2}", "country-form")]
"""A country, ISO 3166-1 alpha-2: `FR`."""

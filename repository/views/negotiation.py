"""Which of several documents an ``Accept`` header asks for (RFC 9110, section 12.5.1). Knows nothing of Django."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

MOST_RANGES: Final = 64
_RANGE: Final = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*"?)+')
_PARAMETER: Final = re.compile(r';\s*([\w-]+)\s*=\s*("(?:\\.|[^"\\])*"|[^;\s"]*)', re.ASCII)
_QUALITY: Final = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?", re.ASCII)
_QUOTED: Final = re.compile(r"\\(.)")


class Offer(NamedTuple):
    """What can be sent: its media type, the address of its profile or nothing, and the name of what is behind."""

    media_type: str
    name: str
    profile: str = ""


class Wanted(NamedTuple):
    """The offer that was chosen, and what else was said with its range: the style of a citation, its language."""

    offer: Offer
    parameters: Mapping[str, str]


class _Range(NamedTuple):
    media_type: str
    parameters: Mapping[str, str]
    quality: float

    def nearness(self, offer: Offer) -> int:
        """How closely the range names an offer: 0 not at all, then ``*/*``, ``text/*``, ``text/html``, by profile."""
        main = offer.media_type.partition("/")[0]
        if self.media_type in ("*/*", "*", f"{main}/*"):
            return 2 if self.media_type.startswith(main) else 1
        profile = self.parameters.get("profile", "")
        if self.media_type != offer.media_type or (profile and offer.profile not in profile.split()):
            return 0
        return 4 if profile else 3


def choose(accept: str, offers: Sequence[Offer]) -> Wanted | None:
    """The offer with the highest quality, of equals the one named most closely, then the first; ``None``: not one.

    Without a header everything is welcome.

    >>> offers = [Offer("text/html", "page"), Offer("text/turtle", "rdf")]
    >>> choose("text/turtle, */*;q=0.5", offers).offer.name
    'rdf'
    >>> choose("image/png", offers) is None
    True
    """
    ranges = list(_ranges(accept or "*/*"))
    best, found = (0.0, 0), None
    for offer in offers:
        matching = [(each.nearness(offer), each) for each in ranges]
        nearness, nearest = max(matching, key=lambda pair: pair[0], default=(0, None))
        if nearest is not None and nearness and (nearest.quality, nearness) > best and nearest.quality > 0:
            best, found = (nearest.quality, nearness), Wanted(offer, nearest.parameters)
    return found


def _ranges(accept: str) -> Iterator[_Range]:
    """The ranges of a header; what is no range is passed over, a quality that is none counts as 1."""
    for number, text in enumerate(_RANGE.findall(accept)):
        if number == MOST_RANGES:
            return
        media_type = text.partition(";")[0].strip().lower()
        said = {name.lower(): _unquoted(value) for name, value in _PARAMETER.findall(text)}
        quality = said.pop("q", "1")
        if media_type:
            yield _Range(media_type, said, float(quality) if _QUALITY.fullmatch(quality) else 1.0)


def _unquoted(value: str) -> str:
    return _QUOTED.sub(r"\1", value[1:-1]) if value.startswith('"') else value

"""From a record to the parts of its landing page, in the reader's language. Asks nothing of the database."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from repository.maps.box import Box
from repository.maps.place import box_text
from repository.queries.landing_parts import (
    Agent,
    Group,
    Link,
    People,
    PlaceView,
    Said,
    Side,
)
from repository.queries.landing_terms import ROLES
from repository.record.extents import BoundingBox, Polygon, SpatialCoverage
from repository.record.languages import UNDETERMINED, Localised
from repository.record.model import Record
from repository.record.people import Affiliation, Contact, Party
from repository.record.people import Person as RecordPerson
from repository.record.rights import KNOWN_LICENCES, Licence
from repository.templatetags.plates import letters

SHOWN_CREATORS: Final = 12
SHOWN_BOXES: Final = 3


def web_address(uri: str | None) -> str:
    """The address where a browser can follow it; empty for URNs and everything else that is only a name."""
    return uri if uri and uri.lower().startswith(("https://", "http://", "ftp://", "mailto:")) else ""


def reader_language() -> str:
    """The language of the page: ``en`` or ``fr``."""
    return (get_language() or "en").split("-")[0]


def lang_of(tag: str) -> str:
    """The ``lang`` a text has to carry on this page; empty in the page's own language, or where nobody knows."""
    return "" if tag in (UNDETERMINED, "") or tag.split("-", maxsplit=1)[0] == reader_language() else tag


def language_name(tag: str) -> str:
    """The name of a language in the reader's language; the tag itself where no name is known."""
    try:
        return str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag


def said(text: Localised | None, record: Record) -> Said | None:
    """A text in the reader's language, else in the record's."""
    if text is None:
        return None
    tag = text.best_language(reader_language(), record.language)
    return Said(text[tag], lang_of(tag))


def other_languages(text: Localised | None, record: Record) -> tuple[Said, ...]:
    """The same text in the other languages it is held in, each labelled with the name of its language."""
    if text is None:
        return ()
    shown = text.best_language(reader_language(), record.language)
    return tuple(Said(text[tag], lang_of(tag) or tag, _own_name(tag)) for tag in text if tag != shown)


def _own_name(tag: str) -> str:
    try:
        name = str(get_language_info(tag)["name_local"])
    except KeyError:
        return tag
    return name[:1].upper() + name[1:]


def other_titles(record: Record) -> tuple[Said, ...]:
    """The title in other languages, then subtitles and other names."""
    rest = (Said(title.text, lang_of(title.language or ""), "") for title in record.other_titles)
    return (*other_languages(record.title, record), *rest)


def people_of(record: Record) -> People:
    """Authors (the first twelve apart), their affiliations, who helped and how, and whom to write to."""
    agents = tuple(agent_of(party) for party in record.creators)
    roles: dict[str, list[str]] = {}
    for helper in record.contributors:
        roles.setdefault(str(ROLES[helper.role]), []).append(helper.party.name)
    return People(
        shown=agents[:SHOWN_CREATORS],
        folded=agents[SHOWN_CREATORS:],
        affiliations=tuple(_affiliations(record.creators)),
        roles=tuple(Group(role, "", "; ".join(names)) for role, names in roles.items()),
        contacts=tuple(_contact(contact) for contact in record.contacts),
    )


def agent_of(party: Party) -> Agent:
    """A creator with the address of the ORCID or ROR."""
    if isinstance(party, RecordPerson):
        return Agent(party.name, party.orcid_uri or "", has_orcid=party.orcid is not None)
    return Agent(party.name, party.ror_uri or "")


def _affiliations(parties: Iterable[Party]) -> Iterator[Group]:
    found: dict[str, tuple[Affiliation, list[str]]] = {}
    for party in parties:
        for place in party.affiliations:
            found.setdefault(place.name, (place, []))[1].append(party.name)
    for name, (place, names) in found.items():
        yield Group(name, place.ror_uri or "", "; ".join(names))


def _contact(contact: Contact) -> Link:
    """Whom to write to: never an address of mail, which programs would gather; there is a form for that."""
    address = web_address(contact.uri)
    return Link(contact.name, "" if address.lower().startswith("mailto:") else address)


def keywords_of(record: Record) -> tuple[Link, ...]:
    """Keywords in the reader's language, each a search for it."""
    found: dict[str, Link] = {}
    for keyword in record.keywords:
        tag = keyword.term.best_language(reader_language(), record.language)
        words = keyword.term[tag]
        quoted = words.replace('"', " ")
        url = f"{reverse('search')}?{urlencode({'q': quoted if ' ' not in quoted else f'{chr(34)}{quoted}{chr(34)}'})}"
        found.setdefault(words, Link(words, url, lang_of(tag)))
    return tuple(found.values())


def place_of(record: Record) -> PlaceView:
    """The map's boxes and the sentences that go with it; outlines are shown by the boxes around them."""
    place = record.place
    boxes = (*(_side(box) for box in place.boxes), *(_around(polygon) for polygon in place.polygons))
    words = [box_text(Box(box.west, box.south, box.east, box.north), letters()) for box in boxes]
    return PlaceView(
        boxes=boxes,
        title=_("Map of the data: %(frames)s") % {"frames": _several(words)} if boxes else "",
        caption=_several(words),
        names=tuple(_place_names(place, record)),
        not_applicable=bool(place.not_applicable),
    )


def _several(words: list[str]) -> str:
    more = len(words) - SHOWN_BOXES
    text = "; ".join(words[:SHOWN_BOXES])
    if more <= 0:
        return text
    rest = ngettext("%(first)s and %(count)d more", "%(first)s and %(count)d more", more)
    return rest % {"first": text, "count": more}


def _side(box: BoundingBox) -> Side:
    return Side(box.west, box.south, box.east, box.north)


def _around(polygon: Polygon) -> Side:
    longitudes, latitudes = zip(*polygon.exterior, strict=True)
    return Side(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _place_names(place: SpatialCoverage, record: Record) -> Iterator[Link]:
    for named in place.names:
        tag = named.name.best_language(reader_language(), record.language)
        yield Link(named.name[tag], web_address(named.uri), lang_of(tag))


def licence_of(licence: Licence | None) -> Link | None:
    """The licence by its name in the reader's language."""
    if licence is None:
        return None
    known = KNOWN_LICENCES.get(licence.spdx or "")
    words = known.french if known and not licence.name and reader_language() == "fr" else licence.title
    return Link(words, web_address(licence.address))


def elsewhere_of(places: Iterable[Mapping[str, str]]) -> tuple[Link, ...]:
    """The data centres that hold a dataset too, in the reader's language, with its identifier and page there."""
    name = "name_fr" if reader_language().startswith("fr") else "name_en"
    return tuple(Link(f"{place[name]}: {place['identifier']}", web_address(place["address"])) for place in places)

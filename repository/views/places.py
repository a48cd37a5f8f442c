"""Places by name, by pasted text, by boxes on offer: the search, and what step 4 does beside its fields."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from repository.accounts.rate import Rate
from repository.forms import finder
from repository.forms import place_offers as offers
from repository.forms.posted import Posted, storable, text_of
from repository.models import Dataset, Person
from repository.queries.map_words import map_words
from repository.queries.place_offers import PlaceOffer, offer_of_place, offer_of_text, typed_boxes
from repository.queries.places import PlaceHit, place_named, search_places
from repository.queries.proposals import FilesSay
from repository.services.deposits import write_draft

KEPT_S: Final = 300
"""Seconds a browser or proxy may keep an answer."""
RATE: Final = Rate(most=900)
FIELD: Final = "place"
BY_KEY: Final = "place"
"""In the step's address: the key of the named place that is shown."""
BOXES: Final = "place/boxes"
_AT_SEARCH: Final = "#place-find"
_PRESSES: Final = frozenset({offers.READ, offers.SWAP, offers.SHOW, offers.TAKE, offers.JOIN, offers.SEARCH})


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Named places for ``q``; ``format`` is json, options or nothing."""
    if RATE.is_over(request):
        return HttpResponse(_("Wait a minute, then search again."), status=429, headers={"Retry-After": "60"})
    words = _asked(request, "q")
    hits = search_places(words, language=_language())
    match request.GET.get("format", ""):
        case "json":
            answer: HttpResponse = JsonResponse({"query": words, "places": [_as_json(hit) for hit in hits]})
        case "options":
            answer = render(request, "repository/_place_options.html", {"found": hits})
        case _:
            answer = render(request, "repository/places.html", {"found": hits, "words": words})
    patch_cache_control(answer, public=True, max_age=KEPT_S)
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


def _as_json(hit: PlaceHit) -> dict[str, Any]:
    place = hit.place
    return {"key": place.key, "label": hit.label, "en": place.english, "fr": place.french,
            "boxes": [box._asdict() for box in place.boxes]}  # fmt: skip


def _asked(request: HttpRequest, name: str) -> str:
    return storable(request.GET.get(name, ""))[: offers.LONGEST_NAME].strip()


def _language() -> str:
    return get_language() or "en"


def place_part(request: HttpRequest, dataset: Dataset, said: FilesSay) -> dict[str, Any]:
    """What the step shows beside the fields of a place: what was looked for, what is on offer, what the files say."""
    words = _asked(request, finder.FIND) if request.GET.get(finder.ASKED) == FIELD else ""
    posted = dict(request.POST.lists()) if request.method == "POST" else {}
    return {
        "place_words": words,
        "place_found": search_places(words, language=_language()) if words else (),
        "place_offer": _offer(request, posted),
        "place_typed": typed_boxes(dataset.draft.get(FIELD)),
        "place_text": text_of(posted, offers.PASTE),
        "place_files": json.dumps([box for line in said.lines if line.field == BOXES and line.is_open
                                   for choice in line.choices for box in _sides(choice.value)]),
        "place_land": static("land/"),
        "place_map_words": map_words(),
    }  # fmt: skip


def _offer(request: HttpRequest, posted: Posted) -> PlaceOffer | None:
    if posted:
        return offer_of_text(text_of(posted, offers.PASTE), exchanged=text_of(posted, "do") == offers.SWAP)
    place = place_named(request.GET.get(BY_KEY, ""))
    return offer_of_place(place, _language()) if place else None


def _sides(boxes: Any) -> Sequence[list[Any]]:
    """West, south, east, north of each whole box."""
    listed = boxes if isinstance(boxes, list) else []
    sides = [
        [box.get(side) for side in ("west", "south", "east", "north")] for box in listed if isinstance(box, Mapping)
    ]
    return [each for each in sides if all(isinstance(value, int | float) for value in each)]


def asks_about_place(posted: Posted) -> bool:
    """Whether the press is one of those beside the place."""
    pressed = text_of(posted, "do")
    return pressed in _PRESSES or bool(offers.asked_words(posted, pressed))


def use_offer(dataset: Dataset, actor: Person, posted: Posted) -> None:
    """Where "Use" was pressed, what is on offer joins the place of the draft."""
    pressed = text_of(posted, "do")
    offer = offers.read_offer(posted) if pressed in (offers.TAKE, offers.JOIN) else None
    if offer is not None:
        place = offers.with_offer(dataset.draft.get(FIELD), offer, joined=pressed == offers.JOIN)
        write_draft(dataset_key=dataset.key, actor=actor, fields={FIELD: place})


def is_pasted(posted: Posted) -> bool:
    """Whether to read what was pasted: then the step is drawn at once, since a long text fits in no address."""
    return text_of(posted, "do") in (offers.READ, offers.SWAP)


def after_place(posted: Posted) -> str:
    """What follows the step's address after a press beside the place."""
    pressed = text_of(posted, "do")
    if words := offers.asked_words(posted, pressed):
        return f"?{urlencode({finder.ASKED: FIELD, finder.FIND: words})}{_AT_SEARCH}"
    if pressed == offers.SHOW and place_named(key := text_of(posted, offers.PICK)):
        return f"?{urlencode({BY_KEY: key})}#place-offer"
    return "#place-boxes" if pressed in (offers.TAKE, offers.JOIN) else _AT_SEARCH

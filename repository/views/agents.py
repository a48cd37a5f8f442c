"""The search of people, organisations and funders: a page, JSON, or the options of the boxes in the deposit form."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from repository.accounts.rate import Rate
from repository.clients.found import FoundAffiliation, line
from repository.forms import agents as boxes
from repository.forms import finder
from repository.forms.posted import Posted, pack, storable, text_of
from repository.forms.shown import WINDOW, Found, Section
from repository.forms.spec import Field
from repository.queries.agents import CO_AUTHOR, CROSSREF, HERE, ME, ORCID, PUBLISHED, ROR, TABLE, Agent
from repository.services.agents import AgentsFound, find_organisations, find_parties, find_people, person_of
from repository.views import concepts
from repository.views.deposit_entrance import reader_of

KEPT_S: Final = 60
"""Seconds a browser may keep an answer, and nobody else: whom one worked with is nobody's business."""
RATE: Final = Rate(most=900)


@require_safe
@login_required
def people(request: HttpRequest) -> HttpResponse:
    """The best people for ``q``; with ``in=parties`` organisations too. ``from=here`` asks nobody outside.

    ``format`` is json, options or nothing.
    """
    box = boxes.PARTIES if request.GET.get("in") == boxes.PARTIES else boxes.PEOPLE
    return _answer(request, box)


@require_safe
@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """The best organisations for ``q``; with ``in=funders`` those that fund come first, Crossref's too."""
    box = boxes.FUNDERS if request.GET.get("in") == boxes.FUNDERS else boxes.ORGANISATIONS
    return _answer(request, box)


def _answer(request: HttpRequest, box: str) -> HttpResponse:
    if RATE.is_over(request):
        return HttpResponse(_("Wait a minute, then search again."), status=429, headers={"Retry-After": "60"})
    words = storable(request.GET.get("q", ""))[: finder.LONGEST].strip()
    found = _find(request, box, words, asks_outside=request.GET.get("from") != "here")
    answer = _told_as(request, box, words, found)
    is_page = request.GET.get("format") not in ("json", "options")
    patch_cache_control(answer, private=True, max_age=0 if found.silent or is_page else KEPT_S)
    return answer


def _told_as(request: HttpRequest, box: str, words: str, found: AgentsFound) -> HttpResponse:
    """As ``format`` asks: json, options or nothing for a page."""
    context: dict[str, Any] = {"found": [_found(agent) for agent in found.agents], "note": _note(found), "box": box}
    match request.GET.get("format", ""):
        case "json":
            told = [_as_json(agent) for agent in found.agents]
            return JsonResponse({"query": words, "in": box, "found": told, "silent": list(found.silent)})
        case "options":
            return render(request, "repository/_agent_options.html", context | {"free": _free(box, words)})
        case _:
            is_of_people = box in (boxes.PEOPLE, boxes.PARTIES)
            return render(request, "repository/agents.html", context | {"words": words, "is_of_people": is_of_people})


def _find(request: HttpRequest, box: str, words: str, *, asks_outside: bool) -> AgentsFound:
    language, actor = (get_language() or "en")[:2], reader_of(request)
    match box:
        case boxes.PEOPLE:
            return find_people(words, actor=actor, asks_outside=asks_outside)
        case boxes.PARTIES:
            return find_parties(words, actor=actor, language=language, asks_outside=asks_outside)
        case _:
            is_of_funders = box == boxes.FUNDERS
            return find_organisations(words, language=language, asks_outside=asks_outside, funders=is_of_funders)


def _note(found: AgentsFound) -> str:
    """What has to be said about an answer; nothing where all is well."""
    if found.is_wrong_orcid:
        return _("This ORCID has a wrong digit. Copy it again from the person’s page.")
    if found.silent:
        names = ", ".join(source_names()[each] for each in found.silent)
        return _(
            "No answer from %(names)s just now: only what is known here is shown. Typing by hand always works."
        ) % {"names": names}
    return ""


def source_names() -> Mapping[str, str]:
    """Who knows of an agent, in words."""
    return {
        ME: _("you"),
        CO_AUTHOR: _("in your deposits"),
        PUBLISHED: _("author here"),
        TABLE: _("ROR, kept here"),
        ORCID: _("ORCID"),
        ROR: "ROR",
        CROSSREF: _("Crossref funders"),
    }


def _found(agent: Agent) -> Found:
    names = source_names()
    identifier = agent.orcid or agent.ror or (f"10.13039/{agent.funder_id}" if agent.funder_id else "")
    return Found(
        value=pack(agent.entry()),
        label=agent.label,
        lang="",
        matched=agent.matched,
        scheme=", ".join(names[each] for each in agent.sources),
        definition="; ".join(each.name for each in agent.affiliations) or agent.place,
        definition_lang="",
        path=identifier,
        uri=" ".join(agent.keys),
    )


def _as_json(agent: Agent) -> dict[str, Any]:
    return {
        "label": agent.label,
        "matched": agent.matched or None,
        "sources": list(agent.sources),
        "is_of_this_site": not set(agent.sources).isdisjoint(HERE),
        "place": agent.place or None,
        "affiliations": [each.name for each in agent.affiliations],
        "entry": agent.entry(),
    }


def _free(box: str, words: str) -> list[dict[str, str]]:
    """What nobody has to know, to be added as it was typed: in the boxes that take people and organisations."""
    if box != boxes.PARTIES or len(words) < 2:
        return []
    return [{"kind": each["kind"], "value": pack(each), "label": words} for each in boxes.typed_entries(words)]


def found_without_script(request: HttpRequest, sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of a step; the box that the address asks about, of concepts or of agents, shows what it found."""
    name = request.GET.get(finder.ASKED, "")
    words = storable(request.GET.get(finder.FIND, ""))[: finder.LONGEST].strip()
    box = boxes.box_of(name, "organisation" if request.GET.get("kind") == "organisation" else "person")
    if not box:
        return concepts.found_without_script(request, sections)
    found = _find(request, box, words, asks_outside=True) if words else AgentsFound()
    note = _note(found) if words else _("Type a name first, then search.")
    return boxes.with_found(sections, name, words, tuple(_found(each) for each in found.agents), note)


def after_finder(posted: Posted, pressed: str, fields: Sequence[Field]) -> str:
    """What follows the step's address after a search without script, or a pick; nothing for another button."""
    lists = {field.key for field in fields}
    verb, _colon, name = pressed.partition(":")
    if pressed in ("", "save"):
        asked = (each for each in boxes.LISTS if each in lists and text_of(posted, f"{each}-find").strip())
        verb, name = finder.FIND, next(asked, "")
    if name.partition("-")[0] not in lists or not boxes.box_of(name, "person"):
        return concepts.after_finder(posted, pressed, fields)
    if verb == finder.FIND:
        kind = text_of(posted, f"{boxes.party_name(name)}-kind")
        return finder.question(name, boxes.words_in(posted, name), kind=kind, **_page_of(name))
    page = urlencode(_page_of(name))
    return f"{'?' if page else ''}{page}#{name}" if verb == finder.PICK else ""


def _page_of(name: str) -> dict[str, str]:
    """The page of a long list on which a row stands, for the step's address; nothing for the first one."""
    top, _dash, rest = name.partition("-")
    number = rest.partition("-")[0]
    start = int(number) // WINDOW * WINDOW if number else 0
    return {top: str(start)} if start else {}


def picks_completed(request: HttpRequest) -> dict[str, Sequence[str]]:
    """What was posted; a person who was picked by ORCID brings where they work today, and what a pick replaces is said.

    One person is asked about at most: a form never waits for many.
    """
    posted: dict[str, Sequence[str]] = dict(request.POST.lists())
    verb, _colon, name = text_of(posted, "do").partition(":")
    control = f"{name}-{boxes.PICK}"
    if verb != finder.PICK or not boxes.box_of(name, "person") or control not in posted:
        return posted
    posted[control] = [_with_work(text_of(posted, control)), *list(posted[control])[:-1]]
    for old, new in boxes.replaced(posted, name) if name not in boxes.LISTS else ():
        if new:
            messages.info(request, _("“%(old)s” was replaced by “%(new)s”.") % {"old": old, "new": new})
        else:
            messages.info(request, _("“%(old)s” was taken away: it belongs to another one.") % {"old": old})
    return posted


def _with_work(text: str) -> str:
    entry = boxes.read_entry(text)
    if not entry.get("orcid") or entry.get("affiliations") or not settings.ORCID_URL:
        return text
    person = person_of(entry["orcid"])
    works = person.affiliations if person else ()
    return pack({**entry, "affiliations": [_told(each) for each in works]}) if works else text


def _told(work: FoundAffiliation) -> dict[str, str]:
    return {key: text for key, text in (("name", line(work.name)), ("ror", work.ror)) if text}

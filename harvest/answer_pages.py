"""The page that a person sees at the address for harvesters: the same answer, with links to go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from harvest.formats import FORMATS
from harvest.oaipmh.answers import Answer, Item, read_answer

_FIRST = FORMATS[0].prefix
_VERBS: tuple[tuple[str, Promise, dict[str, str]], ...] = (
    ("Identify", _("The repository"), {}),
    ("ListMetadataFormats", _("Formats of records"), {}),
    ("ListSets", _("Sets"), {}),
    ("ListIdentifiers", _("Identifiers"), {"metadataPrefix": _FIRST}),
    ("ListRecords", _("Records"), {"metadataPrefix": _FIRST}),
)
_MOST_ARGUMENTS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """An item with where it leads: its landing page (empty for an identifier of elsewhere), its record, its sets."""

    item: Item
    page: str
    record: str
    sets: tuple[tuple[str, str], ...]


def answer_page(request: HttpRequest, document: bytes, *, domain: str) -> HttpResponse:
    """The page of an answer; ``domain`` is the one in the identifiers."""
    answer = read_answer(document)
    asked = _asked(request)
    prefix = asked.get("metadataPrefix", _FIRST)
    language = 1 if get_language() == "fr" else 0
    rows = [_row(item, prefix=prefix, domain=domain) for item in answer.items]
    context = {
        "answer": answer,
        "verbs": [(verb, words, _address(verb=verb, **others)) for verb, words, others in _VERBS],
        "asked": [(name, value) for name, value in asked.items() if name != "verb"],
        "verb": asked.get("verb", ""),
        "rows": rows,
        "sets": [(spec, names[language % len(names)], _of_set(spec)) for spec, names in answer.sets],
        "formats": [(each, _address(verb="ListRecords", metadataPrefix=each[0])) for each in answer.formats],
        "others": _in_other_formats(answer, asked),
        "more": _address(verb=answer.verb, resumptionToken=answer.more) if answer.more else "",
        "first": int(answer.cursor or 0) + 1,
        "last": int(answer.cursor or 0) + len(rows),
        "command": f"curl '{settings.SITE_URL}{reverse('oai')}{_address(**asked)}'" if not answer.error else "",
    }
    return render(request, "harvest/answer.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    """The arguments of the address, for showing them; those of a request that is too long are left out."""
    try:
        return dict(parse_qsl(request.META.get("QUERY_STRING", ""), max_num_fields=_MOST_ARGUMENTS))
    except ValueError:
        return {}


def _row(item: Item, *, prefix: str, domain: str) -> Row:
    start = f"oai:{domain}:"
    suffix = item.identifier.removeprefix(start) if item.identifier.startswith(start) else ""
    return Row(
        item=item,
        page=reverse("landing", args=[suffix]) if suffix else "",
        record=_address(verb="GetRecord", metadataPrefix=prefix, identifier=item.identifier),
        sets=tuple((spec, _of_set(spec)) for spec in item.sets),
    )


def _in_other_formats(answer: Answer, asked: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """The same question in each format, where it is one of a format: prefix, address, whether it is this one."""
    if "metadataPrefix" not in asked or answer.error:
        return []
    return [
        (each.prefix, _address(**{**asked, "metadataPrefix": each.prefix}), each.prefix == asked["metadataPrefix"])
        for each in FORMATS
    ]


def _of_set(spec: str) -> str:
    return _address(verb="ListIdentifiers", metadataPrefix=_FIRST, set=spec)


def _address(**arguments: str) -> str:
    return f"?{urlencode(arguments)}" if arguments else ""

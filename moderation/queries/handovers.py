"""Handovers as pages, programs and letters show them; and whom a token lets in."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from moderation.models import DataCentre, Handover
from moderation.pathways.states import OPEN, HandoverState
from moderation.queries.versions import title_of
from repository.access import Actor, holds_today
from repository.accounts.tokens import sha256_of, token_of
from repository.crosswalks import cdi
from repository.lifecycle import Standing
from repository.models import Dataset, Grant, Person
from repository.queries.editions import exports_of, file_url, landing_url
from repository.queries.layers import amount_in, layer_files
from repository.record.canonical import parse

HANDOVER: Final = "handover"
"""What its tokens are for (`accounts/tokens.py`)."""
FILES_MOST: Final = 1000
"""Files listed one by one; the address of all checksums lists any number."""


def token_of_handover(handover: Handover) -> str:
    """The token that is good now: made anew from the site's key, stored nowhere."""
    return token_of(HANDOVER, handover.key, issue=handover.issue)


def _found() -> QuerySet[Handover]:
    return Handover.objects.select_related("centre", "dataset__current_version", "snapshot", "grant")


def handover_of_token(token: str) -> Handover | None:
    """The handover that a token opens today; none once its day has passed or its dataset is withdrawn."""
    if not token:
        return None
    live = _found().filter(holds_today("grant__"), grant__token_sha256=sha256_of(token))
    return live.filter(state__in=OPEN, dataset__standing=Standing.PUBLIC).first()


def handover_of_bearer(key: UUID, token: str) -> Handover | None:
    """The handover of this key, if the token is its own and good today."""
    found = handover_of_token(token)
    return found if found is not None and found.key == key else None


def has_ended(key: UUID, token: str) -> bool:
    """Whether a token was good for this handover once."""
    return Handover.objects.filter(key=key, grant__token_sha256=sha256_of(token)).exists()


def handovers_for(person: Actor) -> QuerySet[Handover]:
    """What was handed over to the centres that a person answers for, newest first."""
    if not isinstance(person, Person) or not person.is_active:
        return Handover.objects.none()
    mine = _found().filter(centre__people=person, state__in=OPEN)
    return mine.filter(dataset__standing=Standing.PUBLIC).order_by("-pk")


def handovers_of(dataset: Dataset) -> list[Handover]:
    """The newest handover of a dataset to each centre, by the centres' codes."""
    rows = _found().filter(dataset=dataset).order_by("centre__code", "-snapshot__number")
    return list(rows.distinct("centre__code"))


def holdings_of(dataset: Dataset) -> list[dict[str, str]]:
    """Under what and where centres have a dataset in their holdings: the newest word of each."""
    rows = _found().filter(dataset=dataset, state=HandoverState.INTEGRATED)
    return [
        {
            "name_en": row.centre.name_en,
            "name_fr": row.centre.name_fr,
            "identifier": row.identifier,
            "address": row.address,
        }
        for row in rows.order_by("centre__code", "-snapshot__number").distinct("centre__code")
    ]


@dataclass(frozen=True, slots=True)
class CentreLine:
    """One centre on the operator's page: what was handed over to it."""

    centre: DataCentre
    total: int
    waiting: int
    failed: int


def centre_lines() -> tuple[CentreLine, ...]:
    """Every centre with its numbers."""
    counted: dict[tuple[int, str], int] = {}
    for centre, state in Handover.objects.values_list("centre_id", "state"):
        counted[centre, state] = counted.get((centre, state), 0) + 1
    return tuple(
        CentreLine(
            centre,
            total=sum(count for (key, _state), count in counted.items() if key == centre.pk),
            waiting=counted.get((centre.pk, HandoverState.OFFERED.value), 0),
            failed=counted.get((centre.pk, HandoverState.FAILED.value), 0),
        )
        for centre in DataCentre.objects.all()
    )


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A handover in a list."""

    row: Handover
    title: str
    last_day: date | None


def handover_lines(rows: Iterable[Handover]) -> tuple[HandoverLine, ...]:
    """With the public title of each dataset."""
    return tuple(HandoverLine(row, title_of(row.dataset.current_version)[0], last_day_of(row)) for row in rows)


def last_day_of(handover: Handover) -> date | None:
    """The last whole day (UTC) on which its token opens anything; None before it was offered."""
    until = handover.grant.until if handover.grant else None
    return until.date() if until else None


def page_url(handover: Handover) -> str:
    """The page of a handover, for who has an account."""
    return f"{settings.SITE_URL}{reverse('handover', args=[handover.key])}"


def entrance_url(handover: Handover) -> str:
    """The address that lets a centre in without an account."""
    return f"{settings.SITE_URL}{reverse('handover-open', args=[token_of_handover(handover)])}"


def api_url(handover: Handover, name: str = "api-handover") -> str:
    """Where programs ask and answer."""
    return f"{settings.SITE_URL}{reverse(name, args=[handover.key])}"


def notice_of(handover: Handover, *, with_files: bool = True) -> dict[str, Any]:
    """A handover for programs: what it is, why it came, where its bytes are, and where to answer. Without the token."""
    dataset, layer = handover.dataset, handover.snapshot
    amount, day = amount_in(layer.number), last_day_of(handover)
    address = f"{landing_url(dataset)}files/{layer.number}/"
    told: dict[str, Any] = {
        "handover": api_url(handover),
        "state": handover.state,
        "centre": handover.centre.code,
        "why": {"en": handover.why_en, "fr": handover.why_fr},
        "transfer": {"en": handover.transfer_en, "fr": handover.transfer_fr},
        "access_until": day.isoformat() if day else None,
        "dataset": {
            "doi": dataset.doi,
            "url": landing_url(dataset),
            "standing": dataset.standing,
            "descriptions": _descriptions(dataset),
        },
        "layer": {
            "fragment": layer.number,
            "date": layer.date.isoformat(),
            "files": amount.files,
            "bytes": amount.size,
            "zip": f"{settings.SITE_URL}{reverse('layer-zip', args=[dataset.suffix, layer.number])}",
            "checksums": f"{settings.SITE_URL}{reverse('manifest', args=[dataset.suffix])}?layer={layer.number}",
            "file_template": f"{address}{{path}}",
        },
        "answers": {name: api_url(handover, f"api-handover-{name}") for name in ANSWERS},
        "integrated_as": handover.identifier or None,
    }
    if with_files:
        told["layer"]["listed"] = _files(handover)
    return told


def _descriptions(dataset: Dataset) -> list[dict[str, str]]:
    """Every format with its address; of the sea the CDI summary first."""
    found = [{"media_type": each.media_type, "url": each.url} for each in exports_of(dataset)]
    if dataset.current_version and cdi.applies(parse(bytes(dataset.current_version.document))):
        found.insert(0, {"media_type": cdi.MEDIA_TYPE, "url": f"{landing_url(dataset)}export/cdi"})
    return found


ANSWERS: Final = ("acknowledgement", "integration", "refusal")
"""What a centre may say, as the ends of addresses."""


def _files(handover: Handover) -> list[dict[str, Any]]:
    return [
        {
            "path": place.path,
            "url": file_url(handover.dataset, handover.snapshot.number, place.path),
            "bytes": place.file.size,
            "sha256": place.file.sha256,
            "media_type": place.file.media_type,
        }
        for place in layer_files(handover.snapshot)[:FILES_MOST]
    ]


def machine_part(handover: Handover, *, event: str) -> bytes:
    """The part of a letter that programs read: the notice with the event, and the token while it opens something."""
    told = {"event": event, **notice_of(handover, with_files=False)}
    if handover.state in OPEN and handover.grant and Grant.objects.filter(holds_today(), pk=handover.grant.pk).exists():
        told["authorization"] = f"Bearer {token_of_handover(handover)}"
    return json.dumps(told, ensure_ascii=False, indent=2).encode()

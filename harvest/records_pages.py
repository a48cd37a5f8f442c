"""A page of records: what a question finds from a token on, and the token of the page after it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import Http404

from harvest.ogcapi.tokens import Position, seal, unseal
from harvest.queries_records import Found, FoundRecord, find, records_by_identifier
from harvest.records.questions import Question, SortKey
from harvest.records.tree import Condition

Stored = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """The features of one page as they are stored, how many there are in all, and the token of what follows."""

    features: list[Stored]
    matched: int
    token: str | None

    def as_collection(self, links: list[dict[str, Any]], member: Callable[[Stored], Stored]) -> dict[str, Any]:
        """A feature collection (RFC 7946), ``member`` writes each feature."""
        return {
            "type": "FeatureCollection",
            "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "numberMatched": self.matched,
            "numberReturned": len(self.features),
            "features": [member(feature) for feature in self.features],
            "links": links,
        }


def page_of(
    condition: Condition | None,
    sort: tuple[SortKey, ...],
    limit: int,
    token: str,
    *,
    rendition: str,
    keys: Sequence[bytes],
) -> Page:
    """One page; ``token`` is empty for the first. Raises FilterRefused, TooExpensive."""
    question = repr((condition, sort, rendition))
    before = unseal(token, question, keys) if token else None
    found = find(
        Question(condition=condition, sort=sort, limit=limit, after=before.after if before else None),
        rendition=rendition,
    )
    features = [feature for row in found.rows if (feature := _feature(row)) is not None]
    position = _next(found, limit, before)
    return Page(features, found.matched, seal(position, question, keys[0]) if position else None)


def stored_feature(identifier: str, rendition: str) -> Stored:
    """The stored feature of a public dataset by its suffix or its DOI. Raises Http404 where there is none."""
    found = records_by_identifier([identifier], rendition=rendition)
    feature = _feature(found[0]) if found else None
    if feature is None:
        raise Http404(identifier)
    return feature


def _feature(row: FoundRecord) -> Stored | None:
    """The stored feature with its last change to the second, by which it is asked and sorted; None where it has none.

    What is stored knows the day of the newest layer alone: an embargo that ends changes more than that.
    """
    if row.body is None:
        return None
    read: Stored = json.loads(row.body)
    if row.modified:
        read["properties"]["updated"] = row.modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return read


def _next(found: Found, limit: int, before: Position | None) -> Position | None:
    """Where the next page begins; None where this is the last one."""
    if found.after is None or len(found.rows) < limit:
        return None
    state = "-".join(map(str, found.state))
    is_counted_on = before is None or before.state == state
    handed_out = (before.handed_out if before else 0) + len(found.rows)
    if is_counted_on and handed_out >= found.matched:
        return None
    return Position(found.after, handed_out, state if is_counted_on else "")

"""What the rules say of a dataset: of a draft now, and of what was submitted."""

from collections.abc import Mapping
from typing import Any

from moderation.models import Routing, ScopeAnswer
from moderation.queries.rule_books import book_in_force
from moderation.rules.book import Book
from moderation.rules.facts import facts_of
from moderation.rules.routing import RoutingResult, from_json, route
from repository.models import Dataset, Pole, RecordVersion
from repository.queries.drafts import effective_document


def answers_of(dataset: Dataset) -> dict[str, str]:
    """Question -> what the depositors answered last."""
    return dict(ScopeAnswer.objects.filter(dataset=dataset).values_list("question", "value"))


def route_document(document: Mapping[str, Any], answers: Mapping[str, str], book: Book | None = None) -> RoutingResult:
    """What the book in force, or another, says of a description, calling no discipline that this site has not."""
    used = book or book_in_force()
    return route(facts_of(document), answers, used.within(set(Pole.objects.values_list("code", flat=True))))


def route_draft(dataset: Dataset) -> RoutingResult:
    """What the book in force says of a draft as it stands."""
    return route_document(effective_document(dataset), answers_of(dataset))


def routing_of(version: RecordVersion | None) -> Routing | None:
    """What the rules said when a version was submitted; None for one from before there were rules."""
    return Routing.objects.filter(record_version=version).first() if version else None


def result_of(routing: Routing) -> RoutingResult:
    """The result that a routing keeps."""
    return from_json(routing.result)


def deciding_pole(dataset: Dataset) -> str:
    """The code of the discipline that decides on what was submitted last; empty where none was asked."""
    routing = routing_of(dataset.submitted_version)
    if routing is not None and routing.deciding:
        return routing.deciding
    return dataset.poles[0] if dataset.poles else ""

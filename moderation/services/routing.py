"""Routing a submitted version by the rules: kept with the round, other disciplines let in, their opinions asked."""

from collections.abc import Iterable

from django.db import transaction

from moderation.models import Opinion, Review, Routing
from moderation.queries.disciplines import disciplines_of
from moderation.queries.routing import answers_of, route_document
from moderation.queries.versions import document_of
from moderation.rules.book import Words
from moderation.rules.routing import RoutingResult
from repository.models import Dataset, Pole, RecordVersion
from repository.services.events import record_event

_ASKED_FOR = Words("The depositor asked for this discipline too.", "Le déposant a sollicité aussi cette discipline.")


@transaction.atomic
def write_routing(*, review: Review, dataset: Dataset, version: RecordVersion) -> Routing:
    """Keep what the book in force says of a submitted version, once; then let in whom it names, and ask them.

    A discipline that the rules add is written into ``dataset.poles``: this is what brings the dataset into its queue,
    and opens the review to its moderators. It stays there until the dataset is public, whose disciplines are those of
    its record, or is submitted again, when the rules are asked anew.
    """
    kept = Routing.objects.filter(record_version=version).first()
    if kept is not None:
        return kept
    answers = answers_of(dataset)
    result = route_document(document_of(version), answers)
    routing = Routing.objects.create(
        review=review,
        record_version=version,
        book_version=result.book,
        answers=answers,
        result=result.to_json(),
        deciding=result.deciding,
    )
    wanted = [*_of_groups(result), *_of_disciplines(review, result), *_asked_before(review, version, result)]
    _ask(dataset, _unique(wanted), review=review, version=version)
    return routing


def _ask(dataset: Dataset, wanted: Iterable[Opinion], *, review: Review, version: RecordVersion) -> None:
    for opinion in wanted:
        opinion.review, opinion.record_version = review, version
        opinion.save()
        if not opinion.group:
            let_in(dataset, opinion.pole)
        tell_asked(dataset, opinion)


def let_in(dataset: Dataset, code: str) -> None:
    """Bring a dataset into the queue of one more discipline."""
    if code not in dataset.poles:
        dataset.poles = [*dataset.poles, code]
        dataset.save(update_fields=["poles"])


def tell_asked(dataset: Dataset, opinion: Opinion) -> None:
    """Record that an opinion was asked for; its discipline is told by mail."""
    record_event(
        "opinion.asked",
        subject=dataset,
        actor=opinion.asked_by,
        payload={"opinion": opinion.pk, "pole": opinion.pole, "group": opinion.group, "required": opinion.required},
    )


def _of_groups(result: RoutingResult) -> list[Opinion]:
    return [
        Opinion(
            pole=wanted.pole,
            group=wanted.group,
            group_en=wanted.name.en,
            group_fr=wanted.name.fr,
            required=True,
            why_en=wanted.reason.because.en,
            why_fr=wanted.reason.because.fr,
        )
        for wanted in result.advice
    ]


def _of_disciplines(review: Review, result: RoutingResult) -> list[Opinion]:
    """Of every discipline that takes part and does not decide; about corrections of those alone that want it."""
    concerns = {concern.pole: concern for concern in result.concerns}
    settings = disciplines_of(result.concerned)
    wanted = []
    for code in result.concerned:
        passes = review.is_correction and code in settings and not settings[code].corrections_need_review
        if code == result.deciding or code not in settings or passes:
            continue
        concern = concerns.get(code)
        why = concern.reasons[0].because if concern else _ASKED_FOR
        wanted.append(Opinion(pole=code, required=bool(concern and concern.required), why_en=why.en, why_fr=why.fr))
    return wanted


def _asked_before(review: Review, version: RecordVersion, result: RoutingResult) -> list[Opinion]:
    """What moderators asked for by hand in earlier rounds is asked again about the new version."""
    asked = Opinion.objects.filter(review=review, asked_by__isnull=False).exclude(record_version=version)
    before = list(asked.order_by("-pk"))
    there = set(Pole.objects.values_list("code", flat=True)) if before else set()
    return [
        Opinion(
            pole=old.pole,
            required=old.required,
            why_en=old.why_en,
            why_fr=old.why_fr,
            asked_by=old.asked_by,
        )
        for old in before
        if old.pole in there and old.pole != result.deciding
    ]


def _unique(wanted: Iterable[Opinion]) -> list[Opinion]:
    """Each party once; required where one of the requests is."""
    found: dict[tuple[str, str], Opinion] = {}
    for opinion in wanted:
        kept = found.setdefault((opinion.pole, opinion.group), opinion)
        kept.required = kept.required or opinion.required
    return list(found.values())

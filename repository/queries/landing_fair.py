"""The FAIR self-assessment of a dataset, as its page shows it."""

from typing import Final

from django.utils import formats

from repository.crosswalks.edition import Edition
from repository.fair.assessment import Fairness, Result, assess_fairness
from repository.models import Dataset, DraftFile, RecordVersion
from repository.queries.landing_parts import FairLine, FairView
from repository.queries.landing_words import reader_language
from repository.queries.layers import places_in
from repository.record.model import Record

_LOOKED_AT: Final = 500
"""Files whose format is looked at: one that a community can open is enough, and pages stay quick."""


def fairness_of_layer(record: Record, edition: Edition, dataset: Dataset, fragment: int | None) -> FairView:
    """How FAIR what is public is."""
    if fragment is None:
        return _view(assess_fairness(record, edition, ()))
    found = places_in(fragment).values_list("path", "file__media_type")[:_LOOKED_AT]
    return _view(assess_fairness(record, edition, {form for pair in found for form in pair}))


def fairness_of_draft(record: Record, edition: Edition, dataset: Dataset, version: RecordVersion | None) -> FairView:
    """How FAIR a draft, or one version that was submitted, would be."""
    if version is not None:
        forms = {str(file[key]) for file in version.files[:_LOOKED_AT] for key in ("path", "media_type")}
    else:
        places = DraftFile.objects.filter(dataset=dataset).values_list("path", "file__media_type")
        forms = {form for pair in places[:_LOOKED_AT] for form in pair}
    return _view(assess_fairness(record, edition, forms))


def _view(fairness: Fairness) -> FairView:
    return FairView(
        earned=_points(fairness.earned),
        possible=fairness.possible,
        lines=tuple(_line(result) for result in fairness.results),
    )


def _line(result: Result) -> FairLine:
    language = reader_language()
    return FairLine(
        principle=result.metric.principle,
        title=result.metric.title(language),
        identifier=result.metric.identifier,
        earned=_points(result.earned),
        possible=result.metric.points,
        said=result.said.message(language),
        is_full=result.is_full,
    )


def _points(points: float) -> str:
    """`21`, or `20.5` as the reader's language writes it."""
    return formats.number_format(points, decimal_pos=0 if points == int(points) else 1, use_l10n=True)

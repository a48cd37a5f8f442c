"""A dataset against the metrics: what it earns, and which field would raise it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from repository.crosswalks.edition import Edition, EditionAccess, EditionStatus
from repository.fair import metrics
from repository.fair.metrics import Metric
from repository.fair.sentences import SENTENCES, Sentence
from repository.fair.vocabularies import addresses_of_terms, is_known_format, is_registered
from repository.record.document import Path
from repository.record.model import Record


@dataclass(frozen=True, slots=True)
class Result:
    """One metric's points for one dataset, what is said of it, and the field that would raise it where one would."""

    metric: Metric
    earned: float
    said: Sentence
    path: Path = ()

    @property
    def is_full(self) -> bool:
        """Whether nothing is lacking."""
        return self.earned >= self.metric.points


@dataclass(frozen=True, slots=True)
class Fairness:
    """All results, F to R."""

    results: tuple[Result, ...]

    @property
    def earned(self) -> float:
        """Points, of `possible`."""
        return sum(result.earned for result in self.results)

    @property
    def possible(self) -> int:
        """Points that a dataset can have: 26."""
        return sum(result.metric.points for result in self.results)

    @property
    def lacking(self) -> tuple[Result, ...]:
        """What could be better."""
        return tuple(result for result in self.results if not result.is_full)


@dataclass(frozen=True, slots=True)
class _Case:
    record: Record
    edition: Edition
    forms: Collection[str]

    @property
    def has_data(self) -> bool:
        return bool(self.forms or self.record.distribution.services)

    @property
    def why_closed(self) -> str:
        """Name of the sentence that says why nobody fetches the data now; empty where everybody may."""
        if self.edition.status is EditionStatus.WITHDRAWN:
            return "withdrawn"
        if not self.has_data:
            return "no-files"
        if self.record.distribution.services:
            return ""
        return {EditionAccess.EMBARGOED: "later", EditionAccess.RESTRICTED: "closed"}.get(self.edition.access, "")


def assess_fairness(record: Record, edition: Edition, forms: Collection[str]) -> Fairness:
    """How FAIR a dataset is. `forms`: media types and names of the files that its newest layer holds."""
    case = _Case(record, edition, forms)
    return Fairness(tuple(_RULES[metric](metric, case) for metric in metrics.METRICS))


def _result(metric: Metric, earned: float, name: str, *path: str) -> Result:
    return Result(metric, earned, SENTENCES[name], path)


def _always(name: str) -> "_Rule":
    """Whatever is described: the product gives it to every dataset."""
    return lambda metric, case: _result(metric, metric.points, name)


def _persistent(metric: Metric, case: _Case) -> Result:
    return _result(metric, 1, "doi") if case.edition.doi_resolves else _result(metric, 0.5, "doi-later")


def _core(metric: Metric, case: _Case) -> Result:
    if not case.record.creators:
        return _result(metric, 0, "no-creators", "creators")
    if case.record.abstract is None:
        return _result(metric, 1, "no-abstract", "abstract")
    if not case.record.keywords:
        return _result(metric, 1, "no-keywords", "keywords")
    return _result(metric, 2, "core")


def _with_data(full: str) -> "_Rule":
    """Half of the points for the description, which is always there, half for the data."""

    def rule(metric: Metric, case: _Case) -> Result:
        why = case.why_closed
        if not why:
            return _result(metric, metric.points, full)
        return _result(metric, metric.points // 2, why, *(("files",) if why == "no-files" else ()))

    return rule


def _vocabularies(metric: Metric, case: _Case) -> Result:
    if any(is_registered(address) for address in addresses_of_terms(case.record)):
        return _result(metric, 2, "vocabularies")
    return _result(metric, 0, "no-vocabularies", "keywords")


def _relations(metric: Metric, case: _Case) -> Result:
    sources = case.record.provenance.sources if case.record.provenance else ()
    if case.record.related or sources or len(case.edition.layers) > 1:
        return _result(metric, 2, "relations")
    return _result(metric, 0, "no-relations", "related")


def _content(metric: Metric, case: _Case) -> Result:
    if case.edition.status is EditionStatus.WITHDRAWN:
        return _result(metric, 1, "withdrawn")
    return _result(metric, 2, "content") if case.has_data else _result(metric, 1, "no-files", "files")


def _licence(metric: Metric, case: _Case) -> Result:
    return _result(metric, 1, "licence") if case.record.licence else _result(metric, 0, "no-licence", "licence")


def _format(metric: Metric, case: _Case) -> Result:
    if case.edition.status is EditionStatus.WITHDRAWN:
        return _result(metric, 0, "withdrawn")
    if any(is_known_format(form) for form in case.forms):
        return _result(metric, 1, "format")
    return _result(metric, 0, "no-format" if case.has_data else "no-files", "files")


_Rule = Callable[[Metric, _Case], Result]

_RULES: Final[Mapping[Metric, _Rule]] = {
    metrics.UNIQUE: _always("doi"),
    metrics.PERSISTENT: _persistent,
    metrics.CORE: _core,
    metrics.LOCATION: _with_data("location"),
    metrics.SEARCHABLE: _always("searchable"),
    metrics.ACCESS: _always("access"),
    metrics.RETRIEVABLE: _with_data("retrievable"),
    metrics.PROTOCOL: _with_data("protocol"),
    metrics.AUTHENTICATION: _with_data("authentication"),
    metrics.KEPT: _always("kept"),
    metrics.FORMAL: _always("formal"),
    metrics.VOCABULARIES: _vocabularies,
    metrics.RELATIONS: _relations,
    metrics.CONTENT: _content,
    metrics.LICENCE: _licence,
    metrics.PROVENANCE: _always("provenance"),
    metrics.STANDARD: _always("standard"),
    metrics.FORMAT: _format,
}

"""The five steps of a dataset's deposit: where they are, and what is missing under each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.forms.shown import WINDOW
from repository.models import Dataset, DraftFile
from repository.queries.drafts import effective_document
from repository.record.document import Path
from repository.record.findings import FIELD_STEPS, Assessment, Finding, Step, step_of

LISTS_OF_WORDS = frozenset({"poles", "topics", "data_languages", "acquisition"})
"""Fields whose entries share one control."""


@dataclass(frozen=True, slots=True)
class StepLink:
    """One step: its name, its address, what is missing there, and whether it is the page itself or done."""

    key: str
    name: str
    url: str
    note: str
    current: bool
    done: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing to mend, with the link that leads to its control."""

    sentence: str
    url: str
    step: str
    blocks: bool
    code: str


def step_names() -> dict[Step, str]:
    """The steps in their order, as they are called."""
    return {
        Step.FILES: _("Files"),
        Step.DESCRIPTION: _("Description"),
        Step.PEOPLE: _("People and funding"),
        Step.PLACE: _("Place, time, variables"),
        Step.REVIEW: _("Review and submit"),
    }


def step_url(dataset: Dataset, step: Step) -> str:
    """The address of a step."""
    return reverse(f"deposit-{step.value}", args=[dataset.deposit_id, dataset.key])


def steps_of(
    dataset: Dataset, assessment: Assessment, *, current: Step, proposed: Mapping[Step, tuple[int, int]] | None = None
) -> tuple[StepLink, ...]:
    """The steps' bar of a dataset. ``proposed``: (fields with a proposal that waits for an answer, all fields)."""
    said = {FIELD_STEPS.get(field) for field in effective_document(dataset)}
    files = DraftFile.objects.filter(dataset=dataset).count()
    links = []
    for step, name in step_names().items():
        blocking = sum(finding.blocks for finding in assessment.of_step(step))
        begun = step in said or (step is Step.FILES and files > 0)
        if step is Step.REVIEW:
            total = len(assessment.blocking)
            note, done = (_missing(total), False) if total else (_("Ready to submit"), False)
        elif step is Step.FILES and files:
            note, done = ngettext("%(count)d file", "%(count)d files", files) % {"count": files}, not blocking
        else:
            note = _missing(blocking) if blocking else (_("Complete") if begun else _("Nothing needed"))
            done = begun and not blocking
        waiting, fields = (proposed or {}).get(step, (0, 0))
        if waiting:
            note, done = _("%(count)d of %(total)d proposed") % {"count": waiting, "total": fields}, False
        links.append(StepLink(step.value, name, step_url(dataset, step), note, step is current, done))
    return tuple(links)


def next_step(current: Step) -> Step:
    """The step after this one; the last one is followed by itself."""
    order = list(Step)
    return order[min(order.index(current) + 1, len(order) - 1)]


def lacks_of(dataset: Dataset, assessment: Assessment, language: str) -> tuple[Lack, ...]:
    """Everything found, as links to the controls, what blocks first."""
    found = sorted(assessment.findings, key=lambda finding: not finding.blocks)
    return tuple(_lack(dataset, finding, language) for finding in found)


def control_link(dataset: Dataset, path: Path, step: Step | None = None) -> str:
    """The address of the control at a path of the document: its step, the page of a long list, and its name."""
    step = step or step_of(path)
    if step is Step.FILES:
        return f"{step_url(dataset, step)}#files"
    if path and path[0] in LISTS_OF_WORDS:
        path = path[:1]
    query = ""
    for depth, number in enumerate(path):
        if isinstance(number, int):
            start = number // WINDOW * WINDOW
            name = "-".join(str(part) for part in path[:depth])
            query = f"?{name}={start}" if start else ""
            break
    return f"{step_url(dataset, step)}{query}#{'-'.join(str(part) for part in path)}"


def _lack(dataset: Dataset, finding: Finding, language: str) -> Lack:
    url = control_link(dataset, finding.path, finding.step)
    return Lack(finding.message(language), url, finding.step.value, finding.blocks, finding.code)


def _missing(count: int) -> str:
    return ngettext("%(count)d thing missing", "%(count)d things missing", count) % {"count": count}

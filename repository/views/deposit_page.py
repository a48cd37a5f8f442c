"""What every step's page shows around its own part: title, steps, the other datasets, and whether all is saved."""

from typing import Any

from django.http import HttpRequest

from repository.forms.authorship import typed_by
from repository.models import Dataset
from repository.queries.deposit_steps import next_step, step_names, step_url, steps_of
from repository.queries.deposits import DatasetLine, dataset_title, state_badges
from repository.queries.drafts import draft_assessment
from repository.queries.proposals import files_say
from repository.record.findings import Assessment, Step
from repository.views.deposit_entrance import may_edit, readable_datasets, reader_of


def step_page(
    request: HttpRequest, dataset: Dataset, step: Step, assessment: Assessment | None = None
) -> dict[str, Any]:
    """The context of a step's page. ``siblings``: the deposit's datasets, this one included, when there are several."""
    assessment = assessment or draft_assessment(dataset)
    said = files_say(dataset)
    siblings = _siblings(request, dataset, step)
    following = next_step(step)
    return {
        "dataset": dataset,
        "deposit": dataset.deposit,
        "step": step.value,
        "heading": dataset_title(dataset),
        "steps": steps_of(dataset, assessment, current=step, proposed={each: said.count_of(each) for each in Step}),
        "files_say": said,
        "assessment": assessment,
        "siblings": siblings if len(siblings) > 1 else (),
        "is_editable": may_edit(request, dataset),
        "typed_by": typed_by(request.user),
        "saved_at": dataset.modified if dataset.draft_revision or dataset.draft_files.exists() else None,
        "following_name": step_names()[following],
        "following_url": step_url(dataset, following),
    }


def _siblings(request: HttpRequest, dataset: Dataset, step: Step) -> tuple[DatasetLine, ...]:
    if dataset.deposit is None:
        return ()
    others = readable_datasets(reader_of(request), dataset.deposit)
    return tuple(
        DatasetLine(other, dataset_title(other), state_badges(other), step_url(other, step), "") for other in others
    )

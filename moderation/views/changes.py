"""The submitted version beside an earlier one: what changed, with the way from change to change."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from moderation.queries.review import review_page
from moderation.queries.side_by_side import side_by_side, versions_to_choose
from moderation.views.entrance import dataset_to_review, login_required, reader_of
from moderation.waiting import TARGET_DAYS
from repository.errors import WrongState
from repository.models import RecordVersion


@require_safe
@login_required
def changes(request: HttpRequest, key: UUID) -> HttpResponse:
    """Beside the version that the reader saw last, or the one whose number the address names (``since``)."""
    dataset = dataset_to_review(request, key)
    version = dataset.submitted_version
    choices = versions_to_choose(dataset, version) if version else ()
    page = review_page(dataset, reader=reader_of(request), compared_with=_asked(request, choices))
    if page is None:
        raise WrongState(_("This dataset was never submitted."))
    before = page.compared_with
    context = {
        "review": page,
        "dataset": dataset,
        "target": TARGET_DAYS,
        "before": before,
        "sides": side_by_side(before, page.version) if before else None,
        "choices": choices,
    }
    return render(request, "moderation/changes.html", context)


def _asked(request: HttpRequest, choices: tuple[RecordVersion, ...]) -> RecordVersion | None:
    return next((each for each in choices if str(each.number) == request.GET.get("since", "")), None)

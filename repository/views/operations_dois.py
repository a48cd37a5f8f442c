"""The operator's page about DOIs: what the registrar holds, what lags, and the button that sends one again."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from repository.models import Dataset
from repository.queries.doi_overview import DoiOverview, doi_overview
from repository.services.doi_updates import send_again
from repository.templatetags.formatting import moment_text
from repository.views.operations_entrance import operator_of


@login_required
@require_safe
def dois(request: HttpRequest) -> HttpResponse:
    """One sentence, counts, what lags, and the log of requests."""
    operator_of(request)
    asked = request.GET.get("doi", "").strip().replace("\x00", "")[:200]
    overview = doi_overview(asked=asked)
    context = {
        "overview": overview,
        "sentence": sentence_of(overview),
        "all_well": not (overview.lagging_count or overview.silent_since),
        "asked": asked,
        "registrar": settings.DOI_REGISTRAR,
        "address": settings.DATACITE_URL if settings.DOI_REGISTRAR == "datacite" else "",
        "prefix": settings.DOI_PREFIX,
        "a_minute": settings.DOI_REQUESTS_A_MINUTE,
    }
    return render(request, "repository/operations_dois.html", context)


@login_required
@require_POST
def send(request: HttpRequest, suffix: str) -> HttpResponse:
    """Let one DOI be asked for or sent again, whatever the log says of it."""
    operator = operator_of(request)
    dataset = Dataset.objects.filter(suffix=suffix, is_synthetic=False).first()
    if dataset is not None and send_again(dataset_id=dataset.pk, actor=operator):
        messages.success(request, _("It is sent again now. How that ended stands below in a moment."))
    else:
        messages.info(request, _("There is nothing to send for it now."))
    return redirect("operations-dois")


def sentence_of(overview: DoiOverview) -> str:
    """Whether all is well, in one sentence."""
    if overview.silent_since:
        words = _("The registrar has not done what it was asked since %(time)s; what waits is asked again by itself.")
        return words % {"time": moment_text(overview.silent_since)}
    if overview.lagging_count:
        words = ngettext(
            "%(count)d DOI is not as it should be at the registrar.",
            "%(count)d DOIs are not as they should be at the registrar.",
            overview.lagging_count,
        )
        return words % {"count": overview.lagging_count}
    return _("All is well: the registrar took everything that it was sent.")

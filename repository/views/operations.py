"""The operator's page: whether all is well, what is held, and the button that tries it again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from repository.access import Action, require
from repository.models import Delivery, Person
from repository.queries.operations import Overview, operations_overview
from repository.services.deliveries import retry_delivery
from repository.templatetags.formatting import moment_text


@login_required
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """One sentence, then what needs a hand."""
    _require_operator(request)
    overview = operations_overview()
    context = {"overview": overview, "sentence": sentence_of(overview), "all_well": _is_well(overview)}
    return render(request, "repository/operations.html", context)


@login_required
@require_POST
def retry(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Let one held delivery be tried again."""
    _require_operator(request)
    try:
        retry_delivery(delivery_id=delivery_id)
    except Delivery.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("It is tried again now. If it fails once more, it comes back here with its reason."))
    return redirect("operations")


def sentence_of(overview: Overview) -> str:
    """Whether all is well, in one sentence."""
    if overview.held_count:
        words = ngettext(
            "%(count)d piece of work is held and needs a hand.",
            "%(count)d pieces of work are held and need a hand.",
            overview.held_count,
        )
        return words % {"count": overview.held_count}
    if overview.late_count:
        words = ngettext(
            "%(count)d piece of work is late, since %(age)s: look whether the workers run.",
            "%(count)d pieces of work are late, the oldest since %(age)s: look whether the workers run.",
            overview.late_count,
        )
        return words % {"count": overview.late_count, "age": timesince(overview.late[0].since)}
    if overview.mail:
        words = _("The mail server has taken no mail since %(time)s; what waits goes out by itself.")
        return words % {"time": moment_text(overview.mail.since)}
    if overview.again_count:
        words = ngettext(
            "%(count)d piece of work failed and is tried again by itself.",
            "%(count)d pieces of work failed and are tried again by themselves.",
            overview.again_count,
        )
        return words % {"count": overview.again_count}
    return _("All is well: nothing is held, nothing is late.")


def _is_well(overview: Overview) -> bool:
    return not (overview.held_count or overview.late_count or overview.again_count or overview.mail)


def _require_operator(request: HttpRequest) -> None:
    require(request.user if isinstance(request.user, Person) else None, Action.OPERATE)

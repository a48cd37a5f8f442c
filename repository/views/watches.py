"""Watching a public dataset: with one's account by a button, with a mail address by a link that confirms it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from repository.accounts.rate import origin_of
from repository.errors import WrongState
from repository.forms.notices import WatchForm
from repository.lifecycle import Standing
from repository.models import Dataset, Person, Watch
from repository.queries.landing import public_landing
from repository.services.message_turns import take_turn
from repository.services.watches import ask_to_watch, confirm_watch, end_watch, watch_dataset, watch_to_confirm
from repository.views.public_dataset import gone, public_dataset


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def watch(request: HttpRequest, suffix: str) -> HttpResponse:
    """Begin to watch a dataset, or end it."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    person = request.user if isinstance(request.user, Person) else None
    if request.method != "POST":
        return _page(request, dataset, person, None if person else WatchForm())
    return _by_account(request, dataset, person) if person else _by_address(request, dataset)


def _by_account(request: HttpRequest, dataset: Dataset, person: Person) -> HttpResponse:
    if "end" in request.POST:
        end_watch(dataset=dataset, actor=person)
        messages.success(request, _("You do not watch this dataset any more."))
        return redirect("landing", dataset.suffix)
    try:
        watch_dataset(dataset=dataset, actor=person)
    except WrongState as error:
        messages.error(request, error.sentence)
        return redirect("notifications")
    messages.success(request, _("You watch this dataset. You are told when it changes."))
    return redirect("landing", dataset.suffix)


def _by_address(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    form = WatchForm(request.POST)
    if not form.is_valid():
        return _page(request, dataset, None, form, status=422)
    if not take_turn(origin=f"watch {origin_of(request)}"):
        form.add_error(None, _("You have asked several times already. Try again in an hour."))
        return _page(request, dataset, None, form, status=429)
    ask_to_watch(dataset=dataset, email=form.cleaned_data["email"], language=get_language() or "en")
    words = _("If this address does not watch the dataset already, a mail is on its way to it: confirm by its link.")
    messages.success(request, words)
    return redirect("landing", dataset.suffix)


def _page(
    request: HttpRequest, dataset: Dataset, person: Person | None, form: WatchForm | None, *, status: int = 200
) -> HttpResponse:
    is_watched = person is not None and Watch.objects.filter(dataset=dataset, person=person).exists()
    context = {"page": public_landing(dataset), "form": form, "is_watched": is_watched}
    return render(request, "repository/dataset_watch.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, watch_key: UUID, token: str) -> HttpResponse:
    """Ask once more, then begin: programs that look at the links of mails confirm nothing."""
    found = watch_to_confirm(key=watch_key, token=token)
    if found is None:
        raise Http404
    if request.method == "POST":
        confirm_watch(watch=found)
        found.refresh_from_db()
    return render(request, "repository/watch_confirm.html", {"watch": found})

"""The closed files of a dataset: asking for them, confirming one's address, and fetching them once they are given."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from repository.access import public_files_are_open
from repository.accounts.rate import origin_of
from repository.errors import WrongState
from repository.forms.access import AccessForm
from repository.lifecycle import Standing
from repository.models import Dataset, Person
from repository.queries.access_requests import given_files, own_request
from repository.queries.landing import public_landing
from repository.services.access_requests import (
    ask_for_files,
    ask_for_files_by_mail,
    confirm_request,
    request_to_confirm,
)
from repository.services.message_turns import take_turn
from repository.views.files import may_have
from repository.views.link_cookies import unseen
from repository.views.public import whole_number
from repository.views.public_dataset import gone, public_dataset


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest, suffix: str) -> HttpResponse:
    """The files, for who may have them; for others the form that asks for them."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    if public_files_are_open(dataset):
        return redirect("landing", dataset.suffix)
    if may_have(request, dataset):
        return _given(request, dataset)
    person = request.user if isinstance(request.user, Person) else None
    if request.method != "POST":
        return _page(request, dataset, person, AccessForm(person=person))
    return _asked(request, dataset, person)


def _asked(request: HttpRequest, dataset: Dataset, person: Person | None) -> HttpResponse:
    form = AccessForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, dataset, person, form, status=422)
    if not take_turn(origin=f"access {origin_of(request)}"):
        form.add_error(None, _("You have asked several times already. Try again in an hour."))
        return _page(request, dataset, person, form, status=429)
    told = {name: form.cleaned_data[name] for name in ("name", "purpose")}
    try:
        if person:
            ask_for_files(dataset=dataset, actor=person, **told)
            said = _("Your request goes to the authors. Their answer comes by mail.")
        else:
            language = get_language() or "en"
            ask_for_files_by_mail(dataset=dataset, email=form.cleaned_data["email"], language=language, **told)
            said = _("If this address has not asked already, a mail is on its way to it: confirm by its link.")
    except WrongState as error:
        form.add_error(None, error.sentence)
        return _page(request, dataset, person, form, status=409)
    messages.success(request, said)
    return redirect("landing", dataset.suffix)


def _page(
    request: HttpRequest, dataset: Dataset, person: Person | None, form: AccessForm, *, status: int = 200
) -> HttpResponse:
    context = {"page": public_landing(dataset), "form": form, "own": own_request(dataset, person)}
    return render(request, "repository/dataset_access.html", context, status=status)


def _given(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    """The files of the newest layer, a page at a time, with the token that their reader showed."""
    token = request.GET.get("token", "")
    files = given_files(dataset, page=whole_number(request.GET.get("files"), default=1), token=token)
    context = {"page": public_landing(dataset), "files": files}
    return unseen(render(request, "repository/dataset_given.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, asked: UUID, token: str) -> HttpResponse:
    """Ask once more, then send it on: programs that look at the links of mails confirm nothing."""
    found = request_to_confirm(key=asked, token=token)
    if found is None:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            confirm_request(request=found)
        except WrongState as problem:
            error = problem.sentence
        found.refresh_from_db()
    context = {"asked": found, "error": error}
    return unseen(render(request, "repository/access_confirm.html", context, status=409 if error else 200))

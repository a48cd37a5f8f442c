"""Writing to the authors of a public dataset, or reporting a problem, without being shown an address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from repository.accounts.rate import origin_of
from repository.errors import WrongState
from repository.forms.contact import ContactForm
from repository.lifecycle import Standing
from repository.models import Dataset, MessageKind, Person
from repository.queries.contacts import names_a_contact
from repository.queries.landing import public_landing
from repository.services.message_turns import take_turn
from repository.services.messages import write_message
from repository.views.public_dataset import gone, public_dataset


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, suffix: str) -> HttpResponse:
    """The form, for the authors or with ``?about=problem`` for the moderators; what was written goes by mail."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    kind = MessageKind.PROBLEM if request.GET.get("about") == "problem" else MessageKind.AUTHORS
    if request.method != "POST":
        person = request.user if isinstance(request.user, Person) else None
        return _page(request, dataset, kind, ContactForm(person=person))
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, dataset, kind, form, status=422)
    if not take_turn(origin=origin_of(request)):
        form.add_error(None, _("You have sent several messages already. Try again in an hour."))
        return _page(request, dataset, kind, form, status=429)
    written = {name: form.cleaned_data[name] for name in ("name", "reply_to", "text")}
    try:
        write_message(dataset=dataset, kind=kind, **written)
    except WrongState as error:
        form.add_error(None, str(error))
        return _page(request, dataset, kind, form, status=429)
    is_problem = kind is MessageKind.PROBLEM
    said = _("Sent to the moderators.") if is_problem else _("Sent to the authors. Their answer comes by mail.")
    messages.success(request, said)
    return redirect("landing", dataset.suffix)


def _page(
    request: HttpRequest, dataset: Dataset, kind: MessageKind, form: ContactForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "page": public_landing(dataset),
        "form": form,
        "is_problem": kind is MessageKind.PROBLEM,
        "names_contact": names_a_contact(dataset),
    }
    return render(request, "repository/dataset_contact.html", context, status=status)

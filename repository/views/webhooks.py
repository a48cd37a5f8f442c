"""One's webhooks: the list, making one, how its calls ended, trying it, its secret, on again, deleting it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from repository.errors import WrongState
from repository.forms.notices import WebhookForm
from repository.models import Person, Webhook, WebhookEvent
from repository.queries.webhooks import secret_of, webhooks_of
from repository.services import webhooks as services
from repository.views.deposit_entrance import reader_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """The list, and the form."""
    person, is_sent = reader_of(request), request.method == "POST"
    form = WebhookForm(request.POST if is_sent else None, initial={"events": WebhookEvent.values})
    made = _made(form, person) if is_sent and form.is_valid() else None
    if made is not None:
        messages.success(request, _("The webhook is there. Try it, and check its signature."))
        return redirect("webhook", made.pk)
    context = {"form": form, "webhooks": webhooks_of(person)}
    return render(request, "account/webhooks.html", context, status=422 if form.errors else 200)


def _made(form: WebhookForm, person: Person) -> Webhook | None:
    try:
        return services.make_webhook(actor=person, **form.cleaned_data)
    except WrongState as problem:
        form.add_error("url" if problem.code == "webhook-refused" else None, problem.sentence)
        return None


@never_cache
@login_required
@require_safe
def webhook(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """One webhook: what it is told, its secret, and its last calls."""
    found = webhooks_of(reader_of(request)).filter(pk=webhook_id).first()
    if found is None:
        raise Http404
    told = [event.label for event in WebhookEvent if event.value in found.events]
    context = {"webhook": found, "secret": secret_of(found), "told": told, "attempts": found.attempts.all()[:50]}
    return render(request, "account/webhook.html", context)


@require_POST
@login_required
def try_out(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Call it once with nothing to tell."""
    return _done(
        request, webhook_id, services.try_webhook, _("It is called now. Reload in a moment to see how it went.")
    )


@require_POST
@login_required
def renew(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Sign with another secret."""
    return _done(request, webhook_id, services.renew_secret, _("Calls are signed with the new secret from now on."))


@require_POST
@login_required
def switch_on(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Call it again."""
    return _done(request, webhook_id, services.switch_on, _("It is called again from now on."))


@require_POST
@login_required
def delete(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Call it no more."""
    return _done(request, webhook_id, services.delete_webhook, _("The webhook is deleted."), leads_to="webhooks")


def _done(
    request: HttpRequest, webhook_id: int, act: Callable[..., object], words: str, *, leads_to: str = ""
) -> HttpResponse:
    try:
        act(actor=reader_of(request), webhook_id=webhook_id)
    except Webhook.DoesNotExist as error:
        raise Http404 from error
    except WrongState as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, words)
    return redirect(leads_to) if leads_to else redirect("webhook", webhook_id)

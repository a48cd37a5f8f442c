"""What one is told by mail and when; and the links of mails that end it with one click (RFC 8058)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from repository.forms.notices import wishes_sent
from repository.forms.posted import storable
from repository.models import When
from repository.notifications.choices import choices_of, choose, kinds_for
from repository.notifications.stopping import end_notices, read_stop
from repository.queries.watches import watch_count, watch_lines
from repository.views.deposit_entrance import reader_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """Each kind of notice with when it is wanted, and the datasets that one watches."""
    person = reader_of(request)
    chosen = choices_of(person)
    if request.method == "POST":
        choose(person=person, wishes=wishes_sent(request.POST, chosen))
        messages.success(request, _("Kept."))
        return redirect("notifications")
    rows = [{"kind": kind, "when": chosen.get(kind.code)} for kind in kinds_for(person)]
    watches = {"watches": watch_lines(person), "watch_count": watch_count(person)}
    return render(request, "account/notifications.html", {"rows": rows, "times": When.choices, **watches})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then end what the link is for; a mail program ends it at once. Who only looks at links changes nothing."""
    found = read_stop(storable(token))
    if found is None:
        raise Http404
    is_done = request.method == "POST"
    # what a watch was of is told after it has gone
    context = {"stop": found, "dataset": found.watch.dataset if found.watch else None, "is_done": is_done}
    if is_done:
        end_notices(found)
    return render(request, "account/notices_stop.html", context)

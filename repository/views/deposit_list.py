"""One's deposits: the list, and opening a new one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from repository.models import Dataset
from repository.queries.deposit_people import open_invitation
from repository.queries.deposits import deposit_cards, deposits_written_by
from repository.services.deposits import add_dataset, create_deposit, remove_dataset
from repository.views.deposit_entrance import dataset_to_read, deposit_to_read, reader_of
from repository.views.invitation import KEY as INVITATION_KEY

PAGE_OF_DEPOSITS = 20


@require_safe
@login_required
def deposit_list(request: HttpRequest) -> HttpResponse:
    """The reader's deposits, with their states and what is asked."""
    reader = reader_of(request)
    page = Paginator(deposits_written_by(reader), PAGE_OF_DEPOSITS).get_page(request.GET.get("page"))
    asked = open_invitation(request.session.get(INVITATION_KEY, ""))
    context = {"cards": deposit_cards(reader, list(page)), "page": page, "invitation": asked}
    return render(request, "repository/deposit_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def deposit_create(request: HttpRequest) -> HttpResponse:
    """Open a deposit, and go to its files; a link that leads here shows the list with the button."""
    if request.method != "POST":
        return redirect("deposit-list")
    deposit = create_deposit(actor=reader_of(request))
    return redirect("deposit-files", deposit.pk, deposit.datasets.get().key)


@require_POST
@login_required
def dataset_add(request: HttpRequest, deposit_id: UUID) -> HttpResponse:
    """Add a dataset to a deposit, and go to its files."""
    deposit_to_read(request, deposit_id)
    dataset = add_dataset(
        deposit_id=deposit_id, actor=reader_of(request), like_first=request.POST.get("from") == "first"
    )
    return redirect("deposit-files", deposit_id, dataset.key)


@require_POST
@login_required
def dataset_remove(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """Take a dataset that was never submitted out of its deposit."""
    dataset_to_read(request, deposit_id, key)
    remove_dataset(dataset_key=key, actor=reader_of(request))
    if not Dataset.objects.filter(deposit=deposit_id, is_removed=False).exists():
        messages.success(request, _("The deposit is removed."))
        return redirect("deposit-list")
    return redirect("deposit-status", deposit_id)

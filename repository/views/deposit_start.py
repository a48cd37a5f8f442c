"""Starting from what there is: one's last deposit, another dataset, a description in a file. Also into a draft."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from repository.crosswalks.readers.choice import TITLES
from repository.errors import NotAllowed, WrongState
from repository.forms.posted import storable
from repository.forms.start import Chosen, read_chosen
from repository.models import Dataset, Template
from repository.queries.deposits import dataset_title
from repository.queries.template_sources import last_source, own_sources, public_sources
from repository.queries.templates import count_of_fields, label_of_template, templates_of
from repository.services.templates import Wish, start_from_dataset, take_from_dataset
from repository.views.deposit_entrance import dataset_to_read, may_edit, reader_of, turned_away

REMARKS_ON_PAGE = 50
_MOST_WORDS = 300


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The ways to open a deposit; a pressed button opens it from a dataset."""
    chosen = read_chosen(dict(request.POST.lists())) if request.method == "POST" else None
    if chosen is None:
        return _page(request, None)
    try:
        dataset = start_from_dataset(actor=reader_of(request), source_key=chosen.key, wish=_wish(chosen))
    except NotAllowed as problem:
        raise Http404 from problem
    except WrongState as problem:
        messages.error(request, problem.sentence)
        return redirect("deposit-start")
    return redirect("deposit-taken", dataset.deposit_id, dataset.key)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """The same ways into a draft that there is: values are proposed, nothing that was typed is replaced."""
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return turned_away(request, dataset)
    chosen = read_chosen(dict(request.POST.lists())) if request.method == "POST" else None
    if chosen is None:
        return _page(request, dataset)
    try:
        take_from_dataset(dataset_key=dataset.key, actor=reader_of(request), source_key=chosen.key, wish=_wish(chosen))
    except NotAllowed as problem:
        raise Http404 from problem
    return redirect("deposit-taken", deposit_id, key)


def _wish(chosen: Chosen) -> Wish:
    return Wish(with_people=chosen.with_people, relation=chosen.relation)


def _page(request: HttpRequest, dataset: Dataset | None) -> HttpResponse:
    reader = reader_of(request)
    words = storable(request.GET.get("q", ""))[:_MOST_WORDS]
    context: dict[str, Any] = {
        "dataset": dataset,
        "deposit": dataset.deposit if dataset else None,
        "words": words,
        "last": last_source(reader, but=dataset),
        "own": own_sources(reader, words, but=dataset),
        "public": public_sources(reader, words),
    }
    return render(request, "repository/deposit_start.html", context)


@require_safe
@login_required
def taken(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """What was taken over into a draft, from where, and what of it was not understood."""
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return turned_away(request, dataset)
    context = {
        "dataset": dataset,
        "deposit": dataset.deposit,
        "heading": dataset_title(dataset),
        "templates": [_told(request, template) for template in templates_of(dataset)],
    }
    return render(request, "repository/deposit_taken.html", context)


def _told(request: HttpRequest, template: Template) -> dict[str, Any]:
    side = "french" if (get_language() or "en").startswith("fr") else "english"
    fields = count_of_fields(template.document)
    pages = Paginator(template.remarks, REMARKS_ON_PAGE)
    page = pages.get_page(request.GET.get(f"remarks-{template.pk}"))
    return {
        "id": template.pk,
        "label": label_of_template(template),
        "dialect": TITLES.get(template.dialect, ""),
        "doi": template.doi,
        "at": template.at,
        "fields": ngettext("It says something of %(count)d field.", "It says something of %(count)d fields.", fields)
        % {"count": fields},
        "remarks": [{"path": each.get("path", ""), "sentence": each.get(side, "")} for each in page.object_list],
        "page": page,
        "count": len(template.remarks),
        "nothing": "" if template.remarks else _("Everything in it was understood.") if template.dialect else "",
    }

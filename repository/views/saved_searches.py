"""One's saved searches: the list, saving one, opening it, its name and its feed, deleting it."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from repository.catalogue.question import Question, Sort, query_string, read_question
from repository.errors import WrongState
from repository.forms.posted import storable
from repository.forms.saved_searches import SearchNameForm
from repository.models import Person, SavedSearch
from repository.queries.catalogue_index import catalogue_reader
from repository.queries.saved_searches import A_PAGE, feed_url, question_of, saved_lines, saved_searches, search_of_feed
from repository.queries.search_words import question_words
from repository.services import saved_searches as services
from repository.views.deposit_entrance import reader_of
from repository.views.search_answers import newest_first, send

_LONGEST_NAME = 200


@never_cache
@login_required
@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    """The list, a page at a time, each with how many it finds and how many of these are new."""
    page = Paginator(saved_searches(reader_of(request)), A_PAGE).get_page(request.GET.get("page"))
    lines = saved_lines(list(page.object_list), reader=catalogue_reader())
    addresses = {
        "previous_url": f"?page={page.number - 1}" if page.has_previous() else "",
        "next_url": f"?page={page.number + 1}" if page.has_next() else "",
    }
    return render(request, "account/searches.html", {"page": page, "lines": lines, **addresses})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Give the search of the address a name, and keep it."""
    is_sent = request.method == "POST"
    question = question_of(storable(request.POST.get("query", "")) if is_sent else request.GET.urlencode())
    words = ", ".join(question_words(question)) or _("The whole catalogue")
    form = SearchNameForm(request.POST if is_sent else None, initial={"name": words[:_LONGEST_NAME]})
    if is_sent and form.is_valid() and _is_saved(form, reader_of(request), question):
        messages.success(request, _("The search is saved."))
        return redirect("saved-searches")
    context = {"form": form, "words": words, "query": query_string(question)}
    return render(request, "account/search_new.html", context, status=422 if form.errors else 200)


def _is_saved(form: SearchNameForm, person: Person, question: Question) -> bool:
    try:
        services.save_search(actor=person, name=form.cleaned_data["name"], question=question)
    except WrongState as problem:
        form.add_error(None, problem.sentence)
        return False
    return True


@never_cache
@login_required
@require_safe
def opened(request: HttpRequest, search_id: int) -> HttpResponse:
    """Lead to what a search finds, with ``?newest`` the newest first; what is found now counts as seen."""
    person = reader_of(request)
    search = saved_searches(person).filter(pk=search_id).first()
    if search is None:
        raise Http404
    if request.method == "GET":
        services.look_at_search(actor=person, search_id=search_id)
    question = question_of(search.query)
    asked = replace(question, sort=Sort.NEWEST) if "newest" in request.GET else question
    return redirect(f"{reverse('search')}{query_string(asked)}")


@require_POST
@login_required
def rename(request: HttpRequest, search_id: int) -> HttpResponse:
    """Give a search another name."""
    person, form = reader_of(request), SearchNameForm(request.POST)
    if not saved_searches(person).filter(pk=search_id).exists():
        raise Http404
    if form.is_valid():
        services.rename_search(actor=person, search_id=search_id, name=form.cleaned_data["name"])
        messages.success(request, _("The search has its new name."))
    else:
        messages.error(request, " ".join(map(str, form.errors["name"])))
    return redirect("saved-searches")


@require_POST
@login_required
def renew(request: HttpRequest, search_id: int) -> HttpResponse:
    """Give a feed a new address."""
    try:
        search = services.renew_feed(actor=reader_of(request), search_id=search_id)
    except SavedSearch.DoesNotExist as error:
        raise Http404 from error
    words = _("The feed of “%(name)s” has a new address. The one before shows nothing any more.")
    messages.success(request, words % {"name": search.name})
    return redirect("saved-searches")


@require_POST
@login_required
def delete(request: HttpRequest, search_id: int) -> HttpResponse:
    """Delete a search and its feed."""
    try:
        name = services.delete_search(actor=reader_of(request), search_id=search_id)
    except SavedSearch.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("The search “%(name)s” is deleted, and so is its feed.") % {"name": name})
    return redirect("saved-searches")


@require_safe
def feed(request: HttpRequest, feed_key: str) -> HttpResponse:
    """What a saved search finds as a feed, for who has its address; nothing of its person is in it."""
    search = search_of_feed(storable(feed_key))
    if search is None:
        raise Http404
    here, after = feed_url(search), read_question({"after": request.GET.getlist("after")}).after

    def address_of(asked: Question) -> str:
        return here if asked.after is None else f"{here}?after={asked.after}"

    answer = send(request, replace(newest_first(question_of(search.query)), after=after), "atom", address_of)
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer

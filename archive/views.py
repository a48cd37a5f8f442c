"""The operator's room for the archive: places, audit, damaged files, and the history of one file."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from archive.queries.copies import copies_of, history_of
from archive.queries.overview import archive_overview
from archive.queries.packages import archivings_of, file_page
from repository.access import Action, require
from repository.models import Dataset, Person


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every place, what is damaged, what was done about it, and when what comes next.

    ``?package=42182``, or its DOI: to that package, or told that there is none.
    """
    _require_operator(request)
    asked = request.GET.get("package", "").strip()
    suffix = asked.rpartition("/")[2]
    if suffix and _packaged().filter(suffix=suffix).exists():
        return redirect("archive-package", suffix)
    context = {
        "asked": asked,
        "overview": archive_overview(),
        "days": settings.ARCHIVE_AUDIT_DAYS,
        "bytes_per_s": settings.ARCHIVE_AUDIT_BYTES_PER_S,
        "copies_needed": settings.ARCHIVE_COPIES_BEFORE_PUBLIC,
        "places_needed": settings.ARCHIVE_PLACES_BEFORE_PUBLIC,
    }
    return render(request, "archive/overview.html", context)


@login_required
@require_safe
def package(request: HttpRequest, suffix: str) -> HttpResponse:
    """The package of one dataset: its archivings and its files in every place."""
    _require_operator(request)
    dataset = get_object_or_404(_packaged(), suffix=suffix)
    number = request.GET.get("page", "1")
    files = file_page(dataset, int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 1)
    context = {"dataset": dataset, "archivings": archivings_of(dataset), "files": files}
    return render(request, "archive/package.html", context)


@login_required
@require_safe
def file(request: HttpRequest, suffix: str, name: str) -> HttpResponse:
    """One sealed file: where it is, and all that was ever done to its copies."""
    _require_operator(request)
    dataset = get_object_or_404(Dataset, suffix=suffix)
    copies = list(copies_of(dataset=dataset, name=name))
    if not copies:
        raise Http404("no such file")
    context = {"dataset": dataset, "name": name, "copies": copies, "events": history_of(dataset=dataset, name=name)}
    return render(request, "archive/file.html", context)


def _packaged() -> QuerySet[Dataset]:
    return Dataset.objects.filter(archivings__isnull=False).distinct()


def _require_operator(request: HttpRequest) -> None:
    require(request.user if isinstance(request.user, Person) else None, Action.OPERATE)

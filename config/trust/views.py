"""The operators' page about evidence: what the last report says is missing, and its files."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.trust.pack import NAMES, files_of
from repository.models import Exercise, ExerciseKind
from repository.views.operations_entrance import operator_of

_TYPES = {"html": "text/html; charset=utf-8", "json": "application/json", "txt": "text/plain; charset=utf-8"}


@login_required
@require_safe
def trust(request: HttpRequest) -> HttpResponse:
    """The last report, requirement by requirement, and the last time of everything that was exercised."""
    operator_of(request)
    newest = Exercise.objects.order_by("kind", "-ended_at", "-pk").distinct("kind").defer("figures")
    exercises = [each for each in newest if each.kind != ExerciseKind.REPORT]
    context = {"report": _last(), "names": NAMES, "exercises": exercises}
    return render(request, "config/trust.html", context)


@login_required
@require_safe
def trust_file(request: HttpRequest, name: str) -> HttpResponse:
    """One file of the last report's pack, byte for byte as it was written."""
    operator_of(request)
    report = _last()
    content = files_of(report.figures)[name] if report and name in NAMES else None
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type=_TYPES[name.rpartition(".")[2]])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _last() -> Exercise | None:
    return Exercise.objects.filter(kind=ExerciseKind.REPORT).order_by("-ended_at", "-pk").first()

"""The part of processes in pages that other rooms compose; named by ``config/panels.py``."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from compute.pages.files import has_stations, media_types_of
from compute.processes.registry import processes
from repository.models import Dataset


def compute_with(request: HttpRequest, dataset: Dataset) -> str | None:
    """The way from a dataset to the processes; None where its files have no positions that one could work with."""
    kinds = {process.id: media_types_of(process) for process in processes().values()}
    wanted = frozenset().union(*kinds.values())
    if not wanted or not has_stations(dataset, wanted):
        return None
    suited = [process for process, taken in kinds.items() if taken]
    context = {"dataset": dataset, "process": suited[0] if len(suited) == 1 else ""}
    return render_to_string("compute/_panel_landing.html", context, request=request)

"""Two people wrote into one control: take the other's wording, or leave what stands."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from repository.models import Dataset
from repository.services.typed import leave_wording, take_wording
from repository.views.deposit_entrance import reader_of


def decide_wording(request: HttpRequest, dataset: Dataset, verb: str, number: int) -> str:
    """Do what was pressed and say what came of it; the field it is about."""
    actor = reader_of(request)
    if verb == "take":
        field = take_wording(dataset_key=dataset.key, actor=actor, number=number)
        messages.success(request, _("It was taken over.") if field else _("Somebody decided this already."))
        return field
    return leave_wording(dataset_key=dataset.key, actor=actor, number=number)

"""What an order of law does in the drill: two operators have one public file be gone."""

from repository.lifecycle import Standing
from repository.models import Dataset, LayerFile
from repository.queries.erasures import plan_of
from repository.services.erasures import confirm_erasure, drop_erasure, propose_erasure
from tests.factories import make_operator
from tests.faults.cast import who


def _public() -> Dataset:
    return Dataset.objects.get(standing=Standing.PUBLIC)


def _path() -> str:
    return LayerFile.objects.filter(snapshot__dataset=_public()).order_by("-snapshot__number", "position")[0].path


def propose() -> None:
    """One operator writes what a court ordered."""
    propose_erasure(
        dataset_id=_public().pk, actor=who("oscar"), path=_path(), reason="A court ordered it.", reference="26/01234"
    )


def think_better_of_it() -> None:
    """It was the wrong one."""
    drop_erasure(erasure_id=_public().erasures.latest("pk").pk, actor=who("oscar"))


def confirm() -> None:
    """Another operator, new here, confirms the list."""
    erasure = _public().erasures.latest("pk")
    confirm_erasure(erasure_id=erasure.pk, actor=make_operator("olga"), seen=plan_of(_public(), erasure.path).sha256)


ERASING = (propose, think_better_of_it, propose, confirm)

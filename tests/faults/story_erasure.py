"""What an order of law does in the drill: two operators have one public file and one draft be gone."""

from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, LayerFile
from repository.queries.erasures import plan_of
from repository.services.erasures import confirm_erasure, drop_erasure, propose_erasure
from tests.factories import make_draft, make_operator
from tests.faults.cast import newest, who


def _public() -> Dataset:
    return Dataset.objects.filter(standing=Standing.PUBLIC, state=DatasetState.PUBLISHED).order_by("pk")[0]


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


def erase_a_draft() -> None:
    """And a draft that was never submitted, all of it."""
    draft = make_draft(who("alice"))
    erasure = propose_erasure(
        dataset_id=draft.pk, actor=who("oscar"), path="", reason="The same court.", reference="26/01235"
    )
    assert draft == newest()
    confirm_erasure(erasure_id=erasure.pk, actor=who("olga"), seen=plan_of(draft, "").sha256)


ERASING = (propose, think_better_of_it, propose, confirm, erase_a_draft)

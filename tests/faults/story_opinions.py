"""What moderators say in the drill before they decide: a remark, and the opinion of another discipline."""

from typing import Final

from moderation.models import Opinion
from moderation.services.comments import write_comment
from moderation.services.opinions import ask_opinion, give_opinion
from tests.factories import make_moderator
from tests.faults.cast import first as _first
from tests.faults.cast import who as _who


def remark() -> None:
    """A moderator asks."""
    write_comment(dataset_key=_first().key, actor=_who("mona"), text="Which method?", path="lineage")


def ask_another_discipline() -> None:
    """The moderator wants to know what the climate thinks."""
    make_moderator("carl", pole="climate")
    ask_opinion(dataset_key=_first().key, actor=_who("mona"), pole="climate", why="Is the trend real?")


def hear_it() -> None:
    """And is told."""
    opinion = Opinion.objects.get(view="")
    give_opinion(opinion_id=opinion.pk, actor=_who("carl"), view="favourable", reason="It is.")


OPINIONS: Final = (remark, ask_another_discipline, hear_it)

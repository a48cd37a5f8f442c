"""Whoever has an account finds each mail under a kind of notices; what is no notice is named here."""

from config.pipeline import PIPELINE
from repository.notifications.kinds import KINDS, kind_called, kind_of

TO_ADDRESSES = {
    "authors.written_to": "what a reader writes to the authors",
    "authors.unreachable": "the same, handed to the moderators",
    "problem.reported": "what a reader reports to the moderators",
    "watch.asked": "the link that confirms an address",
    "access.asked": "likewise",
    "notice.continued": "the next ones of those who watch: of the kind that watches",
    "digest.ordered": "the mail of the day itself",
}
"""Events of which letters go out that are no notices: they are somebody's own message, or were just asked for."""


def tells(consumer: str) -> bool:
    name = consumer.rpartition(".")[2]
    return name.startswith("tell_") or name == "note_failed"


def test_each_event_that_is_told_by_mail_is_of_a_kind_or_goes_to_no_account() -> None:
    told = {event for event, consumers in PIPELINE.items() if any(map(tells, consumers))}
    unnamed = {event for event in told if kind_of(event) is None}
    assert unnamed - set(TO_ADDRESSES) == set()
    assert not {event for event in TO_ADDRESSES if kind_of(event)}, "told twice"


def test_every_event_of_a_kind_happens() -> None:
    assert {event for kind in KINDS for event in kind.events} <= set(PIPELINE)


def test_what_one_is_asked_by_name_is_never_silent() -> None:
    kind = kind_called("by_name")
    assert kind is not None
    assert kind.is_fixed
    for event in ("advice.asked", "advice.reminded", "handover.reminded", "reply.refused"):
        assert kind_of(event) is kind

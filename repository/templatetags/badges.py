"""The word, colour and icon of every state a reader can meet: always the three together."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Badge(NamedTuple):
    """`kind` is "", ok, warn, bad, info or line; `icon` is "" or a name of `icons.PATHS`."""

    kind: str
    icon: str
    word: str | Promise


BADGES = {
    "draft": Badge("", "pen", _("Draft")),
    "submitted": Badge("info", "clock", _("Submitted")),
    "under_review": Badge("info", "clock", _("Under review")),
    "changes_requested": Badge("warn", "flag", _("Changes requested")),
    "advice_requested": Badge("warn", "comment", _("Advice requested")),
    "accepted": Badge("ok", "check", _("Accepted")),
    "rejected": Badge("bad", "cross", _("Rejected")),
    "urgent": Badge("warn", "bell", _("Urgent")),
    "publishing": Badge("info", "working", _("Publishing")),
    "published": Badge("ok", "check", _("Published")),
    "public": Badge("ok", "check", _("Public")),
    "unpublished": Badge("", "", _("Not yet public")),
    "embargoed": Badge("warn", "clock", _("Embargoed")),
    "restricted": Badge("warn", "lock", _("Restricted")),
    "open": Badge("ok", "lock-open", _("Open access")),
    "withdrawn": Badge("bad", "cross", _("Withdrawn")),
    "held": Badge("bad", "pause", _("Held")),
}


def badge_of(state: object) -> Badge:
    """The badge of a state, given as its name or as an enumeration member; an unknown state is a KeyError."""
    return BADGES[str(getattr(state, "value", state))]

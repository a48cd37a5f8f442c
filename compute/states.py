"""States of a job and the moves allowed between them: one table. Pure."""

from enum import StrEnum


class JobState(StrEnum):
    """How far a job is."""

    CREATED = "created"
    """Asked for and allowed; nothing is done yet."""
    STAGING = "staging"
    """Its files are copied and its tasks planned."""
    QUEUED = "queued"
    """Planned; the backend has it, or is about to."""
    RUNNING = "running"
    """At least one task has begun."""
    COLLECTING = "collecting"
    """All tasks ended well; outputs are hashed and taken."""
    REGISTERING = "registering"
    """Outputs become a draft deposit."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    DISMISSED = "dismissed"
    EXPIRED = "expired"
    """Outputs are removed, the record is kept."""


LIVE = frozenset(
    {
        *(JobState.CREATED, JobState.STAGING, JobState.QUEUED, JobState.RUNNING),
        *(JobState.COLLECTING, JobState.REGISTERING),
    }
)
"""States in which something is still to be done."""
_ENDS = frozenset({JobState.FAILED, JobState.DISMISSED})

MOVES: dict[JobState, frozenset[JobState]] = {
    JobState.CREATED: frozenset({JobState.STAGING}) | _ENDS,
    JobState.STAGING: frozenset({JobState.QUEUED}) | _ENDS,
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.COLLECTING}) | _ENDS,
    JobState.RUNNING: frozenset({JobState.COLLECTING}) | _ENDS,
    JobState.COLLECTING: frozenset({JobState.REGISTERING}) | _ENDS,
    JobState.REGISTERING: frozenset({JobState.SUCCEEDED}) | _ENDS,
    JobState.SUCCEEDED: frozenset({JobState.EXPIRED}),
    JobState.FAILED: frozenset({JobState.EXPIRED}),
    JobState.DISMISSED: frozenset({JobState.EXPIRED}),
    JobState.EXPIRED: frozenset(),
}


class IllegalMove(Exception):
    """A job does not go this way: a fault of ours, never of who asks."""


def check_move(before: JobState, after: JobState) -> None:
    """Raise IllegalMove for what the table does not have."""
    if after not in MOVES[before]:
        raise IllegalMove(f"a job does not go from {before} to {after}")


OGC: dict[JobState, str] = {
    **dict.fromkeys((JobState.CREATED, JobState.STAGING, JobState.QUEUED), "accepted"),
    **dict.fromkeys((JobState.RUNNING, JobState.COLLECTING, JobState.REGISTERING), "running"),
    JobState.SUCCEEDED: "successful",
    JobState.FAILED: "failed",
    JobState.DISMISSED: "dismissed",
    JobState.EXPIRED: "dismissed",
}
"""The words of OGC 18-062r2, table 12."""

"""Where a dataset stands, in words for its depositor or its moderators: whose turn it is, and every way out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from moderation.models import Review
from moderation.queries.queue import open_advice
from moderation.standing import Exit, ReviewState, Side, ball_of, exits_of, review_state
from repository.lifecycle import Standing
from repository.models import Dataset


@dataclass(frozen=True, slots=True)
class ExitWords:
    """One way out: where it leads (``to``: a state), who takes it, and what it means in a sentence."""

    name: str
    to: str
    by: str
    by_words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """Where a dataset stands. ``value`` is one of ``ReviewState`` and the name of a badge."""

    value: str
    words: str
    ball: str
    ball_words: str
    exits: tuple[ExitWords, ...]


def standing_of(dataset: Dataset, review: Review | None) -> ReviewStanding:
    """The state of a dataset with its last review, explained in the reader's language."""
    state = state_of(dataset, review)
    ball = ball_of(state, standing=dataset.standing)
    exits = exits_of(state, standing=dataset.standing)
    return ReviewStanding(
        value=state.value,
        words=_state_words(state, dataset),
        ball=ball.value,
        ball_words=_ball_words()[ball],
        exits=tuple(_exit_words(way) for way in exits),
    )


def state_of(dataset: Dataset, review: Review | None) -> ReviewState:
    """The state alone."""
    is_open = review is not None and review.is_open
    return review_state(
        dataset.state,
        standing=dataset.standing,
        was_submitted=dataset.submitted_version_id is not None,
        is_taken_up=review is not None and is_open and _is_taken_up(review),
        waits_for_advice=is_open and open_advice().filter(review=review).exists(),
    )


def _is_taken_up(review: Review) -> bool:
    return bool(review.assignee_id) or review.readings.filter(record_version=review.record_version_id).exists()


def _exit_words(way: Exit) -> ExitWords:
    return ExitWords(way.name, way.to.value, way.by.value, _by_words()[way.by], _exit_sentences()[way.name])


def _state_words(state: ReviewState, dataset: Dataset) -> str:
    is_public = dataset.standing == Standing.PUBLIC
    if state is ReviewState.WITHDRAWN and dataset.standing == Standing.WITHDRAWN:
        return _("It was public and is withdrawn: readers see its tombstone page.")
    if state is ReviewState.PUBLISHED and dataset.state != "published":
        return _("It is public; a correction of its description is being written.")
    return {
        ReviewState.DRAFT: _("It is being written and was never submitted."),
        ReviewState.SUBMITTED: _("It was submitted; no moderator has opened it yet."),
        ReviewState.UNDER_REVIEW: _("A moderator is looking at it."),
        ReviewState.ADVICE_REQUESTED: _("The moderators have asked somebody for advice and wait for the answer."),
        ReviewState.CHANGES_REQUESTED: _("The moderators have asked for a change."),
        ReviewState.ACCEPTED: _("It is accepted and on its way to the public."),
        ReviewState.REJECTED: _("It was not accepted. This is final; files and words stay with the depositor."),
        ReviewState.WITHDRAWN: _("The depositor took it back before a decision. It is a draft again."),
        ReviewState.PUBLISHED: _("It is public."),
    }[state] + (" " + _("Readers see what was public before.") if is_public and _is_in_hand(state) else "")


def _is_in_hand(state: ReviewState) -> bool:
    return state not in (ReviewState.PUBLISHED, ReviewState.WITHDRAWN)


def _ball_words() -> dict[Side, str]:
    return {
        Side.DEPOSITOR: _("It is the depositor’s turn."),
        Side.MODERATORS: _("It is the moderators’ turn."),
        Side.ADVISER: _("An answer of an adviser is waited for; the moderators may decide without it."),
        Side.REPOSITORY: _("The repository works on it by itself."),
        Side.NOBODY: _("Nobody has to do anything."),
    }


def _by_words() -> dict[Side, str]:
    return {
        Side.DEPOSITOR: _("the depositor"),
        Side.MODERATORS: _("a moderator"),
        Side.ADVISER: _("the adviser"),
        Side.REPOSITORY: _("the repository"),
        Side.NOBODY: "",
    }


def _exit_sentences() -> dict[str, str]:
    return {
        "submit": _("Submitting it hands it to the moderators."),
        "take-up": _("Taking it, or reading it, puts it under review."),
        "ask-advice": _("Advice may be asked of somebody outside the room; nothing is decided by that."),
        "answer-advice": _("The adviser answers; the moderators read it and go on."),
        "end-advice": _("The request is taken back, or its last day passes; the moderators go on without it."),
        "ask-changes": _("Changes are asked for, with a reason; the description can be edited again."),
        "accept": _("It is accepted; archiving, the DOI and the public page follow by themselves."),
        "reject": _("It is rejected, with a reason. This is final; a new deposit may take the files over."),
        "refuse-correction": _("The correction is refused, with a reason; what is public stays as it is."),
        "take-back": _("The depositor takes it back: it is a draft again, and the moderators stop."),
        "take-correction-back": _("The depositor takes the correction back: what is public stays as it is."),
        "give-up": _("The depositor gives the correction up: what is public stays as it is."),
        "submit-again": _("It is submitted again; the moderators see what has changed."),
        "publish": _("Archived, copied and registered, it becomes public; nobody has to do anything."),
        "correct": _("A correction is written and submitted; the moderators look at what has changed."),
        "withdraw": _("It is withdrawn, with a reason; the DOI leads to a tombstone page."),
    }

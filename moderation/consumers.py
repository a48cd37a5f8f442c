"""What the room does when something happened; named by ``config/pipeline.py``."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.translation import get_language

from moderation.models import Comment, Decision, Opinion, Outcome, Review, Suggestion
from moderation.queries.addresses import deposit_url, review_url
from moderation.queries.asked import asked_of_authors
from moderation.queries.mentions import called_readers
from moderation.queries.opinions import readers_of_opinion, who_opens
from moderation.queries.people import moderators_following, moderators_of
from moderation.queries.reminders import REMINDERS_MOST, request_of
from moderation.queries.routing_words import name_of_party
from moderation.queries.suggestions import place_words
from moderation.queries.threads import about_of
from moderation.queries.urgency import live_urgency
from moderation.queries.versions import title_of
from moderation.replies.references import About, reply_address, takes_answers
from moderation.services.checking import check_version
from moderation.services.minor import accept_minor
from moderation.services.reviews import close_review_of, open_round
from moderation.suggesting import path_of, text_of
from repository.errors import TransientFailure
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person, RecordVersion
from repository.notifications.kinds import URGENT
from repository.notifications.mail import Letter, send_event_mail, send_letters
from repository.notifications.messages import forget, message_of
from repository.notifications.published import authors_of
from repository.queries.editions import landing_url
from repository.services.deliveries import Claim


def open_review(claim: Claim) -> None:
    """``dataset.submitted``: run the checks, then open the review or its next round with what they found.

    A minor correction that no discipline of the dataset wants to read is accepted without one.
    """
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    version = RecordVersion.objects.get(dataset=dataset, number=claim.event.payload["version"])
    findings = check_version(dataset=dataset, version=version)
    with claim.complete():
        if not accept_minor(dataset_id=dataset.pk, version=version, findings=findings):
            open_round(dataset_id=dataset.pk, version=version, findings=findings)


def close_review(claim: Claim) -> None:
    """``dataset.taken_back``, ``correction.dropped``, ``dataset.withdrawn``: nothing is left to decide."""
    with claim.complete():
        close_review_of(dataset_id=int(claim.event.subject_id))


def tell_moderators(claim: Claim) -> None:
    """``review.opened``: mail to the moderators of the disciplines, but for those asked for an opinion alone."""
    review = Review.objects.select_related("dataset", "record_version__author").get(pk=claim.event.payload["review"])
    urgency = live_urgency(review.dataset)
    _tell(
        claim,
        who_opens(review),
        "moderation/mail/review_opened.txt",
        {
            "review": review,
            "round": claim.event.payload["round"],
            "findings": claim.event.payload["findings"],
            "urgency": urgency,
            "url": review_url(review.dataset),
        },
        kind=URGENT if urgency else "",
    )


def tell_urgency(claim: Claim) -> None:
    """``urgency.asked``: mail to the moderators who have it; of a draft they are told when it is submitted."""
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    urgency = live_urgency(dataset)
    is_waiting = urgency is not None and dataset.state == DatasetState.SUBMITTED
    readers = moderators_of(dataset) if is_waiting else Person.objects.none()
    context: dict[str, object] = {"urgency": urgency, "url": review_url(dataset), "target": settings.URGENT_TARGET_DAYS}
    _tell(claim, readers, "moderation/mail/urgency_asked.txt", context)


def tell_urgency_moved(claim: Claim) -> None:
    """``urgency.lowered``, ``urgency.raised``: mail to the depositors."""
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    is_raised = claim.event.type == "urgency.raised"
    context: dict[str, object] = {"is_raised": is_raised, "actor": claim.event.actor, "url": deposit_url(dataset)}
    _tell(claim, authors_of(dataset), "moderation/mail/urgency_moved.txt", context)


def tell_reminder(claim: Claim) -> None:
    """``review.reminded``: mail to the depositors who were asked for changes, unless they have answered by now."""
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    decision = request_of(dataset)
    still = decision is not None and decision.pk == claim.event.payload["decision"]
    context: dict[str, object] = {
        "decision": decision,
        # asked while the mail is written, so in its reader's language
        "asks": lambda: [ask.sentence for ask in asked_of_authors(dataset) if ask.kind != "changes"],
        "number": claim.event.payload["number"],
        "most": REMINDERS_MOST,
        "url": deposit_url(dataset),
    }
    _tell(claim, authors_of(dataset) if still else (), "moderation/mail/review_reminded.txt", context)


def tell_unanswered(claim: Claim) -> None:
    """``review.unanswered``: mail to the moderators: the authors were reminded in vain."""
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    decision = request_of(dataset)
    still = decision is not None and decision.pk == claim.event.payload["decision"]
    readers = moderators_of(dataset) if still else ()
    context: dict[str, object] = {"decision": decision, "number": REMINDERS_MOST, "url": review_url(dataset)}
    _tell(claim, readers, "moderation/mail/review_unanswered.txt", context)


def tell_opinion_asked(claim: Claim) -> None:
    """``opinion.asked``: mail to the moderators of the discipline; a group of experts is asked by people."""
    opinion = _opinion_of(claim)
    dataset = opinion.review.dataset
    readers = [] if opinion.group else readers_of_opinion(opinion, dataset)
    context = {"opinion": opinion, "why": _InWords(opinion.why), "url": review_url(dataset)}
    others = [reader for reader in readers if reader.pk != opinion.asked_by_id]
    _tell(claim, others, "moderation/mail/opinion_asked.txt", context)


def tell_opinion_given(claim: Claim) -> None:
    """``opinion.given``: mail to the moderators who follow the review."""
    opinion = _opinion_of(claim)
    giver = opinion.person or Person()  # an opinion that was given is somebody's
    readers = moderators_following(opinion.review, apart_from=giver)
    party = _InWords(lambda _language: name_of_party(opinion))
    context = {"opinion": opinion, "party": party, "url": review_url(opinion.review.dataset)}
    _tell(claim, readers, "moderation/mail/opinion_given.txt", context)


def _opinion_of(claim: Claim) -> Opinion:
    found = Opinion.objects.select_related("review__dataset", "asked_by", "person")
    return found.get(pk=claim.event.payload["opinion"])


class _InWords:
    """A text made in the language of whoever reads it."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self.make = make

    def __str__(self) -> str:
        return self.make(get_language() or "en")


def tell_comment(claim: Claim) -> None:
    """``comment.written``: mail to the other side; a private note goes to moderators only."""
    comment = Comment.objects.select_related("dataset", "review__dataset", "author").get(
        pk=claim.event.payload["comment"]
    )
    to_moderators = comment.private or not comment.by_moderator
    if to_moderators:
        readers = moderators_following(comment.review, apart_from=comment.author)
    else:
        readers = authors_of(comment.dataset).exclude(pk=comment.author_id)
    called = set(called_readers(comment))
    _tell(
        claim,
        [*readers, *(person for person in called if person not in set(readers))],
        "moderation/mail/comment_written.txt",
        {
            "comment": comment,
            "files": comment.files.defer("content"),
            "about": _About(comment.path),
            "called": called,
            "moderators": set(moderators_of(comment.dataset)),
            "review_url": review_url(comment.dataset),
            "deposit_url": deposit_url(comment.dataset),
        },
        answers=About.COMMENT,
        number=comment.pk,
    )


def tell_reply_refused(claim: Claim) -> None:
    """``reply.refused``: why an answer by mail was not taken; to the account that it was for, wherever it came from."""
    person = Person.objects.filter(pk=claim.event.payload["person"])
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    url = review_url(dataset) if moderators_of(dataset).filter(pk__in=person).exists() else deposit_url(dataset)
    context = {"code": claim.event.payload["code"], "url": url}
    send_event_mail(claim, to=person, template="moderation/mail/reply_refused.txt", context=context)
    with claim.complete():
        pass


def tell_suggestion(claim: Claim) -> None:
    """``suggestion.made``: mail to the depositors, with the way to take it over; nothing once it is answered."""
    suggestion = Suggestion.objects.select_related("dataset", "author").get(pk=claim.event.payload["suggestion"])
    waits = suggestion.state == Suggestion.State.OPEN
    context = {
        "suggestion": suggestion,
        "place": _Place(suggestion.pointer),
        "before": text_of(suggestion.before),
        "value": text_of(suggestion.value),
        "url": f"{deposit_url(suggestion.dataset)}#suggestion-{suggestion.pk}",
    }
    _tell(claim, authors_of(suggestion.dataset) if waits else (), "moderation/mail/suggestion_made.txt", context)


def tell_problem(claim: Claim) -> None:
    """``problem.reported``: mail to the moderators of a public dataset, else to the site; then the message is gone."""
    _hand_to_moderators(claim, "moderation/mail/problem_reported.txt")


def tell_unreachable(claim: Claim) -> None:
    """``authors.unreachable``: the moderators get what no author's address took; nothing where one did."""
    _hand_to_moderators(claim, "moderation/mail/authors_unreachable.txt")


def _hand_to_moderators(claim: Claim, template: str) -> None:
    """A reader's message to the moderators; where every address of theirs is refused, to the site's own."""
    message = message_of(claim)
    if message is not None:
        dataset = Dataset.objects.select_related("current_version").get(pk=message.dataset_id)
        title = title_of(dataset.current_version)[0] or dataset.doi
        context = {"message": message, "dataset": dataset, "title": title, "landing_url": landing_url(dataset)}
        readers = [(person.email, person.language or "en") for person in moderators_of(dataset)]
        for group in (readers, [(settings.CONTACT_EMAIL, "en")]):
            letters = [Letter(*reader, template, context, message.reply_to) for reader in group]
            if send_letters(letters, claim):
                break
        else:
            raise TransientFailure("mail was not taken: every address was refused", code="mail-failed")
    forget(claim)


def tell_decision(claim: Claim) -> None:
    """``dataset.accepted``, ``dataset.changes_requested``, ``dataset.rejected``: mail to the depositors."""
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    decision = (
        Decision.objects.select_related("review", "actor")
        .filter(record_version__dataset=dataset, record_version__number=claim.event.payload["version"])
        .first()
    )
    if decision is None:
        # decided without this room (a program's call of the spine): there is no review to tell about
        with claim.complete():
            return
    _tell(
        claim,
        authors_of(dataset),
        "moderation/mail/decision.txt",
        {"decision": decision, "is_correction": decision.review.is_correction, "url": deposit_url(dataset)},
        answers=About.REVIEW if decision.outcome == Outcome.CHANGES_REQUESTED else None,
        number=decision.review_id,
    )


class _About:
    """What a remark is about, said in the language of whoever reads it."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return about_of(self.path)


class _Place:
    """What a suggestion is about, said in the language of whoever reads it."""

    def __init__(self, pointer: str) -> None:
        self.path = path_of(pointer)

    def __str__(self) -> str:
        return place_words(self.path)


def _tell(
    claim: Claim,
    readers: Iterable[Person],
    template: str,
    context: dict[str, object],
    *,
    kind: str = "",
    answers: About | None = None,
    number: int = 0,
) -> None:
    """Mail first, then complete: a reader may get one twice with the same Message-ID, but nobody is left out.

    ``kind``: of notices, where it is another than that of the event. ``answers``: what a reader's answer by mail
    belongs to, with the number of its row, where the site takes answers.
    """
    dataset = Dataset.objects.select_related("submitted_version").get(pk=claim.event.subject_id)
    title = title_of(dataset.submitted_version)[0] or dataset.doi
    told = {**context, "dataset": dataset, "title": title, "takes_answers": answers is not None and takes_answers()}

    def reply_to(person: Person) -> str:
        return reply_address(answers, number, person=person.pk) if answers else ""

    send_event_mail(claim, to=readers, template=template, context=told, kind=kind, reply_to=reply_to)
    with claim.complete():
        pass

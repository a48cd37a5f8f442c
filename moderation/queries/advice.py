"""Requests for advice: those of a review, those asked of a person, and what an adviser is shown."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from moderation.models import Advice, Comment, CommentFile, Review, ReviewFinding
from moderation.queries.fields import FieldRow, field_rows
from moderation.queries.findings import findings_told
from moderation.queries.queue import open_advice
from moderation.queries.threads import Thread, threads_of
from moderation.queries.versions import FileRow, file_rows, submitted_path, title_of
from repository.access import Action, Actor, can, holds_today, parties_ever
from repository.accounts.tokens import sha256_of
from repository.models import Dataset, Grant, Person, Pole


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """What an adviser sees: the version that they are asked about, its findings, what was said in public threads."""

    advice: Advice
    title: str
    title_language: str
    poles: tuple[str, ...]
    fields: tuple[FieldRow, ...]
    files: tuple[FileRow, ...]
    findings: tuple[ReviewFinding, ...]
    general_threads: tuple[Thread, ...]


def advice_of(review: Review | None) -> QuerySet[Advice]:
    """Everything that was asked in a review, the oldest first."""
    return Advice.objects.filter(review=review).select_related("adviser", "asked_by").order_by("pk")


def asked_of(person: Person) -> QuerySet[Advice]:
    """What somebody with an account is asked now, the soonest first."""
    found = open_advice().filter(adviser=person).select_related("record_version", "asked_by", "dataset")
    return found.defer("dataset__draft").order_by("due", "pk")


def advice_for(key: UUID, *, actor: Actor, token: str = "") -> Advice | None:
    """The open request of a key, if the actor or the bearer of the token is the one who is asked."""
    advice = open_advice().filter(key=key).select_related("dataset", "record_version", "asked_by", "grant").first()
    if advice is None or advice.grant is None:
        return None
    is_asked = advice.grant.person_id == actor.pk if isinstance(actor, Person) and advice.grant.person_id else False
    is_bearer = bool(token) and advice.grant.token_sha256 == sha256_of(token)
    if not (is_asked or is_bearer):
        return None
    return advice if can(actor, Action.READ, advice.dataset, token=token) else None


def advice_of_token(token: str) -> Advice | None:
    """The open request that a link belongs to."""
    live = Grant.objects.filter(holds_today(), token_sha256=sha256_of(token)) if token else Grant.objects.none()
    return open_advice().filter(grant__in=live).first()


def advice_page(advice: Advice) -> AdvicePage:
    """The page of one request: nothing private, nobody else's advice, nothing of the queue or of others' deposits."""
    version = advice.record_version
    findings = findings_told(advice.review, version)
    threads = threads_of(advice.review, with_private=False, address=partial(_attachment_url, advice))
    title, language = title_of(version)
    names = {pole.code: pole.name for pole in Pole.objects.filter(code__in=advice.dataset.poles)}
    return AdvicePage(
        advice=advice,
        title=title or advice.dataset.doi,
        title_language=language,
        poles=tuple(names.get(code, code) for code in advice.dataset.poles),
        fields=field_rows(version, None, findings, threads),
        files=file_rows(version, None),
        findings=findings,
        general_threads=tuple(thread for thread in threads if thread.field in ("", "files")),
    )


def file_asked_about(advice: Advice, number: int) -> str:
    """The path of a file of the version that advice is asked about; empty where it holds no such file."""
    return submitted_path(advice.record_version, number)


def attachment_read(advice: Advice, number: int) -> CommentFile | None:
    """A file that came with a remark which the adviser reads: of the same review, and of no private note."""
    read = CommentFile.objects.filter(comment__review=advice.review_id, comment__private=False)
    return read.filter(pk=number).first()


def _attachment_url(advice: Advice, _comment: Comment, file: CommentFile) -> str:
    """Where an adviser fetches it: below the page of the request, to which the cookie of a link goes."""
    return reverse("advice-attachment", args=[advice.key, file.pk])


def advisers_known(dataset: Dataset) -> QuerySet[Person]:
    """Scientific advisers of the dataset's disciplines, without its own people: offered where advice is asked."""
    grants = Grant.objects.filter(
        holds_today(), Q(pole__code__in=dataset.poles), role="adviser", person__is_active=True
    )
    parties = parties_ever(dataset).values("person_id")
    return Person.objects.filter(pk__in=grants.values("person_id")).exclude(pk__in=parties).order_by("pk")

"""What happened to a dataset while somebody was reading it, in a sentence that says what to do."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moderation.models import Decision, Outcome
from moderation.queries.versions import changed_fields
from moderation.wording import label
from repository.lifecycle import DatasetState
from repository.models import Dataset, RecordVersion


def words_of_change(before: RecordVersion | None, after: RecordVersion) -> str:
    """Who changed which fields between the version that was read and the one that waits now."""
    author = after.author.name if after.author else ""
    fields = changed_fields(before, after) if before else ()
    if not fields:
        return _("%(author)s submitted this again while you were reading. Look at it, then decide.") % {
            "author": author
        }
    return _("%(author)s changed %(fields)s while you were reading. Look at the change, then decide.") % {
        "author": author,
        "fields": named_fields(fields),
    }


def named_fields(fields: tuple[str, ...]) -> str:
    """The fields in words: ``the title, the lineage and the files``."""
    language = get_language() or "en"
    names = [_("the %(field)s") % {"field": label_of_field(field, language).lower()} for field in fields]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def label_of_field(field: str, language: str) -> str:
    """The name of a field; access is not one of the record's own."""
    return _("Access to the files") if field == "access" else label(field, language)


def words_of_move(dataset: Dataset) -> str:
    """Why a dataset cannot be decided on any more."""
    decisions = Decision.objects.filter(record_version=dataset.submitted_version).select_related("actor")
    decision = decisions.first()
    if dataset.state == DatasetState.DRAFT:
        return _("The depositor took this back while you were reading. It will return when it is submitted again.")
    if decision is None:
        return _("The depositor gave this correction up while you were reading. There is nothing left to decide.")
    said = {
        Outcome.ACCEPTED: _("%(name)s accepted this while you were reading. There is nothing left to decide."),
        Outcome.CHANGES_REQUESTED: _("%(name)s asked for changes while you were reading. The depositor has the floor."),
        Outcome.REJECTED: _("%(name)s rejected this while you were reading. There is nothing left to decide."),
    }
    return said[Outcome(decision.outcome)] % {"name": decision.actor.name}

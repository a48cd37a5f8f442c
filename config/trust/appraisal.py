"""R08, R10: what is taken in and what is refused, how fast, and what was looked at."""

from config.trust.counting import parts, turnaround
from config.trust.dossier import Dossier
from config.trust.organisation import ELSEWHERE
from moderation.models import Decision, Opinion, Review, ReviewFinding


def appraisal(dossier: Dossier) -> None:
    """R08."""
    told = dossier.events
    dossier.happened("Submissions", told.get("dataset.submitted", 0))
    decided = Decision.objects.filter(at__range=dossier.period.range)
    dossier.happened("Decisions by their outcome", decided.count(), parts(decided, "outcome"))
    dossier.lacks("No decision was taken within the period.", unless=decided.exists())
    count, hours = turnaround(dossier.period)
    dossier.happened("Decisions measured from the submission of what they are about", count, hours)
    dossier.holds("Reviews that are open", Review.objects.filter(closed_at__isnull=True).count())
    changed = told.get("rules.changed", 0)
    dossier.happened("Changes of the rules of what belongs here", changed)
    dossier.lacks(f"A list of preferred formats as a policy {ELSEWHERE}")


def quality(dossier: Dossier) -> None:
    """R10."""
    found = ReviewFinding.objects.filter(record_version__created__range=dossier.period.range)
    dossier.happened("Findings of the automatic checks", found.count(), parts(found, "severity", "code"))
    looked = Review.objects.filter(opened_at__range=dossier.period.range)
    dossier.happened("Reviews opened", looked.count(), {"of_corrections": looked.filter(is_correction=True).count()})
    dossier.lacks("No review was opened within the period.", unless=looked.exists())
    opinions = Opinion.objects.filter(given_at__range=dossier.period.range)
    dossier.happened("Opinions given", opinions.count(), parts(opinions, "view"))
    told = dossier.events
    for event, words in (
        ("suggestion.made", "Improvements suggested to depositors"),
        ("comment.written", "Remarks written in reviews"),
        ("correction.begun", "Corrections of public datasets begun"),
        ("problem.reported", "Problems reported by readers"),
        ("authors.written_to", "Messages of readers to authors"),
    ):
        dossier.happened(words, told.get(event, 0))

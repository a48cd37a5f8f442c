"""R01, R03, R05, R06: what the repository is for, that it goes on, who answers for it, and who helps."""

from typing import Final

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from config.trust.counting import exercised, newest, parts, public, shown
from config.trust.dossier import Dossier, Value
from repository.models import Agreement, ExerciseKind, Grant, Page, Person, Pole, Role
from repository.queries.pages import LANGUAGES

ELSEWHERE: Final = "is not kept in this system: it comes from the organisation."
ALL_ELSEWHERE: Final = "are not kept in this system: they come from the organisation."


def mission(dossier: Dossier) -> None:
    """R01."""
    dossier.holds("Public datasets", public().count())
    dossier.holds("Datasets that were ever made public, withdrawn ones included", shown().count())
    poles = Pole.objects.all()
    described = poles.exclude(scope_en="").count()
    dossier.holds("Disciplines with moderators of their own", poles.count(), {"with_a_described_scope": described})
    dossier.lacks("No discipline is named.", unless=poles.exists())
    dossier.lacks("A discipline has no described scope.", unless=described == poles.count())
    written_page(dossier, "about")
    dossier.lacks(f"The mandate from a funder or a parent organisation {ELSEWHERE}")


def continuity(dossier: Dossier) -> None:
    """R03."""
    stores = len(settings.ARCHIVE_REPLICAS)
    places = len({settings.ARCHIVE_REPLICA_PLACES.get(store, store) for store in settings.ARCHIVE_REPLICAS})
    dossier.holds("Stores that hold a copy of every package", stores, {"different_places": places})
    dossier.lacks("No store beside the archive itself holds copies.", unless=stores)
    dossier.lacks("All copies are in one place.", unless=places > 1)
    for kind, words, sentence in (
        (ExerciseKind.DRILL, "Drills: the repository made anew from one copy and compared", "No drill was run."),
        (ExerciseKind.REBUILD, "Rebuilds of this database from packages alone", ""),
    ):
        count, told = exercised(kind, dossier.period)
        dossier.happened(words, count, told)
        if sentence:
            dossier.lacks(sentence, unless=count)
        dossier.lacks(f"The last {kind.value} found faults.", unless=told.get("last_ended") != "with faults")
    written_page(dossier, "preservation")
    dossier.lacks(f"An agreement with a successor {ELSEWHERE}")


def governance(dossier: Dossier) -> None:
    """R05."""
    dossier.holds("People with a role, by the role; nobody is named", _holders(dossier).count(), _roles(dossier))
    dossier.lacks("Nobody is an operator.", unless="operator" in _roles(dossier))
    for slug in ("contact", "legal"):
        written_page(dossier, slug)
    dossier.lacks(f"Who governs and funds the repository, and for how long, {ELSEWHERE}")


def expertise(dossier: Dossier) -> None:
    """R06."""
    moderators = Grant.objects.filter(_running(dossier), role=Role.MODERATOR, pole__isnull=False)
    dossier.holds("Moderators, by discipline", moderators.values("person").distinct().count(), _by_pole(moderators))
    without = Pole.objects.exclude(pk__in=moderators.values("pole")).count()
    dossier.lacks(f"{without} disciplines have no moderator.", unless=without == 0)
    dossier.lacks("There is no moderator.", unless=moderators.exists())
    told = dossier.events
    for event, words in (
        ("advice.asked", "Advice asked of scientists outside"),
        ("advice.answered", "Advice that was answered"),
        ("opinion.given", "Opinions of other disciplines and groups of experts"),
    ):
        dossier.happened(words, told.get(event, 0))
    written_page(dossier, "help")
    dossier.lacks(f"Training and continuity of the staff {ALL_ELSEWHERE}")


def written_page(dossier: Dossier, slug: str) -> None:
    """A page that operators may write, in each language; the one delivered with the software is no evidence."""
    for language in LANGUAGES:
        versions = Page.objects.filter(slug=slug, language=language).order_by("-version")
        page = versions.first()
        is_ours = page is not None and bool(page.text.strip())
        changed = versions.filter(made_at__range=dossier.period.range).count()
        title = f"Page “{slug}” ({language})"
        if page is not None and is_ours:
            by: dict[str, Value] = {
                "version": page.version,
                "written": page.made_at.date().isoformat(),
                "versions_in_period": changed,
            }
            dossier.holds(title, "written by the repository", by)
        dossier.lacks(f"{title}: only the text delivered with the software is shown.", unless=is_ours)


def agreement_in_force(dossier: Dossier) -> None:
    """The version of the deposit agreement, for R02."""
    versions = Agreement.objects.count()
    dossier.holds("Versions of the deposit agreement", versions, {"newest": newest(Agreement.objects.all(), "made_at")})
    dossier.lacks("There is no deposit agreement.", unless=versions)


def _running(dossier: Dossier) -> Q:
    until = Q(until__isnull=True) | Q(until__gte=dossier.period.end)
    return until & Q(person__isnull=False, created__lt=dossier.period.end)


def _holders(dossier: Dossier) -> QuerySet[Person]:
    running = Grant.objects.filter(_running(dossier))
    return Person.objects.filter(is_active=True, pk__in=running.values("person"))


def _roles(dossier: Dossier) -> dict[str, int]:
    rows = Grant.objects.filter(_running(dossier), person__is_active=True)
    return dict(rows.order_by().values_list("role").annotate(Count("person", distinct=True)).order_by("role"))


def _by_pole(moderators: QuerySet[Grant]) -> dict[str, int]:
    return parts(moderators.values("person", "pole").distinct(), "pole__code")

"""R15, R16: what the site runs on, and how it is kept safe."""

import platform
import tomllib

import django
from django.conf import settings
from django.db import connection
from django.db.models import Sum

from archive.models import PlaceAudit
from config.history import applied_here
from config.trust.counting import exercised
from config.trust.dossier import Dossier
from config.trust.organisation import ALL_ELSEWHERE, ELSEWHERE
from repository.models import DataFile, ExerciseKind, Person, PersonalToken


def infrastructure(dossier: Dossier) -> None:
    """R15."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        database = str(cursor.fetchall()[0][0]).partition(" ")[0]
    parts = {"python": platform.python_version(), "django": django.get_version(), "postgresql": database}
    dossier.holds("Software", f"Varve {_version()}", parts)
    dossier.holds("Steps of the database that were made", len(applied_here()))
    files = DataFile.objects.filter(dataset__is_synthetic=False, erased_at=None)
    kept = files.aggregate(total=Sum("size"))["total"] or 0
    dossier.holds("Bytes of files kept, drafts included", int(kept))
    for place in PlaceAudit.objects.exclude(total=None):
        dossier.holds(f"Room in the place “{place.place}”, bytes", place.total or 0, {"free": place.free or 0})
    dossier.lacks("The database and the broker are the embedded ones.", unless=not settings.DATABASE_IS_EMBEDDED)
    dossier.lacks(f"An inventory of the machines, and when they are renewed, {ELSEWHERE}")


def security(dossier: Dossier) -> None:
    """R16."""
    count, told = exercised(ExerciseKind.BACKUP, dossier.period)
    dossier.happened("Backups made", count, told)
    dossier.lacks("No backup was made within the period.", unless=count)
    dossier.lacks("The last backup found faults.", unless=told.get("last_ended") != "with faults")
    count, told = exercised(ExerciseKind.RESTORE, dossier.period)
    dossier.happened("Backups put back", count, told)
    dossier.lacks("No backup was put back to try it within the period.", unless=count)
    active = Person.objects.filter(is_active=True)
    staff = active.filter(is_staff=True).count()
    dossier.holds("Accounts that can sign in", active.count(), {"staff_of_the_administration": staff})
    tokens = PersonalToken.objects.filter(revoked__isnull=True, expires__gte=dossier.period.end)
    dossier.holds("Tokens of programs that are good", tokens.count())
    watched = ("grant.given", "grant.ended", "token.made", "token.revoked")
    changes = {name: dossier.events[name] for name in watched if name in dossier.events}
    dossier.happened("Changes of who may do what", sum(changes.values()), changes)
    dossier.lacks("People sign in by password alone: there is no second factor.")
    dossier.lacks(f"Incidents, tests of intrusion and the plan for disasters {ALL_ELSEWHERE}")


def _version() -> str:
    """Of the software, as its project file says."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(project["project"]["version"])

"""R09, R14: what is kept in which formats, in how many copies, and what reading them back found."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Sum

from archive.models import FileCopy, FixityEvent, PlaceAudit
from archive.queries.copies import lost_files, place_reports
from config.trust.counting import MOST_PARTS, copies_by_dataset, exercised, newest, parts, shown
from config.trust.dossier import Dossier, Value
from config.trust.organisation import ELSEWHERE, written_page
from repository.models import DataFile, ExerciseKind


def preservation_plan(dossier: Dossier) -> None:
    """R09."""
    written_page(dossier, "preservation")
    ever = DataFile.objects.exclude(archived_name="").filter(dataset__is_synthetic=False)
    archived = ever.filter(erased_at__isnull=True)
    counted = archived.order_by().values_list("media_type").annotate(n=Count("pk")).order_by("-n", "media_type")
    told = dict(counted[:MOST_PARTS])
    total = archived.count()
    rest = total - sum(told.values())
    dossier.holds("Archived files by media type", total, {**told, **({"others": rest} if rest else {})})
    dossier.holds("Bytes of archived files", int(archived.aggregate(total=Sum("size"))["total"] or 0))
    dossier.holds("Files erased by an order of law", ever.filter(erased_at__isnull=False).count())
    unknown = archived.filter(media_type="application/octet-stream").count()
    dossier.holds("Archived files whose format is not known", unknown)
    dossier.lacks(f"{unknown} archived files have no known format.", unless=unknown == 0)
    dossier.lacks("Nothing is archived.", unless=total)
    dossier.lacks("No format was ever migrated by this system, and none is watched for becoming obsolete.")


def integrity(dossier: Dossier) -> None:
    """R14."""
    _copies(dossier)
    _audit(dossier)
    _fixity(dossier)
    count, told = exercised(ExerciseKind.VERIFY, dossier.period)
    dossier.happened("Runs that read every stored byte at once", count, told)
    dossier.lacks("The last run over every byte found faults.", unless=told.get("last_ended") != "with faults")
    dossier.lacks(f"How media are replaced {ELSEWHERE}")


def _copies(dossier: Dossier) -> None:
    copies, needed = copies_by_dataset(), settings.ARCHIVE_COPIES_BEFORE_PUBLIC
    dossier.holds("Published datasets by how many stores hold a verified copy", shown().count(), copies)
    dossier.holds("Copies that are verified before anything is public", needed)
    few = sum(count for number, count in copies.items() if int(number) < needed)
    dossier.lacks(f"{few} published datasets have fewer verified copies than {needed}.", unless=few == 0)
    bare = copies.get("0", 0)
    dossier.lacks(f"{bare} published datasets have no verified copy beside the archive.", unless=bare == 0)
    dossier.lacks("No copy is asked for before a dataset becomes public.", unless=needed)


def _audit(dossier: Dossier) -> None:
    reports = place_reports(now=dossier.period.end)
    for place in reports:
        by: dict[str, Value] = {
            "bytes": int(place.bytes or 0),
            "sound": place.sound,
            "damaged_or_missing": place.faulty,
            "lost": place.lost,
            "not_read_in_time": place.late,
            "oldest_reading": place.oldest_check.date().isoformat() if place.oldest_check else "",
            "unknown_things": place.strays,
        }
        dossier.holds(f"Copies of files in the place “{place.place}”", place.copies, by)
        bad = place.faulty + place.lost
        dossier.lacks(f"{bad} copies in the place “{place.place}” are not sound now.", unless=bad == 0)
        late = f"{place.late} copies in the place “{place.place}” were not read for {settings.ARCHIVE_AUDIT_DAYS} days."
        dossier.lacks(late, unless=place.late == 0)
    lost = lost_files().count()
    dossier.holds("Files of which no sound copy is left", lost)
    dossier.holds("Days within which every copy is read back", settings.ARCHIVE_AUDIT_DAYS)
    silent = PlaceAudit.objects.filter(failures__gt=0).count()
    dossier.lacks(f"{silent} places did not answer when they were last asked.", unless=silent == 0)
    dossier.lacks("No copy of any file is known.", unless=any(place.copies for place in reports))


def _fixity(dossier: Dossier) -> None:
    rows = FixityEvent.objects.filter(at__range=dossier.period.range)
    checks, failed = rows.filter(kind="check"), rows.filter(kind="check").exclude(fault="")
    dossier.happened("Readings of one copy of one file, compared with its SHA256", checks.count())
    dossier.happened("Readings that failed", failed.count(), parts(failed, "copy__place", "fault"))
    for kind, words in (("quarantine", "Damaged copies set aside"), ("repair", "Copies restored from a sound one")):
        dossier.happened(words, rows.filter(kind=kind).count())
    dossier.happened("Files found to have no sound copy left", rows.filter(kind="loss").count())
    last = newest(FixityEvent.objects.filter(kind="check", at__lt=dossier.period.end), "at")
    dossier.holds("Day of the last reading", last or "never")
    dossier.lacks("No copy was read back within the period.", unless=checks.exists())
    old = FileCopy.objects.filter(checked_at__lt=dossier.period.end - timedelta(days=settings.ARCHIVE_AUDIT_DAYS))
    dossier.lacks("The audit does not keep its period.", unless=not old.exists())

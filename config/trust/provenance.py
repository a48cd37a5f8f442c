"""R07, R11: what is recorded of every change, and by which states and decisions data become public."""

from django.db.models import F, Q

from archive.models import Archiving
from config.trust.counting import parts, public, shown
from config.trust.dossier import Dossier
from config.trust.organisation import ALL_ELSEWHERE
from moderation.models import Decision
from repository.models import Dataset, LifecycleEvent, Publication, RecordVersion, Snapshot
from repository.queries.deliveries import held_deliveries


def provenance(dossier: Dossier) -> None:
    """R07."""
    told = dossier.events
    dossier.happened("Events recorded; none can be changed or removed", sum(told.values()), told)
    dossier.lacks("Nothing was ever recorded.", unless=LifecycleEvent.objects.exists())
    layers = Snapshot.objects.filter(published_at__isnull=False, dataset__is_synthetic=False)
    dossier.holds("Layers that are public; none ever changes", layers.count())
    versions = RecordVersion.objects.filter(is_sealed=True, dataset__is_synthetic=False)
    dossier.holds("Sealed versions of descriptions", versions.count())
    sealed = Archiving.objects.filter(dataset__is_synthetic=False)
    dossier.holds("Manifests, each of which seals the one before it", sealed.count(), parts(sealed, "kind"))
    published = Publication.objects.filter(dataset__is_synthetic=False, published_at__range=dossier.period.range)
    dossier.happened("Publications", published.count(), parts(published, "kind"))
    later = published.filter(number__gt=1)
    silent = later.filter(note="").count()
    dossier.happened("Publications after the first that tell what changed", later.count() - silent)
    dossier.lacks(f"{silent} later publications do not tell what changed.", unless=silent == 0)
    owners = shown().filter(deposit__isnull=False)
    known = owners.exclude(deposit__created_by__orcid="").count()
    dossier.holds("Public datasets whose depositor gave an ORCID", known, {"of": owners.count()})


def workflows(dossier: Dossier) -> None:
    """R11."""
    inside = Dataset.objects.filter(is_synthetic=False, is_removed=False)
    dossier.holds("Datasets by the work in hand", inside.count(), parts(inside, "state"))
    dossier.holds("Datasets by what the public sees", inside.count(), parts(inside, "standing"))
    held = held_deliveries().count()
    dossier.holds("Steps that stopped and wait for a person", held)
    dossier.lacks(f"{held} steps of the work stopped and wait for a person.", unless=held == 0)
    decided = Decision.objects.filter(at__range=dossier.period.range)
    own = decided.filter(
        Q(actor=F("record_version__author")) | Q(actor=F("review__dataset__deposit__created_by"))
    ).count()
    dossier.happened("Decisions by somebody else than who deposited", decided.count() - own, {"by_depositors": own})
    dossier.lacks(f"{own} decisions were taken by the depositor.", unless=own == 0)
    reasoned = decided.exclude(reason="").count()
    dossier.happened("Decisions with a written reason", reasoned, {"of": decided.count()})
    dossier.lacks("No dataset went through a decision within the period.", unless=decided.exists())
    dossier.lacks("Nothing is public, so no work has come to its end.", unless=public().exists())
    dossier.lacks(f"Descriptions of how the staff works beside the software {ALL_ELSEWHERE}")

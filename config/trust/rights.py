"""R02, R04: licences, agreements, conditions of access, what was withdrawn and why, what was found sensitive."""

from typing import Final

from django.db.models import Q

from config.trust.counting import facet, parts, public, shown
from config.trust.dossier import Dossier
from config.trust.organisation import ELSEWHERE, agreement_in_force, written_page
from moderation.models import ReviewFinding
from repository.lifecycle import Standing
from repository.models import AgreementAcceptance, RecordVersion

PROTECTED: Final = Q(code__startswith="personal-") | Q(code__startswith="protected-")
MOST_ROWS: Final = 1_000
"""Withdrawn datasets that are listed one by one, the newest first; the number is of all."""


def rights(dossier: Dossier) -> None:
    """R02."""
    licences, holdings = facet("licence"), public().count()
    licensed = sum(licences.values())
    dossier.holds("Public datasets with a licence", licensed, licences)
    dossier.lacks(f"{holdings - licensed} public datasets have no licence.", unless=licensed >= holdings)
    dossier.holds("Public datasets by condition of access", holdings, parts(public(), "current_version__access"))
    agreement_in_force(dossier)
    accepted = AgreementAcceptance.objects.filter(at__range=dossier.period.range)
    dossier.happened("Submissions with an accepted agreement", accepted.count(), parts(accepted, "agreement__version"))
    bare = RecordVersion.objects.filter(
        Q(submitted_for__isnull=False) | Q(decision__isnull=False),
        agreement_acceptance__isnull=True,
        created__range=dossier.period.range,
        dataset__is_synthetic=False,
    )
    count = bare.distinct().count()
    dossier.happened("Versions submitted without an accepted agreement", count)
    dossier.lacks(f"{count} submitted versions have no accepted agreement.", unless=count == 0)
    dossier.lacks("No licence was ever chosen: nothing is public.", unless=holdings)


def legal(dossier: Dossier) -> None:
    """R04."""
    written_page(dossier, "privacy")
    dossier.holds("Public datasets that are not open", public().exclude(current_version__access="open").count())
    gone = shown().filter(standing=Standing.WITHDRAWN)
    recent = gone.filter(withdrawn_on__range=(dossier.period.first, dossier.period.last))
    dossier.happened("Datasets withdrawn", recent.count())
    newest = gone.order_by("-withdrawn_on", "-pk")[:MOST_ROWS]
    rows = [
        {"doi": each.doi, "date": each.withdrawn_on.isoformat() if each.withdrawn_on else "", "reason": reason}
        for each in newest
        for reason in [each.withdrawal_reason]
    ]
    dossier.holds("Withdrawn datasets; each keeps a page with the reason", gone.count(), rows=rows)
    unexplained = gone.filter(withdrawal_reason="").count()
    dossier.lacks(f"{unexplained} withdrawn datasets give no reason.", unless=unexplained == 0)
    found = ReviewFinding.objects.filter(PROTECTED, review__opened_at__range=dossier.period.range)
    words = "Findings about people, and about places of species, that may need protection"
    dossier.happened(words, found.count(), parts(found, "code"))
    dossier.happened("Accounts closed at the wish of their holder", dossier.events.get("account.closed", 0))
    dossier.lacks(f"Whether the law of the country is kept {ELSEWHERE}")

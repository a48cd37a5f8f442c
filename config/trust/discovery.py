"""R12, R13: identifiers, how data are found and harvested, and what reuse needs."""

from django.conf import settings
from django.db.models import Count, Sum

from config.trust.counting import facet, parts, public, shown
from config.trust.dossier import Dossier
from config.trust.organisation import ELSEWHERE
from harvest.formats import FORMATS
from repository.crosswalks.formats import EXPORTS
from repository.models import CatalogueEntry, DoiAttempt, Rendition, StationReading, UsageMonth
from repository.queries.doi_overview import doi_overview


def identification(dossier: Dossier) -> None:
    """R12."""
    overview = doi_overview()
    dossier.holds("DOIs that lead to a dataset", overview.findable, parts(public(), "registrar"))
    dossier.holds("DOIs that lead to the page of a withdrawn dataset", overview.withdrawn)
    dossier.holds("DOIs whose last request did not end as it should", overview.lagging_count)
    late = f"{overview.lagging_count} DOIs are not as they should be at the registrar."
    dossier.lacks(late, unless=overview.lagging_count == 0)
    tests = public().filter(registrar="local").count()
    dossier.lacks(f"{tests} public datasets have a test DOI that leads nowhere outside.", unless=tests == 0)
    dossier.lacks("DOIs are registered at the test registrar.", unless=settings.DOI_REGISTRAR != "local")
    tried = DoiAttempt.objects.filter(at__range=dossier.period.range, dataset__is_synthetic=False)
    asked = parts(tried, "action", "outcome")
    dossier.happened("Requests to the registrar, by what was asked and how it ended", tried.count(), asked)
    found = CatalogueEntry.objects.filter(dataset__is_synthetic=False, dataset__standing="public").count()
    dossier.holds("Public datasets in the search", found)
    absent = public().count() - found
    dossier.lacks(f"{absent} public datasets are not in the search.", unless=absent <= 0)
    items = shown().filter(datestamp__isnull=False).count()
    dossier.holds("Items that harvesters get, withdrawn ones as deleted", items)
    dossier.holds("Formats for OAI-PMH", len(FORMATS), rows=[{"prefix": each.prefix} for each in FORMATS])
    dossier.lacks("How much of the time harvesters were answered is not recorded here: take it from your monitoring.")
    dossier.lacks(f"Whether registries (re3data, FAIRsharing) list the repository {ELSEWHERE}")


def reuse(dossier: Dossier) -> None:
    """R13."""
    stored = Rendition.objects.filter(dataset__is_synthetic=False, dataset__standing="public")
    counted = dict(stored.order_by().values_list("format").annotate(Count("pk")).order_by("format"))
    dossier.holds("Stored descriptions of public datasets, by format", sum(counted.values()), counted)
    dossier.holds("Formats in which readers get a description", len(EXPORTS))
    dossier.holds("Public datasets by form of their files", public().count(), facet("filetype"))
    for code, words in (("variable", "variables"), ("instrument", "instruments"), ("platform", "platforms")):
        named = facet(code)
        dossier.holds(f"Mentions of {words} by public datasets", sum(named.values()), named)
    read = StationReading.objects.filter(stations__gt=0, dataset__is_synthetic=False)
    dossier.holds("Files whose stations can be searched", read.count())
    used = UsageMonth.objects.filter(
        month__range=(dossier.period.first.replace(day=1), dossier.period.last), dataset__is_synthetic=False
    ).aggregate(views=Sum("views"), downloads=Sum("downloads"))
    dossier.happened("Readers of pages, each once an hour, by whole months", used["views"] or 0)
    dossier.happened("Readers who took files, each once an hour, by whole months", used["downloads"] or 0)
    dossier.lacks("Nothing is public, so nothing can be used again.", unless=public().exists())

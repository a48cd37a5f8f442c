"""What the database says of the catalogue as a whole: how many datasets each discipline has, and the newest ones."""

from django.db.models import Count, F, Func, QuerySet

from repository.models import ASKED_ONLY, CatalogueEntry


def count_by_pole() -> dict[str, int]:
    """Discipline -> the number of datasets that can be found."""
    rows = CatalogueEntry.objects.order_by().annotate(pole=Func(F("poles"), function="unnest")).values("pole")
    return {str(row["pole"]): row["count"] for row in rows.annotate(count=Count("pk"))}


def latest_entries(count: int) -> QuerySet[CatalogueEntry]:
    """The newest datasets of our own."""
    shown = CatalogueEntry.objects.filter(origin="local").defer("found_by", *ASKED_ONLY)
    return shown.order_by("-published", "-id")[:count]

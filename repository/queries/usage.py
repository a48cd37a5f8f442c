"""How often a dataset was read and taken."""

from dataclasses import dataclass

from repository.models import UsageMonth


@dataclass(frozen=True, slots=True)
class Usage:
    """Months in order; months in which nobody came are left out."""

    months: tuple[UsageMonth, ...] = ()

    @property
    def views(self) -> int:
        """Readers of its page, each once an hour."""
        return sum(month.views for month in self.months)

    @property
    def downloads(self) -> int:
        """Readers who took files, each once an hour."""
        return sum(month.downloads for month in self.months)


def usage_of(dataset_id: int) -> Usage:
    """All that was counted and summed up: the last hour or two are not in it."""
    return Usage(tuple(UsageMonth.objects.filter(dataset_id=dataset_id).order_by("month")))

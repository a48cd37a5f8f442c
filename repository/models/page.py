"""Pages that an operator wrote in place of those delivered, version by version and language by language."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from repository.models.person import Person


class Page(models.Model):
    """One version of one page in one language, never changed. An empty text is the page as delivered."""

    slug = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["slug", "language", "-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["slug", "language", "version"], name="page_version"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.language} {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Versions are written once."""
        if not self._state.adding:
            raise TypeError("a page's version is immutable")
        super().save(*args, **kwargs)

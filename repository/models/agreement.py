"""What a depositor agrees to, version by version in both languages, and who accepted which."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from repository.models.dataset import RecordVersion
from repository.models.person import Person


class Agreement(models.Model):
    """One version of the deposit agreement, never changed; the newest is the one in force."""

    version = models.PositiveIntegerField(unique=True)
    text_en = models.TextField()
    text_fr = models.TextField()
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-version"]

    def __str__(self) -> str:
        return f"agreement {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Versions are written once."""
        if not self._state.adding:
            raise TypeError("an agreement is immutable")
        super().save(*args, **kwargs)

    def text(self, language: str) -> str:
        """The text in a language; English where there is none in it."""
        return self.text_fr if language.startswith("fr") else self.text_en


class AgreementAcceptance(models.Model):
    """Who accepted which text when a record version was submitted. ``sha256`` is of the text in that language, UTF-8.

    ``forwarding``: the answer of the description to whether files may be passed on; None where it gives none.
    """

    record_version = models.OneToOneField(RecordVersion, on_delete=models.PROTECT, related_name="agreement_acceptance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5)
    sha256 = models.CharField(max_length=64)
    forwarding = models.BooleanField(null=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.agreement} accepted for {self.record_version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Acceptances are written once."""
        if not self._state.adding:
            raise TypeError("an acceptance is immutable")
        super().save(*args, **kwargs)

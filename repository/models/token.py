"""Personal tokens: what programs show in place of a password. Only their hash is kept."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from repository.models.person import Person


class TokenScope(models.TextChoices):
    """What a token lets a program do, of all that its person may."""

    DEPOSITS_READ = "deposits:read", _("Read: deposits, descriptions, files and how far each is")
    DEPOSITS_WRITE = "deposits:write", _("Describe: open deposits, add and remove datasets, change descriptions")
    FILES_WRITE = "files:write", _("Files: send, replace and remove them")
    DEPOSITS_SHARE = "deposits:share", _("Share: see and invite people, change what they may do, make private links")
    COMPUTE = "compute", _("Compute: see what processes cost, run them, fetch and remove what they made")
    SUBMIT = "submit", _("Submit: hand datasets to the moderators, take them back, begin corrections")


class PersonalToken(models.Model):
    """One token of one person.

    ``prefix`` is the visible part by which it is known in lists; ``sha256`` is of the whole token, which has 238 random
    bits: no slow hash is needed for it. ``last_used`` is a day, written once a day.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    sha256 = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=20, choices=TokenScope.choices))
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    last_used = models.DateField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created", "-pk"]

    def __str__(self) -> str:
        return f"token {self.prefix}"

"""Who is asked into a deposit, the private links of a deposit or dataset, and what its files were found to tell."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from repository.models.deposit import Deposit
from repository.models.layer import DataFile
from repository.models.person import Grant, Person, Role


class Invitation(models.Model):
    """One invitation into a deposit, by mail, good once until ``expires``.

    ``email`` says where the mail goes, and is forgotten once it was accepted: whoever opens the link first may take it.
    ``issue`` counts the mails: each carries another token, and only that of the last one is good. The token itself is
    never stored (``accounts/tokens.py``).
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    deposit = models.ForeignKey(Deposit, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    note = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, default="en")
    issue = models.PositiveSmallIntegerField(default=1)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["created", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["deposit", "email"],
                condition=models.Q(accepted_at__isnull=True),
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.key}"


class ReviewerLink(models.Model):
    """A private link: what its bearer sees is decided by its grant (role ``link``, over a deposit or a dataset).

    ``label`` is the depositor's own note and never shown to the bearer. Of its use only a number and a day are kept.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    grant = models.OneToOneField(Grant, on_delete=models.CASCADE, related_name="reviewer_link")
    deposit = models.ForeignKey(Deposit, on_delete=models.CASCADE, related_name="reviewer_links")
    label = models.CharField(max_length=120, blank=True)
    may_download = models.BooleanField(default=True)
    hides_authors = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    opened = models.PositiveIntegerField(default=0)
    last_opened = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["created", "id"]

    def __str__(self) -> str:
        return f"link {self.key}"


class LookedFile(models.Model):
    """One file looked through for what names the authors of a link that hides them.

    ``known``: digest of the names it was looked through for. ``tells``: where they were found, each with ``english``,
    ``french`` and ``words``. ``is_whole``: nothing of it was left unread. ``is_given``: the depositor lets reviewers
    have it although it may tell.
    """

    link = models.ForeignKey(ReviewerLink, on_delete=models.CASCADE, related_name="looked_files")
    file = models.ForeignKey(DataFile, on_delete=models.CASCADE, related_name="+")
    known = models.CharField(max_length=64)
    tells = models.JSONField(default=list, blank=True)
    is_whole = models.BooleanField(default=True)
    is_given = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["link", "file"], name="looked_file_once"),
        ]

    def __str__(self) -> str:
        return f"file {self.file_id} behind link {self.link_id}"

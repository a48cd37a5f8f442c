"""What belongs to a remark: files, who is called by name; and the mails that came as answers."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from moderation.models.comment import Comment
from repository.models import Person


class CommentFile(models.Model):
    """A file that came with a remark. Whoever may read the remark may fetch it, and nobody else."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """Somebody is called by name in a remark: by the letters from ``start`` to before ``end``."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["start"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["comment", "start"], name="mention_once_at_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.comment_id}"


class ReceivedMail(models.Model):
    """An answer that came by mail, so that its copies change nothing. Only a mark of it is kept.

    ``mark``: SHA256 of its Message-ID and of whose reply address it came to. ``outcome``: a code of
    ``docs/moderation.md``, or `written`.
    """

    mark = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "at"], name="received_of_person")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.mark[:12]}"

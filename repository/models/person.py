"""Who: people, the disciplines (poles) they work for, what each holds, and how much each may store."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Makes people known by their mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make a person who signs in with ``email``, compared without case."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make a person who may use the administration pages."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in. What they may do is in their grants alone, never here."""

    email = models.EmailField(_("mail address"), unique=True)
    given_name = models.CharField(_("given name"), max_length=150, blank=True)
    family_name = models.CharField(_("family name"), max_length=150, blank=True)
    orcid = models.CharField(_("ORCID"), max_length=19, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    affiliation_ror = models.CharField(_("ROR of the affiliation"), max_length=9, blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given and family name, or the part of the address before ``@``."""
        return f"{self.given_name} {self.family_name}".strip() or self.email.partition("@")[0]

    @property
    def initials(self) -> str:
        """Two letters for the round mark beside a name."""
        letters = self.given_name[:1] + self.family_name[:1]
        return (letters or self.email[:2]).upper()

    def get_full_name(self) -> str:
        """The name, as allauth and the mails ask for it."""
        return self.name


class Pole(models.Model):
    """A discipline with its own moderators, as data."""

    code = models.SlugField(max_length=40, unique=True)
    name_en = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)
    scope_en = models.TextField(blank=True)
    scope_fr = models.TextField(blank=True)
    mail = models.EmailField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_fr if (get_language() or "en").startswith("fr") else self.name_en

    @property
    def scope(self) -> str:
        """What belongs here, in the reader's language."""
        return self.scope_fr if (get_language() or "en").startswith("fr") else self.scope_en


class Role(models.TextChoices):
    """What a grant lets its holder be."""

    OPERATOR = "operator", _("operator")
    MODERATOR = "moderator", _("moderator")
    ADVISER = "adviser", _("scientific adviser")
    DEPOSITOR = "depositor", _("depositor")
    CO_AUTHOR = "co_author", _("co-author")
    READER = "reader", _("reader")
    REVIEWER = "reviewer", _("reviewer")
    LINK = "link", _("bearer of a private link")
    DATA_CENTRE = "data_centre", _("data centre")
    FILES = "files", _("reader of closed files")


class Grant(models.Model):
    """One role over one scope (site, pole, deposit, dataset) for a person or the bearer of a link, until a date."""

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="grants")
    token_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    pole = models.ForeignKey(Pole, null=True, blank=True, on_delete=models.CASCADE, related_name="grants")
    deposit = models.ForeignKey(
        "repository.Deposit", null=True, blank=True, on_delete=models.CASCADE, related_name="grants"
    )
    dataset = models.ForeignKey(
        "repository.Dataset", null=True, blank=True, on_delete=models.CASCADE, related_name="grants"
    )
    until = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="grant_has_one_kind_of_holder",
                condition=models.Q(person__isnull=False, token_sha256="")
                | (models.Q(person__isnull=True) & ~models.Q(token_sha256="")),
            ),
            models.CheckConstraint(
                name="grant_has_at_most_one_scope",
                condition=models.Q(pole__isnull=True, deposit__isnull=True)
                | models.Q(pole__isnull=True, dataset__isnull=True)
                | models.Q(deposit__isnull=True, dataset__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        scope = self.pole or self.deposit_id or self.dataset_id or "site"
        return f"{self.role} of {scope}"


class Allowance(models.Model):
    """How much a person may store; without a row the site's defaults hold. Bytes, files, core-hours."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="allowance")
    deposit_bytes = models.BigIntegerField(null=True, blank=True)
    deposit_files = models.PositiveIntegerField(null=True, blank=True)
    core_hours = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"allowance of {self.person}"

"""People of a deposit, invitations and private links: what goes in and out."""

from typing import Any

from rest_framework import serializers

from repository.api.shapes import enums
from repository.api.shapes.inputs import RealBoolean, RealText, Strict
from repository.forms.sharing import NOTE_MOST

Shape = serializers.Serializer[Any]


class InvitationInput(Strict):
    """Whom to ask in, to do what."""

    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(choices=enums.INVITED_ROLE, help_text="co_author edits, reader changes nothing.")
    note = RealText(
        max_length=NOTE_MOST, required=False, default="", allow_blank=True,
        help_text="One line for the person, without addresses and numbers.",
    )  # fmt: skip


class RoleInput(Strict):
    """What somebody may do from now on. A deposit is handed over by its page alone."""

    role = serializers.ChoiceField(choices=enums.INVITED_ROLE)


class LinkInput(Strict):
    """What a private link shows, and until when."""

    hides_authors = RealBoolean(help_text="For anonymous review. It must be said: nobody forgets it by accident.")
    dataset = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="One dataset by its key; otherwise the whole deposit."
    )
    label = RealText(  # type: ignore[assignment]  # a member, not the serializer's own
        max_length=120, required=False, default="", allow_blank=True, help_text="For you; reviewers do not see it."
    )
    last_day = serializers.DateField(
        required=False, allow_null=True, default=None,
        help_text="Until the end of this day (UTC), two years ahead at most; half a year if left out.",
    )  # fmt: skip
    may_download = RealBoolean(default=True, help_text="Whether reviewers may download the files.")


class MemberShape(Shape):
    """One person of a deposit."""

    id = serializers.IntegerField()
    url = serializers.URLField(help_text="PATCH changes the role; DELETE takes the person away, or is how you leave.")
    name = serializers.CharField(allow_blank=True)
    email = serializers.EmailField(allow_null=True, help_text="Of others it is told to the depositor alone.")
    role = serializers.ChoiceField(choices=enums.PARTY_ROLE)
    since = serializers.DateTimeField()
    is_you = serializers.BooleanField()
    dataset = serializers.UUIDField(allow_null=True, help_text="The only dataset that the role is about; mostly none.")


class PeopleShape(Shape):
    """The people of a deposit."""

    may_share = serializers.BooleanField(help_text="Whether the person of the token invites, changes, takes away.")
    results = MemberShape(many=True)


class InvitationShape(Shape):
    """An invitation that waits for an answer. The link in its mail is shown nowhere else."""

    key = serializers.UUIDField()
    url = serializers.URLField(help_text="DELETE withdraws it.")
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=enums.INVITED_ROLE)
    expires = serializers.DateTimeField()
    has_ended = serializers.BooleanField()
    mails = serializers.IntegerField(help_text="How many were sent; only the link of the last one is good.")


class InvitationList(Shape):
    """Those that wait."""

    results = InvitationShape(many=True)


class LinkShape(Shape):
    """A private link, without its address."""

    key = serializers.UUIDField()
    url = serializers.URLField(help_text="DELETE revokes it.")
    page = serializers.URLField(help_text="For people: what is hidden and which files are withheld.")
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a member, not the serializer's own
    dataset = serializers.UUIDField(allow_null=True)
    hides_authors = serializers.BooleanField()
    may_download = serializers.BooleanField()
    last_day = serializers.DateField()
    is_live = serializers.BooleanField()
    made_by = serializers.CharField(allow_blank=True)
    created = serializers.DateTimeField()
    opened = serializers.IntegerField()
    last_opened = serializers.DateField(allow_null=True)


class NewLinkShape(LinkShape):
    """A private link just made. Its address opens what it shows for whoever has it, and is told to programs once."""

    address = serializers.URLField()


class LinkList(Shape):
    """The private links of a deposit, those that ended last."""

    results = LinkShape(many=True)

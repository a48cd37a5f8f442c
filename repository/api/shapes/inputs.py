"""Bodies that come in. What is not named here is refused, never silently left out: nothing else can be set."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from repository.api.bodies import OF_DEPOSIT
from repository.api.shapes import enums
from repository.record.part import clean_line, clean_text

VERBS = ("use", "use-clear", "refuse", "undo")


class Strict(serializers.Serializer[Any]):
    """An object with known members only."""

    def to_internal_value(self, data: Any) -> Any:
        """Raises ``ValidationError`` for members that are not known."""
        if isinstance(data, dict) and (unknown := data.keys() - self.fields.keys()):
            words = _("There is no such member, or it cannot be set.")
            raise serializers.ValidationError(
                {name: [serializers.ErrorDetail(words, "unknown-member")] for name in unknown}
            )
        return super().to_internal_value(data)


class RealBoolean(serializers.BooleanField):
    """``true`` or ``false``, and no text that looks like it."""

    def to_internal_value(self, data: Any) -> bool:
        """Raises ``ValidationError``."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class RealText(serializers.CharField):
    """A JSON string, cleaned as the forms clean theirs."""

    def __init__(self, *, lines: bool = False, **more: Any) -> None:
        super().__init__(trim_whitespace=False, **more)
        self._clean = clean_text if lines else clean_line

    def to_internal_value(self, data: Any) -> str:
        """Raises ``ValidationError``."""
        if not isinstance(data, str):
            self.fail("invalid")
        try:
            return self._clean(data) if data else ""
        except ValueError as error:
            words = _("This holds characters that cannot be printed. Type it again.")
            raise serializers.ValidationError(words, "control-character") from error


class RealWhole(serializers.IntegerField):
    """A JSON number without fraction."""

    def to_internal_value(self, data: Any) -> int:
        """Raises ``ValidationError``."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return int(super().to_internal_value(data))


@extend_schema_field({"$ref": "#/components/schemas/RecordFields"})
class RecordFields(serializers.Field[Any, Any, Any, Any]):
    """Top-level fields of the record, to be laid over; ``null`` takes a field out."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Raises ``ValidationError`` for what is no object; which fields there are is looked at where it is known."""
        if not isinstance(data, dict):
            raise serializers.ValidationError(_("This must be an object."), "not-an-object")
        return data

    def to_representation(self, value: Any) -> Any:
        """As it is."""
        return value


class AccessInput(Strict):
    """Who may fetch the files once the dataset is public."""

    policy = serializers.ChoiceField(choices=enums.ACCESS_POLICY)
    embargo_until = serializers.DateField(
        required=False, allow_null=True, default=None,
        help_text="The day (UTC), after today, on which embargoed files open. Submission needs it then.",
    )  # fmt: skip


class DepositInput(Strict):
    """A new deposit, or what is to be changed of one."""

    shared = RecordFields(required=False, help_text="What all its datasets say unless they say otherwise.")


class NewDatasetInput(Strict):
    """A further dataset of a deposit."""

    like_first = RealBoolean(
        default=False, help_text="Begin with the description of the first one, but for what names its own files."
    )


class DatasetInput(Strict):
    """What is to be changed of a draft. Nothing else of a dataset can be set."""

    record = RecordFields(required=False, help_text="Fields of the record, laid over those that are there.")
    access = AccessInput(required=False)


class SharingInput(Strict):
    """What is to be done with one field of a dataset with several siblings."""

    field = serializers.ChoiceField(choices=sorted(OF_DEPOSIT))
    action = serializers.ChoiceField(
        choices=["share", "own", "drop"],
        help_text="share: say it for all; own: say it apart, beginning with what is shared; drop: say what is shared.",
    )


class FileInput(Strict):
    """What is to be changed of a file."""

    role = serializers.ChoiceField(choices=enums.FILE_ROLE)


class AnswerInput(Strict):
    """An answer to what the files propose. The marks are those of the list, as it was read."""

    action = serializers.ChoiceField(choices=VERBS)
    field = RealText(max_length=60, required=False, default="", allow_blank=True, help_text="All but `use-clear`.")
    offer = RealText(max_length=40, required=False, default="", allow_blank=True, help_text="`use`, `refuse`.")
    seen = RealText(max_length=80, required=False, default="", allow_blank=True, help_text="`use`.")
    choice = RealText(
        max_length=40, required=False, default="", allow_blank=True, help_text="`use`, where the files disagree."
    )
    offers = serializers.DictField(
        child=RealText(max_length=40), required=False, default=dict, help_text="`use-clear`: field -> its mark."
    )
    language = serializers.RegexField(
        r"^[a-z]{2,3}\Z", required=False, default="", help_text="Of texts whose language no file says."
    )


class AcceptedInput(Strict):
    """The agreement that the depositor has read."""

    version = RealWhole(min_value=1, max_value=999_999)
    language = serializers.ChoiceField(choices=["en", "fr"])


class SubmitInput(Strict):
    """The last word before the moderators read it."""

    agreement = AcceptedInput(required=False, allow_null=True, default=None)
    note = RealText(
        lines=True, max_length=10_000, required=False, default="", allow_blank=True,
        help_text="For the moderators: what changed since the last submission.",
    )  # fmt: skip


class RoomInput(Strict):
    """More room is asked for."""

    wanted_bytes = RealWhole(min_value=1, max_value=10**15)
    reason = RealText(lines=True, max_length=2_000)

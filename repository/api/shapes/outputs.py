"""Answers about deposits and datasets."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from repository.api.shapes import enums

Shape = serializers.Serializer[Any]


@extend_schema_field({"$ref": "#/components/schemas/RecordFields"})
class RecordShown(serializers.JSONField):
    """Fields of the record as they were typed."""


class Me(Shape):
    """Whose token it is, and what it may do."""

    name = serializers.CharField()
    email = serializers.EmailField()
    token = serializers.CharField(help_text="Its visible part.")
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=enums.SCOPE))
    expires = serializers.DateTimeField()


class AccessShape(Shape):
    """Who may fetch the files."""

    policy = serializers.ChoiceField(choices=enums.ACCESS_POLICY)
    embargo_until = serializers.DateField(allow_null=True)


class DatasetLine(Shape):
    """One dataset of a deposit."""

    key = serializers.UUIDField()
    url = serializers.URLField()
    title = serializers.CharField(allow_blank=True)
    title_language = serializers.CharField(allow_blank=True)
    doi = serializers.CharField()
    doi_is_reserved = serializers.BooleanField()
    state = serializers.ChoiceField(choices=enums.DATASET_STATE)
    standing = serializers.ChoiceField(choices=enums.STANDING)
    modified = serializers.DateTimeField()
    asked = serializers.CharField(allow_blank=True, help_text="What is asked of the author now, in words.")


class DepositLine(Shape):
    """One deposit in the list."""

    id = serializers.UUIDField()
    url = serializers.URLField()
    created = serializers.DateTimeField()
    modified = serializers.DateTimeField()
    datasets = DatasetLine(many=True)


class DepositShape(DepositLine):
    """A deposit."""

    page = serializers.URLField(help_text="For people.")
    shared = RecordShown()
    links = serializers.DictField(child=serializers.URLField())


class DepositPage(Shape):
    """Some deposits, the newest first."""

    results = DepositLine(many=True)
    next = serializers.URLField(allow_null=True)


class RoomShape(Shape):
    """How much may still come."""

    bytes = serializers.IntegerField(help_text="In all.")
    file_bytes = serializers.IntegerField(help_text="Of one file.")
    files = serializers.IntegerField(allow_null=True, help_text="null: any number.")


class DatasetShape(DatasetLine):
    """A dataset. `revision` is its ETag: send it back in If-Match to change only what was read."""

    page = serializers.URLField(help_text="For people.")
    public_page = serializers.URLField(allow_null=True)
    deposit = serializers.UUIDField()
    created = serializers.DateTimeField()
    revision = serializers.IntegerField()
    access = AccessShape()
    poles = serializers.ListField(child=serializers.CharField(), help_text="The disciplines it was submitted to.")
    holder = serializers.CharField(help_text="Who has it now, in words.")
    may = serializers.ListField(
        child=serializers.ChoiceField(
            choices=["edit", "submit", "take-back", "correct", "drop-correction", "remove"],
        ),
        help_text="What the person of the token may do now.",
    )
    record = RecordShown(help_text="What this dataset itself says.")
    effective_record = RecordShown(help_text="With what it takes from the deposit.")
    files = serializers.IntegerField()
    room = RoomShape()
    links = serializers.DictField(child=serializers.URLField())


class FindingShape(Shape):
    """One thing to mend or to know."""

    pointer = serializers.CharField(help_text="JSON Pointer into the record; `/files/…` names a file.")
    severity = serializers.ChoiceField(choices=enums.SEVERITY)
    code = serializers.CharField()
    detail = serializers.CharField()
    step = serializers.ChoiceField(choices=enums.STEP)
    blocks = serializers.BooleanField(help_text="Whether it stands in the way of submission.")


class StepShape(Shape):
    """One step of the form."""

    step = serializers.ChoiceField(choices=enums.STEP)
    name = serializers.CharField()
    missing = serializers.IntegerField(help_text="What blocks there.")
    note = serializers.CharField()
    page = serializers.URLField()


class AssessmentShape(Shape):
    """What a draft lacks."""

    is_ready = serializers.BooleanField()
    findings = FindingShape(many=True)
    steps = StepShape(many=True)


class MomentShape(Shape):
    """One thing that happened."""

    at = serializers.DateTimeField()
    what = serializers.CharField()
    by = serializers.CharField(allow_blank=True)
    dataset = serializers.UUIDField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)
    kind = serializers.CharField(help_text="The name of the event, such as `dataset.submitted`; `what` is for people.")
    details = serializers.ListField(child=serializers.CharField(), help_text="What was found, or what it is about.")


class TimelineShape(Shape):
    """What happened, oldest first."""

    results = MomentShape(many=True)


class StageShape(Shape):
    """One stage of a publication."""

    name = serializers.CharField()
    state = serializers.ChoiceField(choices=["done", "now", "held", "waiting"])
    note = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField(allow_null=True)


class ProgressShape(Shape):
    """How far the publication is."""

    is_finished = serializers.BooleanField()
    stages = StageShape(many=True)


class DepositRoomShape(Shape):
    """What a deposit holds and may hold."""

    kept_bytes = serializers.IntegerField()
    most_bytes = serializers.IntegerField()
    room = RoomShape()
    is_asked_for_more = serializers.BooleanField()

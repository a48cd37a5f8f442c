"""Bodies that come in and answers, as the OpenAPI document tells them."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from compute.states import OGC, JobState
from repository.api.shapes.enums import choices
from repository.api.shapes.inputs import RealText, Strict

Shape = serializers.Serializer[Any]
STATES: Final = choices(JobState)
SAMENESS: Final = [("equal", "equal"), ("different", "different")]


@extend_schema_field({"type": "object", "additionalProperties": True})
class AnyObject(serializers.JSONField):
    """An object of JSON, whose members the process names."""


@extend_schema_field(
    {"type": "object", "additionalProperties": True, "description": "Input -> value; see the process."}
)
class InputsField(serializers.Field[Any, Any, Any, Any]):
    """Inputs as they are given: the process' schemas are what they are checked against."""

    def to_internal_value(self, data: Any) -> Any:
        """As it is."""
        return data

    def to_representation(self, value: Any) -> Any:
        """As it is."""
        return value


class PriceInput(Strict):
    """What a job would be given."""

    inputs = InputsField(required=False, default=dict)


class JobInput(Strict):
    """A job that is asked for."""

    process = RealText(max_length=60)
    inputs = InputsField(required=False, default=dict)


class ProcessLine(Shape):
    """A process in the list."""

    id = serializers.CharField()
    url = serializers.URLField()
    version = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    keywords = serializers.ListField(child=serializers.CharField())
    modes = serializers.ListField(child=serializers.CharField())


class ProcessList(Shape):
    """All processes there are."""

    results = ProcessLine(many=True)


class ProcessInputShape(Shape):
    """One input; one of a file has media types, and is given by a reference."""

    name = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    schema = AnyObject(help_text="JSON Schema 2020-12.")
    min_occurs = serializers.IntegerField()
    max_occurs = serializers.IntegerField(allow_null=True, help_text="null: any number; the value is a list.")
    media_types = serializers.ListField(child=serializers.CharField())
    is_expert = serializers.BooleanField()
    why = serializers.CharField(allow_blank=True, help_text="Why the default is so.")


class ProcessOutputShape(Shape):
    """One output."""

    name = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    media_type = serializers.CharField()
    file_name = serializers.CharField()


class ProcessShape(ProcessLine):
    """A process with what it takes and makes."""

    inputs = ProcessInputShape(many=True)
    outputs = ProcessOutputShape(many=True)


class PriceShape(Shape):
    """The most that a job would take; `core_hours` is what counts against the allowance."""

    n_tasks = serializers.IntegerField()
    cpus = serializers.IntegerField(help_text="Cores of one task.")
    mem_mb = serializers.IntegerField(help_text="Memory of one task.")
    walltime_s = serializers.IntegerField(help_text="Seconds of one task.")
    scratch_mb = serializers.IntegerField()
    n_input_bytes = serializers.IntegerField()
    gpus = serializers.IntegerField()
    core_hours = serializers.FloatField()
    core_hours_left = serializers.FloatField(help_text="Of what one has for thirty days.")


class JobLine(Shape):
    """A job in the list."""

    id = serializers.UUIDField()
    url = serializers.URLField()
    page = serializers.URLField()
    process = serializers.CharField()
    version = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    status = serializers.ChoiceField(choices=sorted(set(OGC.values())), help_text="The word of OGC for it.")
    progress = serializers.IntegerField(help_text="Percent of its tasks.")
    tasks = serializers.IntegerField(allow_null=True)
    tasks_done = serializers.IntegerField()
    core_hours = serializers.FloatField(help_text="The estimate while it lives, then what was used.")
    error_type = serializers.CharField(allow_blank=True)
    message = serializers.CharField(allow_blank=True, help_text="Why it failed.")
    created = serializers.DateTimeField()
    started = serializers.DateTimeField(allow_null=True)
    ended = serializers.DateTimeField(allow_null=True)
    expires = serializers.DateTimeField(allow_null=True, help_text="Until when its results are kept.")


class JobPage(Shape):
    """Some jobs, the newest first."""

    results = JobLine(many=True)
    next = serializers.URLField(allow_null=True)


class MoveShape(Shape):
    """One move from state to state."""

    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField()
    at = serializers.DateTimeField()
    reason = serializers.CharField(allow_blank=True)


class TaskShape(Shape):
    """How one task ended; `merge` is the last one."""

    task = serializers.CharField()
    state = serializers.ChoiceField(choices=["ok", "error"])
    started = serializers.CharField()
    wall_s = serializers.FloatField()
    cpu_s = serializers.FloatField()
    peak_rss_mb = serializers.IntegerField()
    error_type = serializers.CharField(allow_null=True)
    message = serializers.CharField(allow_blank=True)


class JobFileShape(Shape):
    """A file that it read."""

    input = serializers.CharField()
    path = serializers.CharField()
    doi = serializers.CharField()
    layer = serializers.IntegerField(allow_null=True)
    url = serializers.URLField(allow_null=True, help_text="Of a published file.")
    sha256 = serializers.CharField()
    size = serializers.IntegerField()


class JobOutputShape(Shape):
    """A file that it made; `url` gives it, whole or in part (Range)."""

    output = serializers.CharField()
    name = serializers.CharField()
    url = serializers.URLField()
    media_type = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()


class JobShape(JobLine):
    """Everything that is known of a job."""

    key = serializers.CharField(help_text="SHA-256 of the request; the same request has the same.")
    inputs = AnyObject(help_text="With every default written out.")
    limits = AnyObject()
    files = JobFileShape(many=True)
    outputs = JobOutputShape(many=True)
    moves = MoveShape(many=True)
    ended_tasks = TaskShape(many=True, help_text="The first hundred; while its folder is there.")
    repeats = serializers.UUIDField(allow_null=True, help_text="The job that it computes again.")
    sameness = serializers.ChoiceField(choices=SAMENESS, allow_null=True)
    differing = serializers.ListField(child=serializers.CharField())
    deposit = serializers.URLField(allow_null=True, help_text="The draft made of its outputs.")
    return_refusal = serializers.CharField(allow_blank=True)


class LogShape(Shape):
    """The end of what a task said, without paths and environment."""

    task = serializers.CharField()
    stream = serializers.ChoiceField(choices=["out", "err"])
    text = serializers.CharField(allow_blank=True)

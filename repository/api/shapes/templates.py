"""Starting from what there is: what goes in and out."""

from typing import Any

from rest_framework import serializers

from repository.api.shapes import enums
from repository.api.shapes.inputs import RealBoolean, RealText, Strict

Shape = serializers.Serializer[Any]


class SourceInput(Strict):
    """The dataset to start from: one of yours, or a public one."""

    source = RealText(  # type: ignore[assignment]  # a member, not the serializer's own
        max_length=300, help_text="Its DOI, or the key of one of yours."
    )
    with_people = RealBoolean(
        default=False, help_text="Of somebody else's: people, funding and projects too. Of yours they always come."
    )
    relation = serializers.ChoiceField(
        choices=enums.TEMPLATE_RELATION, required=False, help_text="How yours relates to somebody else's."
    )


class LeftOutShape(Shape):
    """What of a file was not taken over, or not as it stood there."""

    code = serializers.CharField()
    path = serializers.CharField(allow_blank=True, help_text="The place in the file.")
    detail = serializers.CharField()


class TemplateShape(Shape):
    """What a draft may take values from, beside its files. The values stand among its proposals."""

    kind = serializers.ChoiceField(choices=enums.TEMPLATE_KIND)
    label = serializers.CharField()  # type: ignore[assignment]  # a member, not the serializer's own
    dialect = serializers.CharField(allow_blank=True, help_text="Of a file, such as `datacite-xml`.")
    doi = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()
    fields_said = serializers.IntegerField(help_text="Of how many fields it says something.")
    remarks = LeftOutShape(many=True, help_text="The first 500.")
    remarks_count = serializers.IntegerField()


class TemplateList(Shape):
    """The newest ten of a draft, the newest first."""

    results = TemplateShape(many=True)

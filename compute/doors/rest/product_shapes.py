"""Bodies and answers about products, as the OpenAPI document tells them."""

from typing import Final

from rest_framework import serializers

from compute.doors.rest.shapes import AnyObject, InputsField, Shape
from compute.models import ProductKind
from repository.api.shapes.enums import choices
from repository.api.shapes.inputs import RealBoolean, RealText, Strict

KINDS: Final = choices(ProductKind)


class ProductInput(Strict):
    """A request that is to be kept. A file without a layer is that of the newest layer, each time anew."""

    kind = serializers.ChoiceField(choices=KINDS)
    title = RealText(max_length=150)
    process = RealText(max_length=60)
    inputs = InputsField(required=False, default=dict)
    is_public = RealBoolean(
        required=False, default=False, help_text="Virtual ones: anybody may have it, while all that it reads is open."
    )
    dataset = RealText(required=False, default="", max_length=100, help_text="Systematic ones: its DOI, or the suffix.")
    takes = RealText(required=False, default="", max_length=60, help_text="The input that takes each new file.")
    pattern = RealText(required=False, default="", max_length=200, help_text="Only files that fit, such as `*.nc`.")
    also_past = RealBoolean(required=False, default=False, help_text="Also the files that are there already.")


class ProductLine(Shape):
    """A product in the list."""

    slug = serializers.CharField()
    url = serializers.URLField()
    page = serializers.URLField()
    kind = serializers.ChoiceField(choices=KINDS)
    title = serializers.CharField()
    process = serializers.CharField()
    is_public = serializers.BooleanField()
    is_own = serializers.BooleanField()
    created = serializers.DateTimeField()
    paused = serializers.DateTimeField(allow_null=True)
    retired = serializers.DateTimeField(allow_null=True)
    results = serializers.ListField(
        child=serializers.URLField(), help_text="Of a virtual one: each is computed when it is asked for."
    )


class ProductList(Shape):
    """Your own products, then the public ones of others."""

    results = ProductLine(many=True)
    next = serializers.URLField(allow_null=True)


class GranuleShape(Shape):
    """A file that a systematic product takes; without a job and a refusal it waits."""

    sha256 = serializers.CharField()
    path = serializers.CharField()
    layer = serializers.IntegerField()
    job = serializers.URLField(allow_null=True)
    refusal = serializers.CharField(allow_blank=True)


class ProductShape(ProductLine):
    """Everything that its owner knows of a product; of those of others the rest is null."""

    inputs = AnyObject(allow_null=True)
    dataset = serializers.CharField(allow_null=True)
    takes = serializers.CharField(allow_null=True)
    pattern = serializers.CharField(allow_null=True)
    hindrance = serializers.CharField(allow_null=True, help_text="The code of what keeps its granules waiting.")
    waiting = serializers.IntegerField(allow_null=True)
    is_full = serializers.BooleanField(
        allow_null=True,
        help_text="As many files wait as one product may have; the others are noted when there is room.",
    )
    granules = GranuleShape(many=True, allow_null=True, help_text="The newest hundred.")

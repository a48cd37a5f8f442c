"""Answers about what the site offers to everybody."""

from typing import Any

from rest_framework import serializers

Shape = serializers.Serializer[Any]


class RootShape(Shape):
    """Where everything is."""

    name = serializers.CharField()
    links = serializers.DictField(child=serializers.CharField())


class PoleShape(Shape):
    """A discipline."""

    code = serializers.CharField()
    name = serializers.CharField()
    scope = serializers.CharField(allow_blank=True)


class PoleList(Shape):
    """The disciplines."""

    results = PoleShape(many=True)


class ConceptShape(Shape):
    """A concept of a vocabulary. `entry` is what a record takes from it."""

    label = serializers.CharField()  # type: ignore[assignment]  # a member, not the serializer's own
    language = serializers.CharField(allow_blank=True)
    matched = serializers.CharField(allow_blank=True)
    uri = serializers.CharField(allow_blank=True)
    scheme = serializers.CharField()
    scheme_title = serializers.CharField()
    definition = serializers.CharField(allow_blank=True)
    broader = serializers.ListField(child=serializers.CharField())
    entry = serializers.DictField(child=serializers.JSONField())


class ConceptList(Shape):
    """The best concepts."""

    results = ConceptShape(many=True)


class AgreementShape(Shape):
    """The deposit agreement in force."""

    version = serializers.IntegerField()
    language = serializers.ChoiceField(choices=["en", "fr"])
    text = serializers.CharField(help_text="CommonMark.")
    since = serializers.DateTimeField()
    page = serializers.URLField()

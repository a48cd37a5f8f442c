"""Answers about files, and what they say of themselves."""

from typing import Any

from rest_framework import serializers

from repository.api.shapes import enums

Shape = serializers.Serializer[Any]


class RemarkShape(Shape):
    """One thing that is odd about a file."""

    severity = serializers.ChoiceField(choices=enums.SEVERITY)
    code = serializers.CharField()
    detail = serializers.CharField()


class ReadingShape(Shape):
    """What reading the file gave."""

    is_waiting = serializers.BooleanField()
    format = serializers.CharField(allow_blank=True)
    facts = serializers.CharField(allow_blank=True)
    findings = RemarkShape(many=True)


class FileShape(Shape):
    """One file of a draft."""

    path = serializers.CharField()
    url = serializers.URLField()
    number = serializers.IntegerField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    media_type = serializers.CharField()
    role = serializers.ChoiceField(choices=enums.FILE_ROLE)
    kind = serializers.CharField(help_text="Its media type as people call it.")
    oddity = serializers.CharField(allow_blank=True)
    created = serializers.DateTimeField()
    reading = ReadingShape()


class FilePage(Shape):
    """Some files, by their paths."""

    results = FileShape(many=True)
    next = serializers.URLField(allow_null=True)


class SourceShape(Shape):
    """Where a value was read."""

    file = serializers.CharField()
    place = serializers.CharField()


class ChoiceShape(Shape):
    """One value that the files give."""

    mark = serializers.CharField()
    words = serializers.CharField(allow_blank=True)
    value = serializers.JSONField()
    sources = SourceShape(many=True)
    more_sources = serializers.IntegerField()


class ProposalShape(Shape):
    """What the files say of one field."""

    field = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a member, not the serializer's own
    state = serializers.ChoiceField(choices=enums.PROPOSAL_STATE)
    offer = serializers.CharField(help_text="The mark of this proposal, for the answer.")
    seen = serializers.CharField(help_text="The mark of what the field holds now, for the answer.")
    may_undo = serializers.BooleanField()
    clear = serializers.BooleanField(help_text="Whether `use-clear` uses it: it leaves no question.")
    choices = ChoiceShape(many=True)


class ProposalsShape(Shape):
    """All that the files propose."""

    waiting = serializers.IntegerField(help_text="Files that are still to be read.")
    asks_language = serializers.BooleanField(help_text="Whether `use` needs `language`.")
    results = ProposalShape(many=True)


class UnfinishedShape(Shape):
    """An upload that can go on."""

    url = serializers.URLField()
    path = serializers.CharField()
    length = serializers.IntegerField()
    arrived = serializers.IntegerField()
    expires = serializers.DateTimeField()
    refusal = serializers.CharField(allow_blank=True)


class UnfinishedList(Shape):
    """Uploads by tus that are not whole yet."""

    results = UnfinishedShape(many=True)

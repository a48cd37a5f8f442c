"""What a relation is called from the other side (DataCite Metadata Schema 4.6, appendix 1, relationType). Pure."""

from typing import Final

from repository.record.terms import RelationType

_PAIRS: Final[tuple[tuple[RelationType, RelationType], ...]] = (
    ("IsCitedBy", "Cites"),
    ("IsSupplementTo", "IsSupplementedBy"),
    ("IsContinuedBy", "Continues"),
    ("IsNewVersionOf", "IsPreviousVersionOf"),
    ("IsPartOf", "HasPart"),
    ("IsReferencedBy", "References"),
    ("IsDocumentedBy", "Documents"),
    ("IsCompiledBy", "Compiles"),
    ("IsVariantFormOf", "IsOriginalFormOf"),
    ("IsIdenticalTo", "IsIdenticalTo"),
    ("HasMetadata", "IsMetadataFor"),
    ("Reviews", "IsReviewedBy"),
    ("IsDerivedFrom", "IsSourceOf"),
    ("Describes", "IsDescribedBy"),
    ("HasVersion", "IsVersionOf"),
    ("Requires", "IsRequiredBy"),
    ("Obsoletes", "IsObsoletedBy"),
    ("Collects", "IsCollectedBy"),
    ("HasTranslation", "IsTranslationOf"),
)
INVERSES: Final[dict[str, RelationType]] = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
"""Every relation but ``IsPublishedIn``, which DataCite gives no other side."""

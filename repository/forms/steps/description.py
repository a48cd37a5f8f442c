"""Step 2: title, abstract, kind, disciplines, keywords, rights, lineage, languages, related works."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from repository.forms.finder import fold_words
from repository.forms.inference import settle_related
from repository.forms.leaves import Choices, Leaf, WordList, YesNo, split_words
from repository.forms.licence import LicenceChoice
from repository.forms.localised import Localised
from repository.forms.notes import Place
from repository.forms.objects import Group, Rows
from repository.forms.posted import Posted, text_of
from repository.forms.shown import Control, Option
from repository.forms.spec import Field

RESOURCE_TYPES: Final[tuple[Option, ...]] = (
    ("Dataset", _("Dataset")),
    ("Collection", _("Collection of datasets")),
    ("Image", _("Map or image")),
    ("Model", _("Model")),
    ("Software", _("Software")),
    ("Workflow", _("Workflow")),
    ("DataPaper", _("Data paper")),
    ("Report", _("Report")),
    ("Audiovisual", _("Film or sound")),
    ("PhysicalObject", _("Sample or object")),
    ("Other", _("Something else")),
)

RELATIONS: Final[tuple[Option, ...]] = (
    ("IsSupplementTo", _("is the data behind")),
    ("IsCitedBy", _("is cited by")),
    ("Cites", _("cites")),
    ("References", _("refers to")),
    ("IsReferencedBy", _("is referred to by")),
    ("IsDescribedBy", _("is described by")),
    ("IsDocumentedBy", _("is documented by")),
    ("IsDerivedFrom", _("is derived from")),
    ("IsSourceOf", _("is the source of")),
    ("IsPartOf", _("is part of")),
    ("HasPart", _("has as a part")),
    ("Continues", _("continues")),
    ("IsContinuedBy", _("is continued by")),
    ("IsNewVersionOf", _("is a new version of")),
    ("IsPreviousVersionOf", _("is an earlier version of")),
    ("IsVariantFormOf", _("is another form of")),
    ("IsIdenticalTo", _("is the same as")),
    ("IsCompiledBy", _("was made with")),
    ("Requires", _("needs, to be used,")),
    ("IsSupplementedBy", _("is supplemented by")),
)

IDENTIFIER_TYPES: Final[tuple[Option, ...]] = tuple(
    (code, code) for code in ("DOI", "URL", "Handle", "ARK", "arXiv", "ISBN", "ISSN", "PMID", "IGSN", "RRID", "URN")
)

LANGUAGES: Final[tuple[Option, ...]] = (
    ("en", _("English")),
    ("fr", _("French")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("it", _("Italian")),
    ("pt", _("Portuguese")),
)


def _several_keywords(place: Place) -> tuple[Control, ...]:
    return (
        Control(
            f"{place.name}-more", "textarea", _("Several at once"), rows=2, optional=True,
            help=_("Separate them by commas, in the language chosen here."),
        ),
        Control(f"{place.name}-more-language", "select", _("Their language"), "en", options=LANGUAGES[:2]),
    )  # fmt: skip


def _read_several_keywords(posted: Posted, name: str) -> list[dict[str, object]]:
    language = text_of(posted, f"{name}-more-language") or "en"
    return [{"term": {language: word}} for word in split_words(text_of(posted, f"{name}-more"))]


TOPICS: Final[tuple[Option, ...]] = (
    ("oceans", _("Oceans")),
    ("climatologyMeteorologyAtmosphere", _("Climate, weather, atmosphere")),
    ("geoscientificInformation", _("Geosciences")),
    ("inlandWaters", _("Inland waters")),
    ("environment", _("Environment")),
    ("biota", _("Living things")),
    ("elevation", _("Elevation and depth")),
    ("imageryBaseMapsEarthCover", _("Imagery and land cover")),
    ("farming", _("Farming and forestry")),
    ("disaster", _("Natural hazards")),
    ("health", _("Health")),
    ("society", _("Society")),
)
"""ISO 19115-1 topic categories that Earth-system data fall under; another one that is stored is shown as it is."""


def description_fields(poles: Sequence[Option]) -> tuple[Field, ...]:
    """The fields of the step; ``poles``: code and name of each discipline."""
    return (*_words(), *_subjects(poles), *_rights(), *_rare())


def _words() -> tuple[Field, ...]:
    title = Localised("title", _("Title"), _("What was observed, where and when. One language is enough."))
    abstract = Localised(
        "abstract", _("Abstract"), _("What the data are, how they were made, what they can serve for."),
        multiline=True, rows=6,
    )  # fmt: skip
    language = Leaf(
        "language", _("Language of the description"), _("The language that title and abstract are written in."),
        kind="select", options=LANGUAGES, width="half",
    )  # fmt: skip
    return (Field(title, may_share=False), Field(abstract), Field(language))


def _subjects(poles: Sequence[Option]) -> tuple[Field, ...]:
    lineage = Localised(
        "lineage", _("Lineage"),
        _("How the data were acquired and processed: instruments, calibration, software, what was not done."),
        multiline=True, rows=5,
    )  # fmt: skip
    whose = _("Whose moderators read the deposit. One is enough.")
    sorted_by = _("How catalogues sort datasets. One or two are enough.")
    return (
        Field(Choices("poles", _("Disciplines"), lambda: poles, whose)),
        Field(_keywords()),
        Field(Choices("topics", _("Topics"), lambda: TOPICS, sorted_by)),
        Field(lineage),
    )


def _rights() -> tuple[Field, ...]:
    forwarding = YesNo(
        "forwarding", _("May the files be passed on to other data centres?"),
        _("Yes, under the same licence"), _("No, ask me first"),
        _("Some disciplines have national or international centres that collect such data."),
    )  # fmt: skip
    return (Field(LicenceChoice("licence", _("Licence"))), Field(forwarding))


def _rare() -> tuple[Field, ...]:
    languages = WordList(
        "data_languages", _("Languages of the data"),
        _("Codes separated by commas, such as en, fr. Leave empty where there are no words in the files."),
        optional=True,
    )  # fmt: skip
    limits = Localised(
        "use_limitations", _("Limits of use"), _("What the data should not be used for."),
        multiline=True, optional=True, rows=3,
    )  # fmt: skip
    return tuple(Field(node, is_folded=True) for node in (_resource_type(), languages, limits, _related()))


def _resource_type() -> Group:
    return Group(
        "resource_type",
        (
            Leaf("general", _("Kind"), kind="select", options=RESOURCE_TYPES, optional=True, width="half"),
            Leaf("text", _("In your words, such as CTD profiles"), optional=True, width="half"),
        ),
        _("Kind of resource"),
    )


def _keywords() -> Rows:
    return Rows(
        "keywords",
        (
            Localised("term", _("Keyword"), optional=True, offers_others=False),
            Leaf("uri", _("Address in a vocabulary"), optional=True, inputmode="url", width="half"),
            Leaf("scheme", _("Vocabulary"), optional=True, width="half"),
        ),
        _("Keywords"),
        _("Keyword"),
        (("", _("Add a keyword")),),
        help=_("Words by which others will look for the data: quantities, places, methods, campaigns."),
        fold=fold_words,
        finder="keywords",
        quick=_several_keywords,
        read_quick=_read_several_keywords,
    )


def _related() -> Rows:
    return Rows(
        "related",
        (
            Leaf("relation", _("This dataset"), kind="select", options=RELATIONS, width="half"),
            Leaf("identifier", _("DOI or address of the work"), inputmode="url", width="half"),
            Leaf(
                "identifier_type", _("Kind of identifier"), kind="select",
                options=IDENTIFIER_TYPES, optional=True, width="half",
            ),
            Leaf("citation", _("Citation"), optional=True, width="half"),
        ),
        _("Related works"),
        _("Work"),
        (("", _("Add a work")),),
        help=_("The publication, the source code, the project's site, data these come from. The kind is worked out."),
        optional=True,
        settle=settle_related,
    )  # fmt: skip

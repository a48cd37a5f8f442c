"""Step 4: where, when, how deep, what was measured and with what."""

from django.utils.translation import gettext_lazy as _

from repository.forms.codecs import LATITUDE, LONGITUDE, MOMENT, Codec
from repository.forms.finder import fold_words
from repository.forms.inference import settle_variable
from repository.forms.leaves import Leaf, Tick
from repository.forms.localised import Localised
from repository.forms.objects import Group, Rows
from repository.forms.shown import Words
from repository.forms.spec import Field
from repository.forms.steps.people import named
from repository.forms.steps.place_systems import reference_systems, spatial_resolution, vertical


def place_fields() -> tuple[Field, ...]:
    """The fields of the step."""
    instruments = named("instruments", _("Instruments"), _("Instrument"), _("Add an instrument"), finder="instruments")
    platforms = named(
        "platforms", _("Platforms"), _("Platform"), _("Add a platform"), _("Ship, mooring, satellite, station."),
        finder="platforms",
    )  # fmt: skip
    campaigns = named("campaigns", _("Campaigns"), _("Campaign"), _("Add a campaign"))
    return (
        Field(_place()),
        Field(_time()),
        Field(vertical(), is_folded=True),
        Field(_variables()),
        Field(instruments, is_folded=True),
        Field(platforms, is_folded=True),
        Field(campaigns, is_folded=True),
        Field(reference_systems(), is_folded=True),
        Field(spatial_resolution(), is_folded=True),
    )


def _place() -> Group:
    boxes = Rows(
        "boxes",
        (
            _degrees("west", _("West"), LONGITUDE),
            _degrees("south", _("South"), LATITUDE),
            _degrees("east", _("East"), LONGITUDE),
            _degrees("north", _("North"), LATITUDE),
        ),
        _("Boxes"),
        _("Box"),
        (("", _("Add a box")),),
        help=_(
            "Degrees of WGS 84: 3.02, 3,02, 3°01.2' E or 3°01'12\" E. A point has equal sides; "
            "a box over the antimeridian has its west greater than its east."
        ),
    )
    names = Rows(
        "names",
        (Localised("name", _("Name"), optional=True, offers_others=False),),
        _("Named places"),
        _("Name of a place"),
        (("", _("Add a name")),),
        optional=True,
    )
    no_place = Tick("not_applicable", _("No place applies"), _("A laboratory standard, or the code of a model."))
    return Group("place", (boxes, names, no_place), _("Place"))


def _degrees(key: str, label: Words, codec: Codec) -> Leaf:
    return Leaf(key, label, codec=codec, inputmode="text", width="quarter")


def _time() -> Group:
    periods = Rows(
        "periods",
        (
            Leaf("begin", _("Begin"), codec=MOMENT, width="half"),
            Leaf("end", _("Last date, or tick Still growing"), codec=MOMENT, width="half"),
            Tick("ongoing", _("Still growing")),
        ),
        _("Periods"),
        _("Period"),
        (("", _("Add a period")),),
        help=_("A year, a month or a day: 2019, 2019-04, 2019-04-12. For deep time: 66 Ma, 12.5 ± 0.3 ka."),
    )
    return Group("time", (periods, Tick("not_applicable", _("No period applies"))), _("Period"))


def _concepts() -> Rows:
    """What else a variable is called in vocabularies: shown where there is any, added by the box over all of them."""
    return Rows(
        "concepts",
        (
            Leaf("name", _("Name"), width="half"),
            Leaf("uri", _("Address or vocabulary entry"), optional=True, inputmode="url", width="half"),
        ),
        _("In vocabularies"),
        _("Entry"),
        (),
        optional=True,
        windowed=False,
        fold=fold_words,
    )


def _variables() -> Rows:
    return Rows(
        "variables",
        (
            Leaf("name", _("Name in the files"), width="third"),
            Leaf("standard_name", _("CF standard name"), optional=True, width="third"),
            Leaf("standard_name_uri", kind="hidden"),
            Leaf("unit", _("Unit"), optional=True, width="third"),
            Leaf("uncertainty", _("Uncertainty"), optional=True, width="third"),
            _concepts(),
        ),
        _("Variables"),
        _("Variable"),
        (("", _("Add a variable")),),
        help=_("What the columns or variables of the files hold, so that others understand them. A unit: µmol/kg."),
        optional=True,
        settle=settle_variable,
        finder="variables",
    )

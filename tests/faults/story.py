"""What people do in the drill, one act after another; each finds what it needs by itself, in a process of its own."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from moderation.services.decisions import decide
from repository.lifecycle import DatasetState, Standing
from repository.models import AccessPolicy, AllowanceRequest, Dataset, Inspection, Pole
from repository.queries.agreements import accept_in_force
from repository.services.allowances import answer_request, ask_for_room
from repository.services.corrections import begin_correction, drop_correction
from repository.services.deposits import add_dataset, remove_dataset, set_access, write_draft
from repository.services.doi_moves import Step, order_move
from repository.services.embargoes import end_embargoes
from repository.services.events import record_event
from repository.services.files import attach_upload
from repository.services.grants import give_grant
from repository.services.idle import clear_idle_drafts
from repository.services.inspections import order_readings
from repository.services.submissions import submit_dataset, take_back_dataset
from repository.services.withdrawals import withdraw_dataset
from tests.factories import make_draft, make_moderator, make_operator, make_person
from tests.faults.cast import first as _first
from tests.faults.cast import newest as _newest
from tests.faults.cast import who as _who
from tests.faults.story_access import CLOSED
from tests.faults.story_advice import REVIEWING
from tests.faults.story_centres import CENTRES, name_centres
from tests.faults.story_notices import TOLD, WATCHING
from tests.faults.story_opinions import OPINIONS
from tests.faults.story_readers import READING, read_the_stations_again
from tests.faults.story_review import suggest
from tests.faults.story_rot import ROT
from tests.faults.story_series import SERIES
from tests.faults.story_sharing import SHARING, begin_and_forget, make_a_token
from tests.faults.story_talk import TALK
from tests.faults.story_waiting import WAITING


@dataclass(frozen=True)
class Act:
    """What is done, how many days after the beginning, and where the site registers by then."""

    do: Callable[[], object]
    day: int = 0
    registrar: str = "local"


def arrive() -> None:
    """Two people, and a draft of two files that are to be opened the day after tomorrow."""
    make_moderator("mona")
    make_operator()
    author = make_person("alice")
    dataset = make_draft(author, files={"oxygen.csv": b"station,oxygen\nA1,251.2\n", "casts.csv": b"cast\n1\n"})
    until = timezone.now().date() + datetime.timedelta(days=2)
    set_access(dataset_key=dataset.key, actor=author, access=AccessPolicy.EMBARGOED, embargo_until=until)


def read_again() -> None:
    """The files are read anew by later readers."""
    Inspection.objects.update(readers="0")
    assert order_readings() == 2


def add_another() -> None:
    """A second dataset in the deposit."""
    add_dataset(deposit_id=_first().deposit_id, actor=_who("alice"))  # type: ignore[arg-type]


def remove_another() -> None:
    """It was a mistake."""
    remove_dataset(dataset_key=Dataset.objects.order_by("pk")[1].key, actor=_who("alice"))


def submit() -> None:
    """To the moderators."""
    _hand_in(_first())


def _hand_in(dataset: Dataset) -> None:
    submit_dataset(dataset_key=dataset.key, actor=_who("alice"), agreement=accept_in_force("en"), note="Ready.")


def take_back() -> None:
    """Not ready after all."""
    take_back_dataset(dataset_key=_first().key, actor=_who("alice"))


def decide_on(dataset: Dataset, outcome: DatasetState) -> None:
    """The moderator decides on what was submitted."""
    assert dataset.submitted_version is not None
    sha256 = dataset.submitted_version.sha256
    decide(dataset_key=dataset.key, actor=_who("mona"), outcome=outcome, sha256=sha256, reason="Looked at.")


def ask_for_changes() -> None:
    """The moderator wants more."""
    decide_on(_first(), DatasetState.CHANGES_REQUESTED)


def accept() -> None:
    """The moderator accepts: the road begins."""
    decide_on(_first(), DatasetState.ACCEPTED)


def correct() -> None:
    """Another title, the same files: a road without a layer. The files may not be passed on."""
    begin_correction(dataset_key=_first().key, actor=_who("alice"))
    fields = {"title": {"en": "Oxygen, Gulf of Lion"}, "forwarding": False}
    write_draft(dataset_key=_first().key, actor=_who("alice"), fields=fields)
    submit()


def extend() -> None:
    """One more file: a second layer, which may be passed on."""
    begin_correction(dataset_key=_first().key, actor=_who("alice"))
    write_draft(dataset_key=_first().key, actor=_who("alice"), fields={"forwarding": True})
    upload = SimpleUploadedFile("more.csv", b"station,lat,lon\nB2,42.5,3.5\n")
    attach_upload(dataset_key=_first().key, actor=_who("alice"), upload=upload, path="more.csv")
    submit()


def think_again() -> None:
    """Begun and dropped."""
    begin_correction(dataset_key=_first().key, actor=_who("alice"))
    drop_correction(dataset_key=_first().key, actor=_who("alice"))


def refresh() -> None:
    """An operator has the registrar told again, and calls a discipline otherwise."""
    with transaction.atomic():
        record_event("doi.stale", subject=_first(), payload={"all": True})
        record_event("pole.changed", subject=Pole.objects.all()[0])


def name_a_curator() -> None:
    """An operator names somebody."""
    give_grant(actor=_who("oscar"), email="alice@example.org", role="moderator", pole="ocean")


def submit_another() -> None:
    """Another dataset, handed in."""
    _hand_in(make_draft(_who("alice")))


def refuse() -> None:
    """And refused."""
    decide_on(_newest(), DatasetState.REJECTED)


def accept_another() -> None:
    """Accepted at once: the one that harvesters get in the end."""
    decide_on(_newest(), DatasetState.ACCEPTED)


def move() -> None:
    """The site registers at DataCite from now on."""
    public = Dataset.objects.get(standing=Standing.PUBLIC)
    assert order_move(dataset_id=public.pk, prefix=settings.DOI_PREFIX) == Step.RECORD


def withdraw() -> None:
    """The end of it."""
    withdraw_dataset(dataset_key=_first().key, actor=_who("oscar"), reason="The sensor was broken.")


def ask_for_more_room() -> None:
    """An author needs more than the site gives."""
    ask_for_room(actor=_who("alice"), deposit_id=_newest().deposit_id, wanted_bytes=10**12, reason="Moorings.")  # type: ignore[arg-type]


def give_room() -> None:
    """An operator gives it."""
    request = AllowanceRequest.objects.latest("pk")
    answer_request(actor=_who("oscar"), request_id=request.pk, granted_bytes=10**12, answer="Here.")


def refuse_room() -> None:
    """Or does not."""
    request = AllowanceRequest.objects.latest("pk")
    answer_request(actor=_who("oscar"), request_id=request.pk, granted_bytes=None, answer="No disk is left.")


STORY = (
    *map(Act, (name_centres, arrive, read_again, add_another, remove_another, submit, take_back, submit)),
    *(Act(each) for each in (*OPINIONS, *TALK, suggest, *REVIEWING, ask_for_changes, submit, accept, correct)),
    *(Act(accept), Act(extend), Act(accept), Act(think_again), *map(Act, CLOSED)),
    *(Act(each, 3) for each in (end_embargoes, read_the_stations_again, refresh, *CENTRES, *SERIES)),
    *(Act(each, 3) for each in (submit_another, refuse, name_a_curator, *WATCHING, withdraw, *TOLD)),
    *(Act(each, 3) for each in (submit_another, accept_another, make_a_token, begin_and_forget)),
    *(Act(each, 3) for each in (ask_for_more_room, refuse_room, *SHARING, *READING, *ROT)),
    *(Act(ask_for_more_room, 3), Act(give_room, 3), Act(move, 3, "datacite")),
    *(*(Act(do, day) for do, day in WAITING), Act(clear_idle_drafts, 1000)),
)

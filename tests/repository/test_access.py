"""Who may do what: a matrix of every action, every kind of actor and every stage of a dataset's life."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from repository.access import Action, Actor, can, datasets_moderated_by, deposits_of, files_are_open, poles_moderated_by
from repository.lifecycle import DatasetState, Standing
from repository.models import AccessPolicy, Dataset, Deposit, Grant, Person, Role
from tests.factories import make_moderator, make_operator, make_person, make_pole

pytestmark = pytest.mark.django_db

SHA256_OF_SECRET = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
NOBODY = frozenset[str]()
AUTHORS = frozenset({"depositor", "co_author", "judge_and_party"})
MODERATORS = frozenset({"moderator", "judge_and_party"})

STAGES: dict[str, tuple[DatasetState, Standing]] = {
    "draft": (DatasetState.DRAFT, Standing.UNPUBLISHED),
    "submitted": (DatasetState.SUBMITTED, Standing.UNPUBLISHED),
    "returned": (DatasetState.CHANGES_REQUESTED, Standing.UNPUBLISHED),
    "accepted": (DatasetState.ACCEPTED, Standing.UNPUBLISHED),
    "rejected": (DatasetState.REJECTED, Standing.UNPUBLISHED),
    "public": (DatasetState.PUBLISHED, Standing.PUBLIC),
    "correcting": (DatasetState.DRAFT, Standing.PUBLIC),
    "withdrawn": (DatasetState.PUBLISHED, Standing.WITHDRAWN),
}
EDITABLE = {"draft", "returned", "correcting"}
SUBMITTABLE, SHOWN = set(STAGES) - {"rejected", "withdrawn"}, {"public", "correcting"}


def expected(action: Action, stage: str) -> frozenset[str]:
    """The actors who may, told from the rules in words, not from the code's table."""
    everybody = frozenset(ACTORS)
    seen = MODERATORS if stage != "draft" else NOBODY
    allowed: dict[Action, frozenset[str]] = {
        Action.DEPOSIT: everybody - {"anonymous", "inactive"},
        Action.READ: AUTHORS | seen | {"reader"},
        Action.SHARE: AUTHORS - {"co_author"},
        Action.LINK: AUTHORS,
        Action.PREVIEW: NOBODY,  # for a link alone
        Action.COMMENT: AUTHORS | seen,
        Action.EDIT: AUTHORS if stage in EDITABLE else NOBODY,
        Action.SUBMIT: AUTHORS if stage in SUBMITTABLE else NOBODY,
        Action.REVIEW: seen - AUTHORS,  # its private notes are kept from them, moderators or not
        Action.DECIDE: frozenset({"moderator"}) if stage == "submitted" else NOBODY,
        Action.CORRECT: AUTHORS if stage == "public" else NOBODY,
        Action.EVOLVE: AUTHORS if stage in SHOWN else NOBODY,
        Action.WITHDRAW: MODERATORS | {"operator"} if stage in SHOWN else NOBODY,
        Action.GIVE_FILES: AUTHORS | MODERATORS if stage in SHOWN else NOBODY,
        Action.DOWNLOAD: everybody if stage in SHOWN else NOBODY,
        Action.EXPORT: AUTHORS | MODERATORS | {"operator"} if stage in SHOWN else NOBODY,
        **dict.fromkeys((Action.OPERATE, Action.ERASE, Action.ADMINISTER), frozenset({"operator"})),
    }
    return allowed[action]


def _anonymous(_dataset: Dataset) -> Actor:
    return AnonymousUser()


def _stranger(_dataset: Dataset) -> Actor:
    return make_person("stranger")


def _inactive(dataset: Dataset) -> Actor:
    person = make_person("inactive", is_active=False)
    Grant.objects.create(person=person, role=Role.DEPOSITOR, deposit=dataset.deposit)
    return person


def _expired(dataset: Dataset) -> Actor:
    person = make_person("expired")
    past = timezone.now() - timedelta(seconds=1)
    Grant.objects.create(person=person, role=Role.DEPOSITOR, deposit=dataset.deposit, until=past)
    return person


def _depositor(dataset: Dataset) -> Actor:
    person = make_person("alice")
    Grant.objects.create(person=person, role=Role.DEPOSITOR, deposit=dataset.deposit)
    return person


def _co_author(dataset: Dataset) -> Actor:
    person = make_person("bob")
    Grant.objects.create(person=person, role=Role.CO_AUTHOR, dataset=dataset)
    return person


def _reader(dataset: Dataset) -> Actor:
    person = make_person("rita")
    Grant.objects.create(person=person, role=Role.READER, deposit=dataset.deposit)
    return person


def _judge_and_party(dataset: Dataset) -> Actor:
    person = make_moderator("both")
    Grant.objects.create(person=person, role=Role.DEPOSITOR, deposit=dataset.deposit)
    return person


ACTORS: dict[str, Callable[[Dataset], Actor]] = {
    "anonymous": _anonymous,
    "stranger": _stranger,
    "inactive": _inactive,
    "expired": _expired,
    "depositor": _depositor,
    "co_author": _co_author,
    "reader": _reader,
    "judge_and_party": _judge_and_party,
    "moderator": lambda _dataset: make_moderator("mona"),
    "other_moderator": lambda _dataset: make_moderator("otto", pole="climate"),
    "operator": lambda _dataset: make_operator(),
}


def make_dataset(stage: str) -> Dataset:
    """A dataset at one stage, without walking the road: only what access looks at."""
    make_pole("ocean")
    deposit = Deposit.objects.create(created_by=make_person("owner"))
    state, standing = STAGES[stage]
    dataset = Dataset(deposit=deposit, prefix="10.5072", suffix="1", state=state, standing=standing)
    if stage != "draft":
        dataset.poles = ["ocean"]
        dataset.submitted_version_id = 1
    if standing != Standing.UNPUBLISHED:
        dataset.datestamp = datetime(2026, 1, 1, tzinfo=UTC)
    return dataset


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("actor", ACTORS)
def test_the_matrix_of_permissions_holds(stage: str, actor: str) -> None:
    dataset = make_dataset(stage)
    submitted, dataset.submitted_version_id = dataset.submitted_version_id, None
    dataset.save()
    person = ACTORS[actor](dataset)
    dataset.submitted_version_id = submitted
    for action in Action:
        allowed = can(person, action, dataset)
        assert allowed is (actor in expected(action, stage)), f"{actor} {action} {stage}"


@pytest.mark.parametrize(
    ("policy", "until", "is_open"),
    [
        (AccessPolicy.OPEN, None, True),
        (AccessPolicy.RESTRICTED, None, False),
        (AccessPolicy.EMBARGOED, date(2026, 6, 2), False),
        (AccessPolicy.EMBARGOED, date(2026, 6, 1), True),
    ],
)
def test_files_open_by_policy_and_on_the_day_an_embargo_ends(
    policy: AccessPolicy, until: date | None, is_open: bool
) -> None:
    now = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
    assert files_are_open(Dataset(access=policy, embargo_until=until), now=now) is is_open


def test_the_bearer_of_a_link_reads_until_its_date() -> None:
    dataset = make_dataset("submitted")
    dataset.submitted_version_id = None
    dataset.save()
    grant = Grant.objects.create(role=Role.REVIEWER, dataset=dataset, token_sha256=SHA256_OF_SECRET)
    assert can(None, Action.READ, dataset, token="secret")
    assert not can(None, Action.READ, dataset, token="Secret")
    assert not can(None, Action.EDIT, dataset, token="secret")
    Grant.objects.filter(pk=grant.pk).update(until=timezone.now())
    assert not can(None, Action.READ, dataset, token="secret")


def test_the_bearer_of_a_private_link_previews_and_does_nothing_else() -> None:
    dataset = make_dataset("submitted")
    dataset.submitted_version_id = None
    dataset.save()
    Grant.objects.create(role=Role.LINK, deposit=dataset.deposit, token_sha256=SHA256_OF_SECRET)
    assert [action for action in Action if can(None, action, dataset, token="secret")] == [Action.PREVIEW]


def test_a_person_lists_only_their_own_deposits() -> None:
    dataset = make_dataset("draft")
    dataset.save()
    assert list(deposits_of(_depositor(dataset))) == [dataset.deposit]
    assert list(deposits_of(_co_author(dataset))) == [dataset.deposit]
    assert not deposits_of(make_person("stranger")).exists()
    assert not deposits_of(AnonymousUser()).exists()


def test_a_moderator_of_the_whole_site_sees_every_discipline() -> None:
    chief = make_person("chief")
    Grant.objects.create(person=chief, role=Role.MODERATOR)
    make_pole("ocean")
    assert poles_moderated_by(chief).count() > 1
    assert not datasets_moderated_by(chief).exists()
    assert isinstance(chief, Person)

"""An embargo that is shortened while a later layer is on its way to the public."""

from datetime import timedelta

import pytest

from repository.access import public_policy
from repository.models import LifecycleEvent, Person, Rendition
from repository.services import publication
from repository.services.embargoes import shorten_embargo
from tests.driver import run_everything_due
from tests.repository.public.conftest import Publish, _own_storage, alice, mona, publish
from tests.repository.public.stories import EMBARGO, published_again

__all__ = ["_own_storage", "alice", "mona", "publish"]

pytestmark = pytest.mark.django_db


def test_the_new_day_holds_for_the_layer_too_and_is_told_everywhere(
    publish: Publish, alice: Person, mona: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset, sooner = publish(access="embargoed"), EMBARGO - timedelta(days=100)
    whole, done = publication.render_all, list[bool]()

    def shortened_meanwhile(*told: object) -> object:
        if not done:
            done.append(True)
            shorten_embargo(dataset_key=dataset.key, actor=alice, until=sooner)
        return whole(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(publication, "render_all", shortened_meanwhile)
    published_again(dataset, alice, mona, files={"more.csv": b"a,b\n1,2\n"})
    run_everything_due()
    dataset.refresh_from_db()
    assert (dataset.embargo_until, public_policy(dataset)[1]) == (sooner, sooner)
    assert LifecycleEvent.objects.filter(type="snapshot.published").latest("pk").payload["embargo_until"] == str(sooner)
    assert sooner.isoformat() in bytes(Rendition.objects.get(dataset=dataset, format="datacite").body).decode()

"""What an order of law took away does not come back with a rebuild, from whichever store; its tombstone does."""

from pathlib import Path

import pytest
from django.test import Client

from archive.models import Archiving
from archive.services.fixity import audit_archive
from archive.services.package_sources import open_source
from archive.services.rebuild import Outcome, Rebuild
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import compare
from repository.models import DataFile, Erasure, ErasureState
from tests.archive.erasure.orders import REASON, holding, ordered
from tests.archive.rebuild.many import SEVERAL, Kind, Publisher, run_at_once
from tests.archive.rebuild.places import lose_server

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "z first.nc"


def test_the_site_comes_back_with_the_tombstone_and_without_the_bytes(site: Path, publisher: Publisher) -> None:
    dataset = publisher.publish(Kind.SEVERAL)
    ordered(dataset, PATH)
    run_at_once()
    until = last_datestamp()
    before = list(answers(until=until))
    lose_server(site)
    rebuild = Rebuild(open_source("second"))
    results = list(rebuild.run())
    rebuild.finish()
    assert [(result.outcome, result.is_renewed) for result in results] == [(Outcome.REBUILT, False)]
    comparison = compare(before, answers(until=until))
    assert comparison.is_equal, "\n".join(comparison.lines())
    assert holding(site, SEVERAL[PATH]) == []
    erasure = Erasure.objects.get()
    assert (erasure.state, erasure.reason, erasure.proposed_by) == (ErasureState.DONE, REASON, None)
    assert Archiving.objects.filter(kind="erasure", erasure=erasure).count() == 1
    file = DataFile.objects.get(original_name=PATH)
    fragment = file.layer_places.get().snapshot.number
    gone = Client().get(f"/datasets/{erasure.dataset.suffix}/files/{fragment}/{PATH}")
    assert gone.status_code == 410
    assert REASON in gone.content.decode()
    assert [finding for finding in audit_archive().findings if finding.place == "archive"] == []

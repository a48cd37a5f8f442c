"""A source that still has what an order of law erased here does not bring it back."""

import pytest

from repository.models import DataFile, Dataset, Delivery, Source
from tests.archive.erasure.orders import ordered
from tests.driver import run_everything_due
from tests.repository.series.conftest import Put
from tests.repository.series.growing import a_month_later, paths

pytestmark = pytest.mark.django_db


def test_what_was_erased_does_not_come_back_from_the_source_and_the_series_goes_on(growing: Dataset, put: Put) -> None:
    layer = a_month_later(growing)
    assert "2026/01.bin" in paths(layer)
    ordered(growing, "2026/01.bin")
    run_everything_due()
    put("2026/11.bin", "\0month 11 77")
    after = a_month_later(growing, 2)
    gone = DataFile.objects.get(erased_at__isnull=False)
    assert not DataFile.objects.filter(sha256=gone.sha256).exclude(pk=gone.pk).exists()
    assert after.number > layer.number
    assert set(paths(layer)) - set(paths(after)) == {"2026/01.bin"}
    assert set(paths(after)) - set(paths(layer)) == {"2026/11.bin"}
    told = Source.objects.get().listing
    assert (told["left_out"], told["left_out_count"]) == (["2026/01.bin"], 1)
    assert not Delivery.objects.exclude(last_error="").exists()

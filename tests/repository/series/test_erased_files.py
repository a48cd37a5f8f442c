"""A source that still has what an order of law erased here does not bring it back."""

import pytest

from repository.models import DataFile, Dataset, Delivery, Source
from tests.archive.erasure.orders import ordered
from tests.driver import run_everything_due
from tests.repository.series.growing import a_month_later, paths

pytestmark = pytest.mark.django_db


def test_what_was_erased_does_not_come_back_from_the_source(growing: Dataset) -> None:
    layer = a_month_later(growing)
    assert "2026/01.bin" in paths(layer)
    ordered(growing, "2026/01.bin")
    run_everything_due()
    after = a_month_later(growing, 2)
    gone = DataFile.objects.get(erased_at__isnull=False)
    assert not DataFile.objects.filter(sha256=gone.sha256).exclude(pk=gone.pk).exists()
    assert after.number == layer.number, "no layer is made before somebody has looked"
    said = [*Delivery.objects.exclude(last_error="").values_list("last_error", flat=True), Source.objects.get().reason]
    assert any("order of law" in each or each == "file-erased" for each in said)

"""``export_record`` writes what readers get of a public dataset, in each format, and says where there is none."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from repository.crosswalks.formats import EXPORTS
from repository.models import Person
from tests.factories import make_person, make_submitted
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn


def test_the_record_is_written_as_readers_get_it(
    publish: Publish, reader: Client, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    dataset = publish()
    for name in EXPORTS:
        capfdbinary.readouterr()
        call_command("export_record", dataset.suffix, "--format", name)
        assert capfdbinary.readouterr().out == reader.get(f"/datasets/{dataset.suffix}/export/{name}").content


def test_what_is_not_public_is_not_written(publish: Publish, mona: Person) -> None:
    dataset = publish()
    withdrawn(dataset, mona)
    for suffix in (dataset.suffix, make_submitted(make_person("author")).suffix, "no such"):
        with pytest.raises(CommandError, match="no public dataset") as failed:
            call_command("export_record", suffix, "--format", "datacite-xml")
        assert failed.value.returncode == 1


def test_an_unknown_format_is_a_wrong_call(publish: Publish) -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("export_record", publish().suffix, "--format", "marc21")

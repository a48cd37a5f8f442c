"""A backup first, then the packages: accounts and drafts come from the one, what was published since from the other."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from archive.aip.validator import validate_package
from archive.queries import newest_archiving, package_folder
from archive.services.package_sources import open_source
from archive.services.rebuild import Rebuild
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import compare
from repository.lifecycle import DatasetState
from repository.models import Dataset, Delivery, Inspection, Person
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction
from repository.services.decisions import decide_dataset
from repository.services.deposits import create_deposit, write_draft
from repository.services.identifiers import SEQUENCE
from repository.services.submissions import submit_dataset
from repository.services.withdrawals import withdraw_dataset
from tests.archive.rebuild.many import Kind, Publisher, read_as, run_at_once
from tests.archive.rebuild.places import lose_server
from tests.factories import DOCUMENT
from tests.services.connections import let_others_go

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def submitted(publisher: Publisher) -> Dataset:
    """A dataset in the moderators' hands."""
    dataset = create_deposit(actor=publisher.author).datasets.get()
    write_draft(dataset_key=dataset.key, actor=publisher.author, fields=DOCUMENT)
    publisher.attach(dataset, "casts.csv", b"station,depth_m\nC3,10\n")
    agreement = accept_in_force("en")
    submit_dataset(dataset_key=dataset.key, actor=publisher.author, agreement=agreement, note="New.")
    run_at_once()
    return dataset


def accept(publisher: Publisher, dataset: Dataset) -> None:
    """The moderator accepts what was submitted."""
    dataset.refresh_from_db()
    assert dataset.submitted_version is not None
    sha256 = dataset.submitted_version.sha256
    outcome = DatasetState.ACCEPTED
    decide_dataset(dataset_key=dataset.key, actor=publisher.moderator, outcome=outcome, sha256=sha256)
    run_at_once()


def grow_longer_soon() -> None:
    """The next numbers have two digits, soon three: their order is not that of their names."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SEQUENCE {SEQUENCE} RESTART WITH 90")


def go_back_to_backup(site: Path) -> None:
    """The server is gone, and all that a backup holds comes back."""
    lose_server(site)
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("restore", str(site / "backup"))


def test_what_happened_after_the_backup_is_brought_up_from_the_packages(site: Path, publisher: Publisher) -> None:
    let_others_go()
    grow_longer_soon()
    same, corrected, withdrawn = (publisher.publish(Kind.OPEN) for _ in range(3))
    waiting = submitted(publisher)
    begin_correction(dataset_key=corrected.key, actor=publisher.author)
    call_command("backup", str(site / "backup"))
    publisher.describe(corrected, lineage={"en": "Calibrated again."})
    Inspection.objects.filter(file__dataset=corrected).update(reading=read_as("STATION", "DEPTH"))
    publisher.attach(corrected, "more.csv", b"station,depth_m\nD4,10\n")
    publisher.accept(corrected, note="One more cast.")
    accept(publisher, waiting)
    withdraw_dataset(dataset_key=withdrawn.key, actor=publisher.moderator, reason="Counted twice.")
    run_at_once()
    new = publisher.publish(Kind.SEVERAL)
    until = last_datestamp()
    before = list(answers(until=until))
    go_back_to_backup(site)
    rebuild = Rebuild(open_source("second"))
    outcomes = {result.suffix: result.code or result.outcome.value for result in rebuild.run()}
    rebuild.finish()
    brought_up = {each.suffix: "brought-up" for each in (corrected, withdrawn, waiting)}
    assert outcomes == {same.suffix: "there", **brought_up, new.suffix: "rebuilt"}
    comparison = compare(before, answers(until=until))
    assert comparison.is_equal, "\n".join(comparison.lines())
    alice = Person.objects.get(email="alice@example.org")
    again = Dataset.objects.get(suffix=new.suffix)
    assert again.deposit is not None
    assert again.deposit.created_by == alice
    run_at_once()
    assert not Delivery.objects.filter(held_at__isnull=False).exists()
    for dataset in Dataset.objects.exclude(suffix=same.suffix):
        newest = newest_archiving(dataset)
        assert newest is not None
        assert validate_package(package_folder(dataset), seal=newest.seal) == ()
    begin_correction(dataset_key=again.key, actor=alice)
    publisher.describe(again, lineage={"en": "And again."})
    publisher.accept(again, note="Once more.")
    assert Dataset.objects.get(pk=again.pk).publications.count() == 2

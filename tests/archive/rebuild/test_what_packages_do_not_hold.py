"""What no package holds comes from a backup; what it held when the server was lost is told to a person."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from archive.services.package_sources import open_source
from archive.services.rebuild import Outcome, Rebuild, Result
from repository.access import Action, can
from repository.models import AccessPolicy, DataFile, Dataset, Delivery, Inspection, LifecycleEvent, Person, Pole
from repository.services.corrections import begin_correction
from repository.services.deliveries import retry_delivery
from repository.services.deposits import create_deposit
from repository.services.doi_updates import compared
from repository.services.files import remove_file
from repository.services.identifiers import draw_number
from repository.services.poles import add_pole, change_pole
from repository.services.withdrawals import withdraw_dataset
from tests.archive.rebuild import many
from tests.archive.rebuild.many import Kind, Publisher, run_at_once
from tests.archive.rebuild.places import lose_server
from tests.factories import make_moderator, make_operator, make_person

pytestmark = pytest.mark.django_db(transaction=True)

UNFINISHED = {event: () if event == "package.replicated" else names for event, names in many.TABLE.items()}


def rebuilt() -> list[Result]:
    rebuild = Rebuild(open_source("second"))
    results = list(rebuild.run())
    rebuild.finish()
    return results


def test_people_come_back_as_numbers_who_cannot_sign_in_and_get_no_mail(site: Path, publisher: Publisher) -> None:
    dataset = publisher.publish(Kind.OPEN)
    numbers = {publisher.author.pk, publisher.moderator.pk}
    lose_server(site)
    rebuilt()
    people = Person.objects.in_bulk()
    assert people.keys() == numbers
    for person in people.values():
        assert person.email == f"person-{person.pk}@rebuilt.invalid"
        assert not person.is_active
        assert not person.has_usable_password()
    again = Dataset.objects.get(suffix=dataset.suffix)
    assert again.deposit is not None
    assert again.deposit.created_by == people[publisher.author.pk]
    assert make_person("carol").pk not in numbers


def test_an_account_made_after_the_loss_is_nobody_of_the_past(site: Path, publisher: Publisher) -> None:
    dataset = publisher.publish(Kind.OPEN)
    number = publisher.author.pk
    lose_server(site)
    make_person("mallory", id=number)
    rebuilt()
    again = Dataset.objects.get(suffix=dataset.suffix)
    assert again.deposit is not None
    assert again.deposit.created_by.email == f"person-{number}@rebuilt.invalid"
    assert again.deposit.created_by.pk != number


def test_a_rebuilt_dataset_is_corrected_and_withdrawn_like_any_other(site: Path, publisher: Publisher) -> None:
    suffix = publisher.publish(Kind.OPEN).suffix
    lose_server(site)
    rebuilt()
    dataset = Dataset.objects.get(suffix=suffix)
    assert dataset.deposit is not None
    author = dataset.deposit.created_by
    Person.objects.filter(pk=author.pk).update(is_active=True)
    author.refresh_from_db()
    moderator = make_moderator("nora")
    assert can(moderator, Action.WITHDRAW, dataset)
    begin_correction(dataset_key=dataset.key, actor=author)
    again = Publisher(author, moderator)
    again.accept(dataset, note="Corrected after the loss.")
    withdraw_dataset(dataset_key=dataset.key, actor=moderator, reason="Counted twice.")
    run_at_once()
    lose_server(site)
    assert [result.outcome for result in rebuilt()] == [Outcome.REBUILT]
    dataset = Dataset.objects.get(suffix=suffix)
    assert dataset.withdrawal_reason == "Counted twice."
    assert dataset.publications.count() == 2
    submitted = LifecycleEvent.objects.filter(type="dataset.submitted").order_by("pk")[0]
    assert submitted.actor_id == author.pk


def test_a_correction_that_was_under_way_waits_for_a_person(
    site: Path, publisher: Publisher, settings: Settings
) -> None:
    dataset = publisher.publish(Kind.OPEN)
    settings.PIPELINE = "tests.archive.rebuild.test_what_packages_do_not_hold.UNFINISHED"
    begin_correction(dataset_key=dataset.key, actor=publisher.author)
    publisher.describe(dataset, title={"en": "Never seen"})
    publisher.accept(dataset, note="A new title.")
    lose_server(site)
    settings.PIPELINE = "tests.archive.rebuild.many.TABLE"
    assert [(result.outcome, result.reason) for result in rebuilt()] == [(Outcome.REBUILT, "")]
    page = f"/datasets/{dataset.suffix}/"
    assert "Never seen" not in Client().get(page).content.decode()
    held = Delivery.objects.get(held_at__isnull=False)
    assert "Retry makes it public" in held.last_error
    retry_delivery(delivery_id=held.pk)
    run_at_once()
    assert "Never seen" in Client().get(page).content.decode()
    again = Dataset.objects.get(suffix=dataset.suffix)
    assert again.access == AccessPolicy.RESTRICTED


def test_a_table_that_was_replaced_but_not_seen_leaves_the_columns_of_the_public_one(
    site: Path, publisher: Publisher, settings: Settings
) -> None:
    dataset = publisher.publish(Kind.OPEN)
    export = f"/datasets/{dataset.suffix}/export/croissant"
    before = Client().get(export).content
    settings.PIPELINE = "tests.archive.rebuild.test_what_packages_do_not_hold.UNFINISHED"
    begin_correction(dataset_key=dataset.key, actor=publisher.author)
    number = DataFile.objects.get(dataset=dataset).number
    remove_file(dataset_key=dataset.key, actor=publisher.author, number=number)
    publisher.attach(dataset, "oxygen.csv", b"station,oxygen_umol_kg\nA1,250.9\n")
    publisher.accept(dataset, note="Without depths.")
    lose_server(site)
    settings.PIPELINE = "tests.archive.rebuild.many.TABLE"
    rebuilt()
    assert Client().get(export).content == before
    assert list(Inspection.objects.values_list("file__number", flat=True)) == [number]


def test_a_package_that_was_never_public_is_left_and_named(
    site: Path, publisher: Publisher, settings: Settings
) -> None:
    settings.PIPELINE = "tests.archive.rebuild.test_what_packages_do_not_hold.UNFINISHED"
    dataset = publisher.publish(Kind.RESTRICTED)
    lose_server(site)
    assert [(r.suffix, r.outcome) for r in rebuilt()] == [(dataset.suffix, Outcome.NOT_PUBLIC)]
    assert not Dataset.objects.exists()
    assert draw_number() > int(dataset.suffix) + 1000


def test_no_number_is_given_twice_after_a_rebuild(site: Path, publisher: Publisher) -> None:
    publisher.publish(Kind.LAYERED)
    highest = draw_number()
    lose_server(site)
    rebuilt()
    fresh = create_deposit(actor=make_person("dora")).datasets.get()
    assert int(fresh.suffix) > highest
    assert fresh.pk > Dataset.objects.exclude(pk=fresh.pk).latest("pk").pk


def test_the_registrar_is_told_nothing_that_it_holds(site: Path, publisher: Publisher) -> None:
    publisher.publish(Kind.LAYERED)
    publisher.publish(Kind.WITHDRAWN)
    lose_server(site)
    rebuilt()
    assert [each for each in compared() if each] == []


def test_disciplines_come_back_as_they_were_called_last(site: Path, publisher: Publisher) -> None:
    fields = {"name_fr": "Glace", "scope_en": "Ice.", "scope_fr": "", "mail": "", "position": 9}
    operator = make_operator()
    add_pole(actor=operator, code="ice", fields={"name_en": "Ice", **fields})
    publisher.publish(Kind.OPEN)
    change_pole(actor=operator, code="ice", fields={"name_en": "Ice and snow", **fields})
    run_at_once()
    lose_server(site)
    rebuilt()
    ice = Pole.objects.get(code="ice")
    assert (ice.name_en, ice.name_fr, ice.scope_en, ice.position) == ("Ice and snow", "Glace", "Ice.", 9)

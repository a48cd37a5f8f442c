"""An invitation accepted while the depositor sends it again or withdraws it: one waits for the other, nobody fails."""

from threading import Thread
from time import sleep

import pytest
from django.db import connection, transaction

from repository.accounts.tokens import INVITATION, token_of
from repository.errors import WrongState
from repository.models import Deposit, Grant, Invitation, Person, Role
from repository.services.invitations import accept_invitation, invite, withdraw_invitation
from tests.factories import make_draft

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_accepts_waits_for_who_withdraws_and_is_told_that_the_link_is_void(alice: Person, bob: Person) -> None:
    deposit = make_draft(alice).deposit
    assert deposit is not None
    asked = invite(actor=alice, deposit_id=deposit.pk, email="bob@example.org", role=Role.READER)
    token, told = token_of(INVITATION, asked.key, issue=asked.issue), list[BaseException]()

    def accept() -> None:
        try:
            accept_invitation(actor=bob, token=token)
        except BaseException as problem:
            told.append(problem)
        finally:
            connection.close()

    other = Thread(target=accept)
    with transaction.atomic():
        Deposit.objects.select_for_update().get(pk=deposit.pk)
        other.start()
        sleep(1)
        withdraw_invitation(actor=alice, deposit_id=deposit.pk, key=asked.key)
    other.join()
    assert [type(problem) for problem in told] == [WrongState]
    assert not Invitation.objects.exists()
    assert not Grant.objects.filter(person=bob).exists()

"""What people do in the drill with the people of a deposit and with private links."""

from typing import Final
from uuid import UUID

from repository.accounts.tokens import INVITATION, token_of
from repository.models import Grant, Invitation, ReviewerLink
from repository.services.deposit_people import change_role, end_membership
from repository.services.invitations import accept_invitation, invite
from repository.services.reviewer_links import look_again, make_link
from repository.services.tokens import make_token, revoke_token
from tests.factories import make_draft
from tests.faults.cast import newest as _newest
from tests.faults.cast import who as _who


def begin_and_forget() -> None:
    """A draft that nobody goes on with."""
    make_draft(_who("alice"))


def make_a_token() -> None:
    """An author lets a program in, and thinks better of it."""
    token, _text = make_token(actor=_who("alice"), name="Buoys", scopes=["files:write"], days=30)
    revoke_token(actor=_who("alice"), token_id=token.pk)


def ask_in() -> None:
    """The operator is asked to work on the deposit that was begun last."""
    invite(actor=_who("alice"), deposit_id=_deposit(), email="oscar@example.org", role="co_author")


def come_in() -> None:
    """And takes the link of the mail."""
    invitation = Invitation.objects.get(accepted_at__isnull=True)
    accept_invitation(actor=_who("oscar"), token=token_of(INVITATION, invitation.key, issue=invitation.issue))


def let_only_read() -> None:
    """Reading is enough, the depositor finds."""
    change_role(actor=_who("alice"), deposit_id=_deposit(), grant_id=_guest().pk, role="reader")


def take_away() -> None:
    """And that is too much."""
    end_membership(actor=_who("alice"), deposit_id=_deposit(), grant_id=_guest().pk)


def _deposit() -> UUID:
    found = _newest().deposit_id
    assert found
    return found


def _guest() -> Grant:
    return Grant.objects.get(deposit=_newest().deposit, person=_who("oscar"))


def show_reviewers() -> None:
    """A private link that hides the authors: the files are looked through."""
    make_link(actor=_who("alice"), deposit_id=_deposit(), hides_authors=True)


def look_through_again() -> None:
    """Since the people have changed."""
    link = ReviewerLink.objects.get()
    look_again(actor=_who("alice"), deposit_id=link.deposit_id, key=link.key)


SHARING: Final = (show_reviewers, ask_in, come_in, let_only_read, take_away, look_through_again)

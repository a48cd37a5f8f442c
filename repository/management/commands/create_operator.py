"""``create_operator EMAIL``: the first person with the operator's role, or one more."""

import getpass
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from repository.accounts.links import password_link
from repository.errors import WrongState
from repository.services.people import NewOperator, make_operator

FOUND, WRONG_CALL = 1, 2


class Command(BaseCommand):
    """Makes or promotes; prints once the link by which a password is chosen. Exit status 1: the account is closed."""

    help = "Make the account of this address an operator; where there is none, make one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address, the names of a new account, and how the password is chosen."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--given-name", default="", help="of a new account")
        parser.add_argument("--family-name", default="", help="of a new account")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--ask-password", action="store_true", help="ask for a password here, twice")
        how.add_argument("--link", action="store_true", help="print a link also where the account has a password")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the operator, and say how to sign in."""
        try:
            validate_email(options["email"])
            password = self._password() if options["ask_password"] else ""
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=WRONG_CALL) from error
        try:
            made = make_operator(
                email=options["email"],
                given_name=options["given_name"],
                family_name=options["family_name"],
                password=password,
            )
        except WrongState as error:
            raise CommandError(error.sentence, returncode=FOUND) from error
        link = password_link(made.person) if made.needs_password or options["link"] else ""
        self.stdout.write(_as_json(made, link) if options["json"] else _as_lines(made, link))

    def _password(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError("--ask-password takes a terminal; without it a link is printed.", returncode=WRONG_CALL)
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("The same again: "):
            raise ValidationError("The two passwords differ.")
        validate_password(password)
        return password


def _as_json(made: NewOperator, link: str) -> str:
    answer = {
        "email": made.person.email,
        "new": made.is_new,
        "was_operator": made.was_operator,
        "password_link": link or None,
    }
    return json.dumps(answer)


def _as_lines(made: NewOperator, link: str) -> str:
    what = "was an operator already" if made.was_operator else "is an operator now"
    lines = [f"{made.person.email} {what}{' (a new account)' if made.is_new else ''}."]
    if link:
        lines += ["Choose the password here; the link works once, for three days, and is not shown again:", link]
    return "\n".join(lines)

"""Notices a minute that the embedded site sends: `python -m benchmarks.notifications [--notices N]`.

`manage.py serve` with its two worker processes, and a mail server of this script's own on a real socket. The notices
are of two sorts: events of one reader each, as decisions and remarks are, and one event of many readers, as those who
watch a dataset. Measured from the first event to the last mail; beside the limit of the requirements.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.reporting.figures import figure
from tests.fakes.mail.server import MailBox, mail_server
from tests.services.site import RunningSite

LIMIT: Final = 500.0
"""Notices a minute."""
PATIENCE_S: Final = 900.0

_MAKE: Final = """
from django.db import transaction
from repository.models import Grant, Person, Role
from repository.services.events import record_event
operator = Person.objects.create_user("olga@example.org", given_name="Olga", family_name="Roux")
people = [Person(email=f"reader{{each}}@example.org", given_name="Rosa") for each in range({number})]
Person.objects.bulk_create(people)
for person in people:
    grant = Grant.objects.create(person=person, role=Role.DATA_CENTRE)
    with transaction.atomic():
        record_event("grant.given", subject=grant, actor=operator, payload={{"role": "data_centre"}})
"""


def main(notices: int) -> None:
    """Measure and print."""
    box = MailBox()
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as folder, mail_server(box) as port:
        site = RunningSite(Path(folder) / "home", EMAIL_URL=f"smtp://127.0.0.1:{port}", MAIL_A_MINUTE="0")
        try:
            site.wait_until_ready(300)
            began = time.monotonic()
            _shell(site, _MAKE.format(number=notices))
            made = time.monotonic()
            _wait(box, notices)
            ended = time.monotonic()
        finally:
            site.stop()
    rate = notices / (ended - began) * 60
    print(figure(f"{notices} notices of one event each, embedded", unit="1/min", ours=[rate], peers=[LIMIT]))
    print(json.dumps({"events written in s": round(made - began, 1), "last mail after s": round(ended - began, 1)}))


def _shell(site: RunningSite, code: str) -> None:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    subprocess.run(command, env=site.environment, check=True, cwd=Path(__file__).parents[1])


def _wait(box: MailBox, notices: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while len(set(box.readers)) < notices:
        if time.monotonic() > until:
            raise RuntimeError(f"{len(box.mails)} of {notices} mails came")
        time.sleep(0.1)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    parser = argparse.ArgumentParser()
    parser.add_argument("--notices", type=int, default=1000)
    main(parser.parse_args().notices)

"""The order in which an embedded site comes up: servers, tables, programs, demo content, and one status block."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from config.demo.people import DEMO_PASSWORD, PEOPLE
from config.embedded import broker, readiness, workers
from config.embedded.child import Program
from config.embedded.places import Places, PlacesError
from config.embedded.postgres import Postgres, PostgresError, as_ordinary_user, wheel_binaries
from config.embedded.supervisor import START_PATIENCE_S, StartFailed, StopAsked, Supervisor, sole_supervisor
from config.history import applied_here, stopped_halfway
from repository.models import Dataset, Person

GIVEN_PATIENCE_S = 10.0
"""How long servers of somebody else are waited for: they must be there already."""
MANAGE = Path(__file__).resolve().parents[2] / "manage.py"


class Site:
    """One embedded site: what the settings say is embedded is started here, the rest must be there already."""

    def __init__(self, *, places: Places, port: int, site_url: str, say: Callable[[str], None]) -> None:
        self._places = places
        self._port = port
        self._site_url = site_url
        self._say = say
        self._supervisor = Supervisor(logs=places.log, say=say)

    def serve(self, *, demo: bool) -> None:
        """Start, report, and watch until Ctrl-C or SIGTERM. Raises StartFailed; leaves no child behind."""
        try:
            self._places.prepare()
        except PlacesError as problem:
            raise StartFailed(str(problem)) from problem
        with sole_supervisor(self._places.lock):
            self._supervisor.listen()
            self._places.address.write_text(f"{self._site_url}\n")
            os.environ.update(SITE_URL=self._site_url, PORT=str(self._port))
            try:
                self._come_up(demo=demo)
                self._supervisor.watch_until_asked_to_stop()
            except StopAsked:
                pass
            except (PostgresError, broker.BrokerError) as problem:
                raise StartFailed(str(problem)) from problem
            finally:
                self._supervisor.stop()
                self._places.tidy()
        self._say("Varve has stopped.")

    def _come_up(self, *, demo: bool) -> None:
        if not readiness.port_is_free(self._port):
            raise StartFailed(f"Port {self._port} is not free: give another PORT.")
        self._start_servers()
        prepare_database(self._say)
        self._supervisor.start([workers.web(self._port)])
        host = str(urlsplit(self._site_url).hostname)
        self._supervisor.wait_for("the web server", lambda: readiness.web_answers(self._port, host))
        # A person waits for the first page; nobody waits for the rest, which would take the processors away from it.
        self._supervisor.start([workers.worker(), workers.scheduler(), workers.follower()])
        if demo and is_empty():
            self._seed()
        block = status_block(site_url=self._site_url, home=self._places.home, sign_ins=demo_sign_ins())
        connections.close_all()
        self._say(block)

    def _start_servers(self) -> None:
        programs, questions = [], [("the database", readiness.database_answers)]
        if settings.DATABASE_IS_EMBEDDED:
            server = Postgres(wheel_binaries(), self._places.postgres, self._places.sockets)
            prefix = as_ordinary_user()
            if not server.exists():
                self._say("Making the database ...")
            server.initialise(prefix)
            server.clear_after_crash()
            programs.append(server.program(prefix))
            questions.insert(0, ("the database", server.answers))
        if settings.BROKER_IS_EMBEDDED:
            programs.append(broker.program(broker.wheel_binary(), self._places.broker_socket))
        questions.append(("the broker", lambda: broker.answers(settings.CELERY_BROKER_URL)))
        self._supervisor.start(programs)
        for what, question in questions:
            self._supervisor.wait_for(what, question, START_PATIENCE_S if programs else GIVEN_PATIENCE_S)

    def _seed(self) -> None:
        self._say("Making the demo content, through the real road ...")
        seeding = Program(name="seed_demo", command=(sys.executable, str(MANAGE), "seed_demo"))
        if self._supervisor.run_once(seeding) != 0:
            self._say(f"The demo content is not complete: see {self._places.log / 'seed_demo.log'}.")


def prepare_database(say: Callable[[str], None]) -> None:
    """Bring the tables up to date where they are not. Raises StartFailed."""
    if problem := stopped_halfway(applied_here()):
        raise StartFailed(problem)
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Bringing the tables up to date ({len(plan)} steps) ...")
        call_command("migrate", interactive=False, verbosity=0)


def is_empty() -> bool:
    """Whether there is no dataset and no account but those of the demo, so that its content disturbs nobody."""
    others = Person.objects.exclude(email__in=[person.email for person in PEOPLE])
    return not Dataset.objects.exists() and not others.exists()


def demo_sign_ins() -> list[str]:
    """One line for each demo account that is here."""
    here = set(Person.objects.values_list("email", flat=True).filter(email__in=[person.email for person in PEOPLE]))
    width = max((len(email) for email in here), default=0)
    return [
        f"{person.email:<{width}}  {DEMO_PASSWORD}  ({person.role}{', ' + person.pole if person.pole else ''})"
        for person in PEOPLE
        if person.email in here
    ]


def status_block(*, site_url: str, home: Path, sign_ins: Sequence[str]) -> str:
    """What a person needs to know, on one screen."""
    rows = [
        ("Address", f"{site_url}/"),
        *(("Sign in" if number == 0 else "", line) for number, line in enumerate(sign_ins)),
        ("State", f"{home}  (database, files, packages, mail, logs)"),
        ("Stop", "Ctrl-C"),
    ]
    rule = "-" * 79
    return "\n".join(["", rule, "Varve is ready", "", *(f"  {name:<9} {text}" for name, text in rows), rule, ""])

"""The order in which an embedded site comes up: servers, tables, programs, demo content, and one status block."""

import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from config.embedded import broker, readiness, workers
from config.embedded.child import Program
from config.embedded.places import Places, PlacesError
from config.embedded.postgres import Postgres, PostgresError, as_ordinary_user, wheel_binaries
from config.embedded.supervisor import StartFailed, StopAsked, Supervisor, sole_supervisor

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
        self._supervisor.start([workers.web(self._port), workers.worker(), workers.scheduler()])
        host = str(urlsplit(self._site_url).hostname)
        self._supervisor.wait_for("the web server", lambda: readiness.web_answers(self._port, host))
        if demo and is_empty():
            self._seed()
        connections.close_all()
        self._say(status_block(site_url=self._site_url, home=self._places.home))

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
            self._supervisor.wait_for(what, question)

    def _seed(self) -> None:
        self._say("Making the demo content, through the real road ...")
        seeding = Program(name="seed_demo", command=(sys.executable, str(MANAGE), "seed_demo"))
        if self._supervisor.run_once(seeding) != 0:
            self._say(f"The demo content is not complete: see {self._places.log / 'seed_demo.log'}.")


def prepare_database(say: Callable[[str], None]) -> None:
    """Bring the tables up to date where they are not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Bringing the tables up to date ({len(plan)} steps) ...")
        call_command("migrate", interactive=False, verbosity=0)


def is_empty() -> bool:
    """Whether nobody has an account yet, so that demo content disturbs nobody's data."""
    from repository.models import Person

    return "seed_demo" in get_commands() and not Person.objects.exists()


def status_block(*, site_url: str, home: Path) -> str:
    """What a person needs to know, on one screen."""
    rows = [
        ("Address", f"{site_url}/"),
        ("State", f"{home}  (database, files, packages, mail, logs)"),
        ("Stop", "Ctrl-C"),
    ]
    rule = "-" * 72
    return "\n".join(["", rule, "Varve is ready", "", *(f"  {name:<9} {text}" for name, text in rows), rule, ""])

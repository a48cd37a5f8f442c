"""`manage.py serve`: the whole site as one supervised process tree."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.embedded.site import Site
from config.embedded.supervisor import StartFailed


class Command(BaseCommand):
    """Database and broker where they are embedded, web server, worker and scheduler; Ctrl-C stops all of them."""

    help = "Start the whole site and keep it running; Ctrl-C stops it."
    requires_system_checks = ["varve"]

    def add_arguments(self, parser: CommandParser) -> None:
        """`--demo` fills an empty database."""
        parser.add_argument("--demo", action="store_true", help="on an empty database, make the demo content")

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        """Serve until asked to stop."""
        site = Site(places=settings.PLACES, port=settings.PORT, site_url=settings.SITE_URL, say=self._say)
        try:
            site.serve(demo=demo)
        except StartFailed as problem:
            raise CommandError(str(problem)) from problem

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

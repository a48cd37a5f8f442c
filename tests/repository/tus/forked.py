"""The application served by a process forked from this one: up in milliseconds, so that it can be killed often."""

import errno
import os
import signal
import socket
import time
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.wsgi import get_wsgi_application
from django.db import connections


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """The socket is bound already."""
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]
        self.setup_environ()

    def server_activate(self) -> None:
        """It listens already."""


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class Forked:
    """One process that serves a port until it is killed; from then on nobody listens there."""

    def __init__(self, port: int) -> None:
        application = get_wsgi_application()
        connections.close_all()  # no connection to the database may be shared with the child
        listening = _listening(port)
        self.pid = os.fork()
        if self.pid == 0:
            try:
                _serve(listening, application)
            finally:
                os._exit(1)
        listening.close()

    def kill_after(self, seconds: float) -> Thread:
        """kill -9 it so long from now."""
        killer = Thread(target=self._kill, args=(seconds,))
        killer.start()
        return killer

    def kill(self) -> None:
        """kill -9."""
        self._kill(0)

    def _kill(self, seconds: float) -> None:
        time.sleep(seconds)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def _listening(port: int) -> socket.socket:
    """The port, as soon as the one that was killed has let go of it."""
    until = time.monotonic() + 10
    while True:
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _serve(listening: socket.socket, application: object) -> None:
    server = _Server(listening.getsockname(), _Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    server.server_bind()
    server.set_app(application)  # type: ignore[arg-type]
    server.serve_forever()

"""What must be true before the site is called ready: each question is asked once and answered with yes or no."""

import http.client
import socket
import time

from django.db import OperationalError, connection

PORT_PATIENCE_S = 3.0


def database_answers() -> bool:
    """Whether Django's database takes connections."""
    try:
        connection.ensure_connection()
    except OperationalError:
        return False
    return True


def web_answers(port: int, host: str) -> bool:
    """Whether `/healthz` is answered with 200 when it is asked under this host name."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asking.request("GET", "/healthz", headers={"Host": host})
        return asking.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()


def port_is_free(port: int) -> bool:
    """Whether nobody listens on the port. granian would share it silently (SO_REUSEPORT), so it is asked here; a
    server that is just ending gets a moment.
    """
    until = time.monotonic() + PORT_PATIENCE_S
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except PermissionError:
                return False
            except OSError:
                if time.monotonic() > until:
                    return False
            else:
                return True
        time.sleep(0.1)

"""The embedded site as one process tree: it comes up, is alone, and goes away whole."""

import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services.processes import all_gone, wait_until
from tests.services.site import RunningSite

pytestmark = [pytest.mark.slow, pytest.mark.embedded, pytest.mark.timeout(180)]

Start = Callable[..., RunningSite]
PARTS = ("bin/postgres", "redis-server", "granian", "worker", "beat")


@pytest.fixture(scope="module")
def site(site_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """One that is only looked at: its home is too deep for a socket, and others could read it before."""
    home = tmp_path_factory.mktemp("site") / ("deep" * 20) / ("deeper" * 10)
    home.parent.mkdir()
    home.mkdir(mode=0o755)
    site = RunningSite(home)
    try:
        site.wait_until_ready()
        yield site
    finally:
        site.clear()


def test_one_status_block_tells_the_address_the_state_and_how_to_stop(site: RunningSite) -> None:
    said = site.said()
    assert said.count("Varve is ready") == 1
    assert f"http://localhost:{site.port}/" in said
    assert str(site.home) in said
    assert all(any(part in process.command for process in site.tree()) for part in PARTS)


def test_those_that_nobody_waits_for_begin_when_the_first_page_is_answered(site: RunningSite) -> None:
    others = ("celery -A config --quiet worker", "celery -A config --quiet beat", "catalogue_follow")
    seen = [(int(each.started), each.command) for each in site.tree()]
    begun = {part: min(at for at, said in seen if part in said) for part in ("bin/postgres", "granian", *others)}
    assert begun["bin/postgres"] <= begun["granian"] < min(begun[other] for other in others)


def test_nobody_else_on_the_machine_reads_what_the_site_keeps(site: RunningSite) -> None:
    assert site.get("/readyz")[0] == 200  # makes the folders of storage and archive
    kept = [path for path in site.home.iterdir() if path.exists()]
    assert {"log", "run", "storage", "archive", "secret_key"} <= {path.name for path in kept}
    assert [path.name for path in kept if path.lstat().st_mode & 0o077] == []


def test_a_second_start_on_the_same_state_is_refused_in_one_line(site: RunningSite, start_site: Start) -> None:
    other = start_site(home=site.home)
    assert other.process.wait(30) != 0
    assert other.said().count("\n") == 1
    assert "already runs" in other.said()
    assert str(site.process.pid) in other.said()
    assert site.answers()


def test_a_home_too_deep_for_a_socket_works_through_a_short_private_folder(site: RunningSite) -> None:
    """The last that looks at this site: it is stopped."""
    sockets = site.places.sockets
    assert sockets.is_relative_to("/tmp")
    assert sockets.stat().st_mode & 0o777 == 0o700
    assert site.stop() == 0
    assert not sockets.exists()


def test_a_second_start_answers_its_first_page_by_itself(start_site: Start) -> None:
    """How soon is measured by `benchmarks.second_start`."""
    first = start_site()
    first.wait_until_ready()
    assert first.stop() == 0
    second = start_site()
    assert wait_until(second.answers, 60.0)
    assert second.get("/")[0] == 200


@pytest.mark.parametrize("stop_signal", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.drill)])
def test_asked_to_stop_it_leaves_nothing_within_seconds(start_site: Start, stop_signal: signal.Signals) -> None:
    site = start_site()
    site.wait_until_ready()
    tree = site.tree()
    asked = time.monotonic()
    site.process.send_signal(stop_signal)
    assert site.process.wait(30) == 0
    assert time.monotonic() - asked < 25.0
    assert all_gone(tree, 10.0) == []
    assert site.said().rstrip().endswith("Varve has stopped.")


def test_asked_to_stop_while_it_starts_it_leaves_nothing(start_site: Start) -> None:
    site = start_site()
    assert wait_until(lambda: any("bin/postgres" in process.command for process in site.tree()))
    tree = site.tree()
    assert site.stop() == 0
    assert all_gone(tree, 10.0) == []


def test_after_kill_9_of_the_supervisor_no_child_is_left_and_the_site_starts_again(start_site: Start) -> None:
    site = start_site()
    site.wait_until_ready()
    tree = site.tree()
    assert len(tree) > len(PARTS)
    site.process.kill()
    site.process.wait()
    assert all_gone(tree) == []
    again = start_site()
    again.wait_until_ready()
    assert again.get("/healthz")[0] == 200


def test_a_port_that_is_taken_is_refused_in_one_line(start_site: Start, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        site = start_site(home=tmp_path / "home", port=taken.getsockname()[1])
        assert site.process.wait(30) != 0
    assert site.said().count("\n") == 1
    assert "PORT" in site.said()
    assert site.tree() == []

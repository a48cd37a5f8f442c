"""The rows of processes and jobs: anybody reads what there is, jobs are their owner's and the operators'."""

from typing import Final

from tests.permissions.rules import LET_IN, Row, Rule, always, signed_in


def _known(status: int) -> Rule:
    """Who is signed in; nobody else."""
    return lambda actor, state: 401 if actor == "anonymous" else status


def _own_job(actor: str, state: str) -> int:
    """Of others not even that it is there."""
    return 401 if actor == "anonymous" else 200 if actor in ("author", "operator") else 404


def _job_page(status: int) -> Rule:
    """The same for browsers."""
    return lambda actor, state: 302 if actor == "anonymous" else status if actor in ("author", "operator") else 404


def _product_page(actor: str, state: str) -> int:
    """A product that is not public: its owner, and operators to look at it."""
    return 200 if actor in ("author", "operator") else 404


def _product_form(actor: str, state: str) -> int:
    """Its owner alone changes it."""
    return 302 if actor == "anonymous" else LET_IN if actor == "author" else 404


COMPUTE: Final[dict[str, Row]] = {
    **{
        f"processes{name}": Row(always(200), always(405))
        for name in ("", "-bare", "-conformance", "-api", "-list", "-one")
    },
    "wps": Row(always(200), always(400)),  # an empty body is no request; others: tests/compute/wps/test_door.py
    "python-client": Row(always(200), always(405)),
    "processes-execution": Row(always(405), _known(415)),
    "processes-jobs": Row(_known(200), always(405)),
    "processes-job": Row(_own_job, always(405)),
    "processes-results": Row(_known(404), always(405)),  # of the job of the scene, which is not over
    "processes-nothing": Row(always(404), always(404)),
    # by token alone: tests/repository/api/test_permissions.py
    **{f"api-compute-{name}": Row(always(200), always(405)) for name in ("processes", "process")},
    **{
        f"api-compute-{name}": Row(always(401), always(401))
        for name in ("price", "jobs", "job", "log", "deposit", "reproduce", "products", "product")
    },
    "compute-result": Row(always(404), always(405)),  # which has no results: tests/compute/doors/test_downloads.py
    "compute": Row(always(200), always(405)),
    "compute-jobs": Row(signed_in(), always(405)),
    "compute-process": Row(signed_in(), signed_in(LET_IN)),
    "compute-products": Row(always(200), always(405)),
    "compute-product": Row(_product_page, _product_form),
    "compute-product-result": Row(always(404), always(405)),  # a name of no output: tests/compute/products/
    "compute-job": Row(_job_page(200), _job_page(LET_IN)),
}

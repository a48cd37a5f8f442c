"""What the services of jobs refuse, as the API tells it: the place in the body, the rule and a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404

from compute.models import Job
from compute.refusals import InputRefused
from compute.services.submitting import NoSuchProcess
from repository.api.problems import BodyInvalid, Fault, pointer


@contextmanager
def told(*, in_body: bool = False) -> Iterator[None]:
    """Raises BodyInvalid for an input that is refused, Http404 for what is not there.

    ``in_body``: it is the body that names the process.
    """
    try:
        yield
    except InputRefused as refusal:
        place = pointer("inputs") if refusal.input == "inputs" else pointer("inputs", refusal.input)
        fault = Fault(place, refusal.rule, refusal.message)
        raise BodyInvalid(refusal.message, [fault], code="input-refused") from refusal
    except NoSuchProcess as error:
        if not in_body:
            raise Http404 from error
        raise BodyInvalid(error.sentence, [Fault(pointer("process"), error.code, error.sentence)]) from error
    except Job.DoesNotExist as error:
        raise Http404 from error

"""Events that do nothing but tell people, through the real door of mail."""

from django.db import transaction

from config.pipeline import PIPELINE
from repository.models import Delivery, Person
from repository.notifications.mail import send_event_mail
from repository.services.deliveries import Claim
from repository.services.events import record_event

TABLE = {**PIPELINE, "test.told": ("tests.repository.notices.telling.tell_people",)}


def tell_people(claim: Claim) -> None:
    """Tell those whom the event names, as a notice of its kind."""
    payload = claim.event.payload
    people = Person.objects.filter(pk__in=payload["people"]).order_by("pk")
    about = {"doi": f"10.5072/{payload['about']}", "withdrawal_reason": "Wrong calibration."}
    context = {"dataset": about, "landing_url": f"http://localhost/datasets/{payload['about']}/"}
    template = "repository/mail/withdrawn.txt"
    send_event_mail(claim, to=people, template=template, context=context, kind=payload["kind"])
    with claim.complete():
        pass


def happens(*people: Person, about: str = "1042", kind: str = "conversation") -> Delivery:
    """Something that these people are told; its delivery, not run yet."""
    payload = {"people": [person.pk for person in people], "about": about, "kind": kind}
    with transaction.atomic():
        event = record_event("test.told", subject=people[0], payload=payload, lane=f"test:{about}")
    assert event is not None
    return event.deliveries.get()

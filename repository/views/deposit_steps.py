"""Steps 2, 3 and 4: description, people, place. Each is saved on its own, and nothing half-filled is refused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from repository.forms.actions import parse_action, path_after
from repository.forms.notes import Notes, is_gap
from repository.forms.posted import Posted, number_of, text_of
from repository.forms.proposals import read_pressed
from repository.forms.sending import MARK
from repository.forms.shown import Section
from repository.forms.spec import Field
from repository.forms.step_form import draw_sections, mark_of
from repository.forms.steps.description import description_fields
from repository.forms.steps.people import people_fields
from repository.forms.steps.place import place_fields
from repository.models import Dataset, Pole
from repository.panels import ButtonOfDataset, FieldOfDataset, panels_for, pressed_in_panel
from repository.queries.deposit_steps import control_link, next_step, step_url
from repository.queries.drafts import NO_OPENING_DAY, draft_assessment, effective_document
from repository.queries.landing_words import place_of
from repository.queries.wordings import wordings_of
from repository.record.assess import readable_part
from repository.record.document import is_empty, prune
from repository.record.findings import Assessment, Finding, Step
from repository.services.sharing import SHARING
from repository.services.typed import Saved, Turn, save_touched, save_typed
from repository.templatetags.formatting import clock_text, moment_text
from repository.views.agents import after_finder, found_without_script, picks_completed
from repository.views.deposit_access import draw_access, save_access
from repository.views.deposit_entrance import (
    dataset_to_read,
    may_edit,
    reader_of,
    turned_away,
    why_not_editable,
)
from repository.views.deposit_page import step_page
from repository.views.deposit_proposals import answer_proposal
from repository.views.deposit_wordings import decide_wording
from repository.views.places import after_place, asks_about_place, is_pasted, place_part, use_offer
from repository.views.renewal import keeps_what_was_typed

PANEL_FIELD = "deposit-field"
PANEL_BUTTON = "deposit-button"
DONE = "sending"
"""The name under which a script numbers the sending of a form; the next page says which one arrived."""
MOST_DONE = 10
_PAGE = re.compile(r"[a-z0-9-]{8,40}", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_what_was_typed
def step(request: HttpRequest, deposit_id: UUID, key: UUID, name: str) -> HttpResponse:
    """Show a step, or save it: what is right, what is wrong and what is not there yet."""
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return turned_away(request, dataset)
    if request.method == "POST":
        saved = _save(request, dataset, Step(name))
        return _beside_place(request, dataset, Step(name)) or saved
    return _show(request, dataset, Step(name))


def _beside_place(request: HttpRequest, dataset: Dataset, step: Step) -> HttpResponse | None:
    """What a button beside the place does, once what was typed is saved; None for any other button."""
    posted = dict(request.POST.lists())
    if step is not Step.PLACE or not asks_about_place(posted):
        return None
    dataset.refresh_from_db()
    use_offer(dataset, reader_of(request), posted)
    if is_pasted(posted):
        return _show(request, dataset, step)
    return redirect(f"{step_url(dataset, step)}{after_place(posted)}")


@require_POST
@keeps_what_was_typed
def autosave(request: HttpRequest, deposit_id: UUID, key: UUID, name: str) -> HttpResponse:
    """Save what changed while somebody types: touched fields, or single controls. Answers the head anew."""
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return HttpResponse(why_not_editable(dataset), status=409, content_type="text/plain; charset=utf-8")
    saved = _save_touched(request, dataset, Step(name))
    if request.headers.get("X-Requested-With") != "fetch":
        return HttpResponse(status=204)
    dataset = dataset_to_read(request, deposit_id, key)
    context = step_page(request, dataset, Step(name)) | {"saved": saved, "saved_at": timezone.now()}
    context["sections"] = _drawn(dataset, fields_of(Step(name)), Notes((), "en"))
    context["wordings"] = wordings_of(dataset, reader_of(request), context["sections"])
    context["found_at"] = _found_at(number_of(dict(request.POST.lists()), "found-age"))
    return render(request, "repository/_deposit_saved.html", context)


def _found_at(age: int | None) -> str:
    """When something was typed that long ago in seconds, by our clock: a time, with its day once that is not today."""
    if age is None:
        return ""
    typed = timezone.now() - timedelta(seconds=age)
    return clock_text(typed) if typed.date() == timezone.now().date() else moment_text(typed)


def _save_touched(request: HttpRequest, dataset: Dataset, step: Step) -> Saved:
    fields, actor, posted = fields_of(step), reader_of(request), dict(request.POST.lists())
    if any(f"{MARK}-{field.key}" in posted for field in fields):
        saved = save_typed(
            dataset_key=dataset.key, actor=actor, fields=fields, posted=posted, is_autosave=True, turn=_turn(posted)
        )
    else:
        saved = save_touched(dataset_key=dataset.key, actor=actor, fields=fields, posted=posted)
    if "access" in request.POST or "embargo_until" in request.POST:
        save_access(request, dataset, actor)
    return saved


def fields_of(step: Step) -> Sequence[Field]:
    """The fields that a step asks for."""
    match step:
        case Step.DESCRIPTION:
            return description_fields([(pole.code, pole.name) for pole in Pole.objects.all()])
        case Step.PEOPLE:
            return people_fields()
        case Step.PLACE:
            return place_fields()
        case _:
            return ()


def _show(request: HttpRequest, dataset: Dataset, step: Step) -> HttpResponse:
    fields = fields_of(step)
    assessment = draft_assessment(dataset)
    context = step_page(request, dataset, step, assessment)
    notes = Notes(_findings_to_show(dataset, fields, assessment, step), get_language() or "en")
    context["sections"] = _drawn(
        dataset, fields, notes, has_siblings=bool(context["siblings"]), starts=_starts(request.GET)
    )
    context["sections"] = found_without_script(request, context["sections"])
    context["wordings"] = wordings_of(dataset, reader_of(request), context["sections"])
    context["done"] = request.session.pop(DONE, ())
    context["remarks"] = _remarks(request, dataset, fields)
    context["leftover"] = notes.take(())
    readable = readable_part(effective_document(dataset)) if step is Step.PLACE else None
    context["place"] = place_of(readable) if readable else None
    context |= place_part(request, dataset, context["files_say"]) if step is Step.PLACE else {}
    context["access"] = draw_access(request, dataset) if step is Step.DESCRIPTION else None
    return render(request, "repository/deposit_step.html", context)


def _drawn(
    dataset: Dataset,
    fields: Sequence[Field],
    notes: Notes,
    *,
    has_siblings: bool = False,
    starts: Mapping[str, int] | None = None,
) -> tuple[Section, ...]:
    shared = dataset.deposit.shared if dataset.deposit else {}
    return draw_sections(
        fields, own=dataset.draft, shared=shared, notes=notes, has_siblings=has_siblings, starts=starts
    )  # fmt: skip


def _remarks(request: HttpRequest, dataset: Dataset, fields: Sequence[Field]) -> dict[str, str]:
    """Field -> what other apps say under it, such as a moderator's question; nothing before the first submission."""
    if dataset.submitted_version_id is None:
        return {}
    said = {each.key: "".join(panels_for(PANEL_FIELD, request, FieldOfDataset(dataset, each.key))) for each in fields}
    return {field: mark_safe(html) for field, html in said.items() if html}  # noqa: S308  (templates that escape)


def _findings_to_show(
    dataset: Dataset, fields: Sequence[Field], assessment: Assessment, step: Step
) -> tuple[Finding, ...]:
    """The step's findings; where nothing was said yet only what is wrong, since the steps' bar counts the gaps."""
    found = tuple(each for each in assessment.of_step(step) if each is not NO_OPENING_DAY)
    is_begun = any(not is_empty(prune(dataset.draft.get(field.key))) for field in fields)
    return found if is_begun else tuple(each for each in found if each.blocks and not is_gap(each))


def _starts(query: Mapping[str, Any]) -> dict[str, int]:
    """The first row of each long list, as the address says it."""
    texts = {name: str(query[name]) for name in query}
    return {name: int(text) for name, text in texts.items() if text.isascii() and text.isdecimal() and len(text) < 7}


def _save(request: HttpRequest, dataset: Dataset, step: Step) -> HttpResponse:
    posted, actor = picks_completed(request), reader_of(request)
    pressed = text_of(posted, "do")
    saved = save_typed(
        dataset_key=dataset.key,
        actor=actor,
        fields=fields_of(step),
        posted=posted,
        pressed=parse_action(pressed),
        adds_actor=pressed == "add:creators:me",
        turn=_turn(posted),
    )
    _tell(request, posted, saved)
    if step is Step.DESCRIPTION:
        save_access(request, dataset, actor)
    return redirect(_after(request, saved, step, pressed, posted))


def _turn(posted: Posted) -> Turn | None:
    """Which sending of a script's page it is; None without script."""
    page, number = text_of(posted, DONE), number_of(posted, "turn")
    return Turn(page, number) if number is not None and _PAGE.fullmatch(page) else None


def _tell(request: HttpRequest, posted: Posted, saved: Saved) -> None:
    """Say what two people changed at once; and for the script, which of its sendings arrived."""
    if _PAGE.fullmatch(sending := text_of(posted, DONE)):
        request.session[DONE] = [*request.session.get(DONE, ()), sending][-MOST_DONE:]
    if saved.is_refused:
        messages.warning(request, _("Somebody changed this entry meanwhile, so it was not removed. Look at it again."))
    if saved.clashes:
        messages.warning(request, _("The same place was changed elsewhere too: both texts are shown there."))


def _after(request: HttpRequest, saved: Saved, step: Step, pressed: str, posted: Posted) -> str:
    """What else the button does, and where the page goes from there."""
    dataset, actor, fields = saved.dataset, reader_of(request), fields_of(step)
    here = step_url(dataset, step)
    if (answered := read_pressed(posted)) is not None:
        # what was typed into the field with this very form is what was seen when the button was pressed
        is_typed = answered.top in saved.changed
        seen = mark_of(saved.changed[answered.top]) if is_typed else answered.seen
        answer_proposal(request, dataset, replace(answered, seen=seen))
        return f"{here}#section-{answered.top}"
    verb, _colon, field = pressed.partition(":")
    if (decided_at := _decided_beside(request, dataset, pressed)) is not None:
        return f"{here}#section-{decided_at}"
    if verb in SHARING and field in {each.key for each in fields}:
        SHARING[verb](dataset_key=dataset.key, actor=actor, field=field)
        return f"{here}#{field}"
    if asked := after_finder(posted, pressed, fields):
        return f"{here}{asked}"
    if saved.pressed is not None:
        return control_link(dataset, path_after(saved.pressed, dataset.draft))
    return step_url(dataset, next_step(step)) if pressed == "next" else here


def _decided_beside(request: HttpRequest, dataset: Dataset, pressed: str) -> str | None:
    """Decide what a button beside a field offers: another wording, or what another app shows; the field it is about."""
    verb, _colon, number = pressed.partition(":")
    if verb in ("take", "leave") and number.isascii() and number.isdecimal() and len(number) < 10:
        return decide_wording(request, dataset, verb, int(number))
    return pressed_in_panel(PANEL_BUTTON, request, ButtonOfDataset(dataset, pressed))

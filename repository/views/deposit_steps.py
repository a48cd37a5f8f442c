"""Steps 2, 3 and 4: description, people, place. Each is saved on its own, and nothing half-filled is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from repository.forms.actions import parse_action, path_after
from repository.forms.authors import with_author
from repository.forms.notes import Notes, is_gap
from repository.forms.posted import text_of
from repository.forms.proposals import read_pressed
from repository.forms.spec import Field
from repository.forms.step_form import draw_sections, mark_of, overlay, read_step
from repository.forms.steps.description import description_fields
from repository.forms.steps.people import people_fields
from repository.forms.steps.place import place_fields
from repository.models import Dataset, Pole
from repository.panels import FieldOfDataset, panels_for
from repository.queries.deposit_steps import control_link, next_step, step_url
from repository.queries.drafts import NO_OPENING_DAY, draft_assessment, effective_document
from repository.queries.landing_words import place_of
from repository.record.assess import readable_part
from repository.record.document import is_empty, prune
from repository.record.findings import Assessment, Finding, Step
from repository.services.deposits import write_draft
from repository.services.sharing import drop_own_field, own_field, share_field
from repository.views.agents import after_finder, found_without_script, picks_completed
from repository.views.deposit_access import draw_access, save_access
from repository.views.deposit_entrance import dataset_to_read, may_edit, reader_of, turned_away
from repository.views.deposit_page import step_page
from repository.views.deposit_proposals import answer_proposal
from repository.views.places import after_place, asks_about_place, is_pasted, place_part, use_offer

PANEL_FIELD = "deposit-field"
SHARING: dict[str, Callable[..., Dataset]] = {"share": share_field, "own": own_field, "drop": drop_own_field}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
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
@login_required
def autosave(request: HttpRequest, deposit_id: UUID, key: UUID, name: str) -> HttpResponse:
    """Save what changed while somebody types: only the controls that were touched are sent. Answers the head anew."""
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return HttpResponse(status=409)
    _save_touched(request, dataset, Step(name))
    if request.headers.get("X-Requested-With") != "fetch":
        return HttpResponse(status=204)
    dataset = dataset_to_read(request, deposit_id, key)
    return render(request, "repository/_deposit_head.html", step_page(request, dataset, Step(name)))


def _save_touched(request: HttpRequest, dataset: Dataset, step: Step) -> None:
    fields, actor = fields_of(step), reader_of(request)
    posted = overlay(fields, dataset.draft, dict(request.POST.lists()))
    changed = read_step(fields, posted, own=dataset.draft, is_autosave=True)
    if changed:
        write_draft(dataset_key=dataset.key, actor=actor, fields=changed)
        mine = {*request.session.get(_mine_key(dataset), ()), *changed}
        request.session[_mine_key(dataset)] = sorted(mine)
    if "access" in request.POST or "embargo_until" in request.POST:
        save_access(request, dataset, actor)


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
    request.session.pop(_mine_key(dataset), None)
    context = step_page(request, dataset, step, assessment)
    notes = Notes(_findings_to_show(dataset, fields, assessment, step), get_language() or "en")
    context["sections"] = draw_sections(
        fields,
        own=dataset.draft,
        shared=dataset.deposit.shared if dataset.deposit else {},
        notes=notes,
        has_siblings=bool(context["siblings"]),
        starts=_starts(request.GET),
    )
    context["sections"] = found_without_script(request, context["sections"])
    context["remarks"] = _remarks(request, dataset, fields)
    context["leftover"] = notes.take(())
    readable = readable_part(effective_document(dataset)) if step is Step.PLACE else None
    context["place"] = place_of(readable) if readable else None
    context |= place_part(request, context["files_say"]) if step is Step.PLACE else {}
    context["access"] = draw_access(request, dataset) if step is Step.DESCRIPTION else None
    return render(request, "repository/deposit_step.html", context)


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
    answered = read_pressed(posted)
    action = parse_action(pressed)
    mine = frozenset(request.session.pop(_mine_key(dataset), ()))
    changed = read_step(fields_of(step), posted, own=dataset.draft, action=action, mine=mine)
    if pressed == "add:creators:me":
        changed["creators"] = with_author(changed.get("creators", dataset.draft.get("creators")), actor)
    if changed:
        dataset = write_draft(dataset_key=dataset.key, actor=actor, fields=changed)
    if step is Step.DESCRIPTION:
        save_access(request, dataset, actor)
    if answered is not None:
        # what was typed into the field with this very form is what was seen when the button was pressed
        seen = mark_of(changed[answered.top]) if answered.top in changed else answered.seen
        answer_proposal(request, dataset, replace(answered, seen=seen))
        return redirect(f"{step_url(dataset, step)}#section-{answered.top}")
    verb, _colon, field = pressed.partition(":")
    if verb in SHARING and field in {each.key for each in fields_of(step)}:
        SHARING[verb](dataset_key=dataset.key, actor=actor, field=field)
        return redirect(f"{step_url(dataset, step)}#{field}")
    if asked := after_finder(posted, pressed, fields_of(step)):
        return redirect(f"{step_url(dataset, step)}{asked}")
    if action is not None:
        return redirect(control_link(dataset, path_after(action, dataset.draft)))
    if pressed == "next":
        return redirect(step_url(dataset, next_step(step)))
    return redirect(step_url(dataset, step))


def _mine_key(dataset: Dataset) -> str:
    return f"typed-{dataset.key}"

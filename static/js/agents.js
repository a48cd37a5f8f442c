// <div data-agents="people" data-name="creators-0" data-of="creators-0-family" data-address="/people/search">: a box over people,
// organisations or funders, as a combobox. That of a list has a line of its own and adds rows; that of a row completes the name
// that is typed in the row. This site answers first, registries outside are added when they have answered. What is picked is
// sent with the whole form, and the list is drawn anew by the server. Without script the box is a button.
import { Combobox } from "./concepts.js";
import { isStep, takeOver } from "./parts.js";

const SHORTEST_OUTSIDE = 3;
const OUTSIDE_AFTER_MS = 350;
const WHOLE_ORCID = /\d{4}-?\d{4}-?\d{4}-?\d{3}[\dXx]\/?\s*$/;

/** A combobox whose options come in two steps: what is known here, then what registries outside add to it. */
class AgentBox extends Combobox {
  async ask() {
    const text = this.input.value.trim();
    this.asked = new AbortController();
    try {
      this.show(await this.fetch(text, "here"));
      if (text.length < SHORTEST_OUTSIDE) return;
      if (!this.list.querySelector(".concept:not(.concept--free)")) this.status.textContent = "";
      if (!(await this.pause(this.asked.signal))) return;
      this.add(await this.fetch(text, "all"));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.close();
      this.status.textContent = this.words("Failed");
    }
  }

  /** Whether nobody went on typing meanwhile: registries outside are not asked for each letter. */
  async pause(signal) {
    await new Promise((done) => setTimeout(done, OUTSIDE_AFTER_MS));
    return !signal.aborted;
  }

  /** Enter without a marked option: the words as typed, whatever the registries are about to say. */
  async enter() {
    const text = this.input.value.trim();
    clearTimeout(this.timer);
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      this.show(await this.fetch(text, "here"));
    } catch {
      this.status.textContent = this.words("Failed");
      return;
    }
    const typed = this.list.querySelector(".concept--free");
    if (typed) this.choose(typed);
  }

  async fetch(text, from) {
    const query = new URLSearchParams({ q: text, from, format: "options", ...this.address.query });
    const answer = await fetch(`${this.address.path}?${query}`, { signal: this.asked.signal, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
    return answer.text();
  }

  /** Options that are not there yet, behind those that are: nothing moves under a finger or a mark. */
  add(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const known = new Set(this.options.flatMap((option) => (option.dataset.keys ?? "").split(" ").filter(Boolean)));
    const typed = this.list.querySelector(".concept--free");
    for (const option of fresh.querySelectorAll("[role=option]:not(.concept--free)")) {
      if (option.dataset.keys.split(" ").some((key) => known.has(key))) continue;
      this.list.insertBefore(this.root.adoptNode(option), typed);
    }
    this.options.forEach((option, at) => (option.id = `${this.list.id}-${at}`));
    if (this.marked) this.input.setAttribute("aria-activedescendant", this.marked.id);
    const note = fresh.querySelector("[data-note]")?.textContent ?? "";
    const found = this.list.querySelectorAll(".concept:not(.concept--free)").length;
    this.status.textContent = [found ? `${this.words("Found")} ${found}` : this.words("None"), note].filter(Boolean).join(". ");
    this.list.hidden = !this.options.length || this.root.activeElement !== this.input;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }
}

/** The line of an ORCID: nobody is asked before all of it is there. */
class OrcidBox extends AgentBox {
  typed() {
    if (WHOLE_ORCID.test(this.input.value)) super.typed();
    else this.close();
  }
}

class Agents {
  constructor(root, box) {
    this.root = root;
    this.box = box;
    this.name = box.dataset.name;
    this.field = this.name.split("-")[0];
    this.form = box.closest("form");
    this.isRow = Boolean(box.dataset.of);
    this.input = this.isRow ? root.getElementById(box.dataset.of) : box.querySelector("input[type=search]");
    if (!this.input || !this.form) return;
    box.classList.add("finder--live");
    if (!this.isRow) {
      // what is typed here is a question, not part of the description: saving while typing passes it over
      for (const kind of ["input", "change"]) box.addEventListener(kind, (event) => event.stopPropagation());
    }
    this.complete(AgentBox, this.input);
    const orcid = this.isRow && root.getElementById(box.dataset.of.replace(/-family$/, "-orcid"));
    if (orcid && orcid !== this.input) this.complete(OrcidBox, orcid);
  }

  /** Makes a combobox of a line; all that it says is said beside the box. */
  complete(Box, input) {
    const box = this.box;
    const words = (name) => box.dataset[`words${name}`] ?? "";
    const anchor = input.parentElement;
    anchor.classList.add(this.isRow ? "finder__cell" : "finder__anchor");
    new Box(input, {
      anchor,
      address: { path: box.dataset.address, query: { in: box.dataset.agents } },
      label: words("Results"),
      status: box.querySelector("[data-finder-status]"),
      words,
      pick: (option) => this.pick(option),
      mayEnter: !this.isRow && box.dataset.agents === "parties",
    });
  }

  /** Sends the form with what was picked, and takes over the list as the server draws it. */
  async pick(option) {
    const from = this.root.activeElement?.id;
    const body = new FormData(this.form);
    body.append("do", `pick:${this.name}`);
    body.append(`${this.name}-pick`, option.dataset.value);
    if (!this.isRow) {
      body.delete(`${this.name}-find`);
      this.input.value = "";
    }
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, credentials: "same-origin" });
      if (!isStep(answer, this.form)) throw new Error(`${answer.status}`);
      this.form.dispatchEvent(new CustomEvent("varve:sent", { detail: body }));
      this.renew(new DOMParser().parseFromString(await answer.text(), "text/html"), option.dataset.label, from);
    } catch {
      if (!this.isRow) this.input.value = option.dataset.label;
      this.box.querySelector("[data-finder-status]").textContent = this.box.dataset.wordsFailed;
    }
  }

  /** The focus stays where it was; what was done, and what was replaced, is said beside it. */
  renew(page, label, from) {
    const said = [...page.querySelectorAll(".flashes p")].map((each) => each.textContent.trim());
    const fresh = takeOver(this.root, this.form, page, this.field);
    startAgents(fresh, this.root);
    const box = fresh.querySelector(`[data-agents][data-name="${this.name}"]`);
    if (!box) return;
    const input = this.isRow ? this.root.getElementById(from) : box.querySelector("input[type=search]");
    input?.focus();
    const words = this.isRow ? box.dataset.wordsFilled : box.dataset.wordsAdded;
    box.querySelector("[data-finder-status]").textContent = [`${words} ${label}`, ...said].join(". ");
  }
}

/** @param {Document|Element} part @param {Document} root */
export function startAgents(part, root = part) {
  for (const box of part.querySelectorAll("[data-agents]")) new Agents(root, box);
}

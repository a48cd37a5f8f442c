// <div data-place>: beside the fields of a place, the search of named places, pasted text, what is on offer, and the drawing map.
// The same buttons send the whole form without script; with it the answer is taken over part by part, and the page stays.
import { Combobox } from "./concepts.js";
import { DrawMap } from "./map.js";
import { isStep, renewParts, takeMarks } from "./parts.js";

const BUTTONS = /^(?:read|swap|show|take|join):place$/;

class Place {
  constructor(place) {
    this.place = place;
    this.root = place.ownerDocument;
    this.form = place.closest("form");
    place.dataset.started = "";
    this.status = place.querySelector("[data-place-status]");
    // what is typed here is a question, not part of the description: saving while typing passes it over
    for (const kind of ["input", "change"]) place.addEventListener(kind, (event) => event.stopPropagation());
    this.form.addEventListener("submit", (event) => this.send(event));
    place.addEventListener("varve:box", (event) => this.keep([event.detail]));
    this.startSearch();
    this.map = new DrawMap(place.querySelector("[data-map]"));
  }

  word(name) {
    return this.place.dataset[`words${name}`] ?? "";
  }

  startSearch() {
    const input = this.place.querySelector("#place-find");
    this.place.querySelector("[data-place-find]").classList.add("finder--live");
    input.parentElement.classList.add("finder__anchor");
    new Combobox(input, {
      anchor: input.parentElement,
      address: { path: this.place.dataset.address, query: {} },
      label: this.word("Places"),
      status: this.status,
      words: (name) => this.word(name),
      pick: (option) => {
        input.value = "";
        this.post("show:place", { "beside-pick": option.dataset.value });
      },
    });
    input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }

  send(event) {
    const button = event.submitter;
    if (this.giveUp || event.defaultPrevented || !this.place.isConnected || button?.name !== "do" || !BUTTONS.test(button.value)) return;
    event.preventDefault();
    this.post(button.value, {}, button);
  }

  /** Boxes that have no row to be typed into on this page. */
  keep(boxes) {
    this.post("take:place", { "beside-offer": JSON.stringify({ boxes }) });
  }

  async post(what, more = {}, button = null) {
    const body = new FormData(this.form);
    for (const [name, value] of Object.entries({ ...more, do: what })) body.set(name, value);
    this.place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, credentials: "same-origin" });
      if (!isStep(answer, this.form)) throw new Error(`${answer.status}`);
      this.form.dispatchEvent(new CustomEvent("varve:sent", { detail: body }));
      this.take(new DOMParser().parseFromString(await answer.text(), "text/html"), what);
    } catch {
      this.giveUp = Boolean(button);
      if (button) this.form.requestSubmit(button);
      else this.status.textContent = this.word("Failed");
    }
    this.place.removeAttribute("aria-busy");
  }

  /** Takes over the offer; where it was used, also the fields as the server draws them now. */
  take(page, what) {
    const fresh = page.getElementById("place-offer");
    if (!fresh) throw new Error("no offer");
    this.root.getElementById("place-offer").replaceWith(this.root.adoptNode(fresh));
    const isUsed = what === "take:place" || what === "join:place";
    if (isUsed) this.takeFields(page);
    this.renew(page);
    if (isUsed) {
      this.map.fit();
      this.root.getElementById("place-boxes")?.querySelector(":scope > fieldset:last-of-type input:not([type=hidden])")?.focus();
      this.status.textContent = this.word("Used");
    } else fresh.focus();
  }

  takeFields(page) {
    const [old, part] = [this.root.getElementById("place"), page.getElementById("place")];
    if (!old || !part) throw new Error("no fields");
    old.replaceWith(this.root.adoptNode(part));
    takeMarks(this.form, page, "[name='was-place']");
  }

  /**
   * The marks of what is stored, and the head of the page. How other fields read (`was-`) is left as it was sent: they are not
   * drawn anew here, and what another author changed in them would be taken for what this one changed back.
   */
  renew(page) {
    takeMarks(this.form, page, "[name^='is-'], [name^='seen-'], [name^='offer-']");
    renewParts(this.root, page);
  }
}

/** @param {Document} root */
export function startPlace(root) {
  const start = () => {
    for (const place of root.querySelectorAll("[data-place]:not([data-started])")) new Place(place);
  };
  start();
  // the section is drawn anew where a proposal of the files is answered
  new MutationObserver(start).observe(root.querySelector("main") ?? root.body, { childList: true, subtree: true });
}

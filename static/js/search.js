// <form data-search>: the search page without loading it anew. Each choice is the address that the form would lead to; its page is
// fetched, every [data-part] of it taken over, the address told to the browser, the focus left where it is, the count spoken.
import { Bars } from "./search_bars.js";
import { AllValues } from "./search_values.js";

const SIDES = ["west", "south", "east", "north"];
const LINKS = "[data-search-link], .pager a";

export class Search {
  constructor(form) {
    this.form = form;
    this.root = form.ownerDocument;
    this.window = this.root.defaultView;
    this.status = form.querySelector("[data-search-status]");
    this.shown = this.here;
    form.classList.add("is-live");
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("change", (event) => this.change(event));
    form.addEventListener("click", (event) => this.click(event));
    form.addEventListener("varve:area", (event) => this.narrow(event.detail));
    form.addEventListener("varve:period", (event) => this.write(event.detail));
    for (const kind of ["mouseover", "mouseout", "focusin", "focusout"]) form.addEventListener(kind, (event) => this.mark(event));
    this.window.addEventListener("popstate", () => this.here !== this.shown && this.ask(this.here, { isNew: false, isElsewhere: true }));
    this.bars = new Bars(form);
    this.begin();
  }

  get here() {
    return this.window.location.pathname + this.window.location.search;
  }

  field(name) {
    return this.form.elements.namedItem(name);
  }

  /** What is to be done anew for each page that was taken over. */
  begin() {
    for (const each of this.form.querySelectorAll("[data-search-draw]")) each.hidden = false;
  }

  /** The address of what the form says: without what is empty, the four sides as one box. */
  address() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      const text = value.trim();
      if (text && !SIDES.includes(name) && !(name === "sort" && this.field("sort").selectedIndex === 0)) asked.append(name, text);
    }
    const sides = SIDES.map((side) => this.field(side).value.trim().replace(",", "."));
    if (sides.every(Boolean)) asked.append("box", sides.join(","));
    return `${this.form.getAttribute("action")}${asked.size ? `?${asked}` : ""}`;
  }

  submit(event) {
    event.preventDefault();
    this.ask(this.address());
  }

  change({ target }) {
    if (!target.name || target.name === "q") return;
    if (SIDES.includes(target.name)) {
      const filled = SIDES.filter((side) => this.field(side).value.trim()).length;
      if (filled > 0 && filled < 4) return;
      this.field("polygon").value = "";
    }
    this.ask(this.address(), { changed: target.name });
  }

  click(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest(LINKS);
    const more = event.target.closest("[data-more]");
    const draw = event.target.closest("[data-draw]");
    const pin = event.target.closest("svg [data-hit]");
    if (link) {
      event.preventDefault();
      this.ask(new URL(link.href).pathname + new URL(link.href).search, { isElsewhere: true, isPage: Boolean(link.closest(".pager")) });
    } else if (more) {
      event.preventDefault();
      new AllValues(more);
    } else if (draw) this.draw(draw.dataset.draw, event.detail === 0);
    else if (pin) this.form.querySelector(`.hit[data-hit="${pin.dataset.hit}"] h3 a`)?.focus();
  }

  /** A hit and its frame on the map are marked together. */
  mark(event) {
    const hit = event.target.closest("[data-hit]")?.dataset.hit;
    const isOn = event.type === "mouseover" || event.type === "focusin";
    if (hit) for (const each of this.form.querySelectorAll(`[data-hit="${hit}"]`)) each.classList.toggle("is-on", isOn);
  }

  async draw(kind, byKey) {
    const place = this.form.querySelector("[data-search-map]");
    const { AreaMap } = await import("./search_map.js");
    if (!this.map || !this.map.place.isConnected) this.map = new AreaMap(place);
    this.map.draw(kind, byKey);
  }

  /** Another area: a box of degrees, or an outline as text. */
  narrow({ box = ["", "", "", ""], polygon = "" }) {
    this.write({ ...Object.fromEntries(SIDES.map((side, at) => [side, box[at]])), polygon });
  }

  write(values) {
    for (const [name, value] of Object.entries(values)) this.field(name).value = String(value);
    this.ask(this.address());
  }

  async ask(address, { isNew = true, isElsewhere = false, isPage = false, changed = "" } = {}) {
    this.waiting?.abort();
    const waiting = new AbortController();
    this.waiting = waiting;
    this.form.querySelector("[data-part=results]").setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: waiting.signal, credentials: "same-origin", headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (waiting.signal.aborted) return;
      if (isNew && address !== this.here) this.window.history.pushState({}, "", address);
      this.shown = this.here;
      this.take(page, { isElsewhere, changed });
      if (isPage) this.form.querySelector("#count").scrollIntoView();
    } catch {
      if (!waiting.signal.aborted) this.window.location.assign(address);
    }
  }

  /** Takes the parts of the page over. `isElsewhere`: the question is that of a link, not of the form as it stands. */
  take(page, { isElsewhere, changed }) {
    const focus = new Focus(this.form);
    const open = new Map([...this.form.querySelectorAll("[data-facet]")].map((each) => [each.dataset.facet, each.open]));
    const kept = this.form.querySelector(`[data-facet="${changed}"]:has(.facet__all)`);
    if (isElsewhere) this.field("q").value = page.getElementById("q").value;
    for (const part of page.querySelectorAll("[data-part]")) {
      this.form.querySelector(`[data-part="${part.dataset.part}"]`)?.replaceWith(this.root.adoptNode(part));
    }
    for (const facet of this.form.querySelectorAll("[data-facet]")) {
      if (kept?.dataset.facet === facet.dataset.facet) facet.replaceWith(kept);
      else facet.open = open.get(facet.dataset.facet) ?? facet.open;
    }
    this.root.title = page.title;
    this.leadBack(page);
    this.begin();
    focus.giveBack(isElsewhere);
    this.status.textContent = this.form.querySelector("#count").textContent;
  }

  /** What leads back to this address from elsewhere: signing in, another language. */
  leadBack(page) {
    for (const [which, name] of [["input[name=next]", "value"], ["header a[href*='next=']", "href"]]) {
      const fresh = [...page.querySelectorAll(which)];
      [...this.root.querySelectorAll(which)].forEach((each, at) => fresh[at] && each.setAttribute(name, fresh[at].getAttribute(name)));
    }
  }
}

/** Where the focus was, by what does not change when its part is drawn anew; with what is typed there at this moment. */
class Focus {
  constructor(form) {
    this.form = form;
    const was = form.ownerDocument.activeElement;
    if (!was || !form.contains(was)) return;
    this.was = was;
    this.which = was.id ? `#${CSS.escape(was.id)}` : was.name ? `[name="${CSS.escape(was.name)}"][value="${CSS.escape(was.value)}"]` : "";
    this.typed = was.type === "text" ? was.value : null;
  }

  giveBack(isElsewhere) {
    if (!this.was || this.was.isConnected) return;
    const found = (this.which && this.form.querySelector(this.which)) || this.form.querySelector("#count");
    if (this.typed !== null && !isElsewhere && found.type === "text") found.value = this.typed;
    found.focus({ preventScroll: true });
    if (this.typed !== null) found.select?.();
  }
}

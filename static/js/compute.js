// <form data-compute data-counts>: the cost of a request is told while its form is filled in, what its files hold for it a little
// later. Boxes are drawn on the house's own map; a number between two ends has a slider beside it. The form works without.
import { DrawMap } from "./map.js";
import { Rows } from "./map_rows.js";

const WAIT_MS = 500;
const COUNT_AFTER_MS = 900;
const WIDEST = 1000;

/** The one box of an input: what is drawn goes into it, whatever it held before. */
class OneBox extends Rows {
  write(box) {
    return super.write(box, 0);
  }
}

class BoxMap extends DrawMap {
  static fieldsOf = (place) => new OneBox(place.closest("form"), place.dataset.rows);
}

export class Computing {
  constructor(form) {
    this.form = form;
    this.root = form.ownerDocument;
    this.place = form.querySelector("[data-compute-cost]");
    this.status = form.querySelector("[data-compute-status]");
    this.asked = 0;
    for (const place of form.querySelectorAll("[data-box-map]")) this.addMap(place);
    for (const input of form.querySelectorAll("[data-slider]")) this.addSlider(input);
    this.isUntouched = true;
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => this.later());
    if (!form.querySelector("[aria-invalid], .err")) this.tell("cost");
  }

  addMap(place) {
    Object.assign(place.dataset, { land: this.form.dataset.land, words: this.form.dataset.words });
    new BoxMap(place);
  }

  /** A slider that types into the field, and follows what is typed. */
  addSlider(input) {
    const [min, max, step] = input.dataset.slider.split(" ");
    if (max - min > WIDEST) return; // nobody hits a value there
    const slider = this.root.createElement("input");
    const fine = step === "any" ? (max - min) / 100 : step;
    Object.assign(slider, { type: "range", min, max, step: fine, value: input.value || min, className: "compute__slider" });
    slider.setAttribute("aria-label", this.form.querySelector(`label[for="${input.id}"]`)?.textContent.trim() ?? "");
    slider.addEventListener("input", (event) => {
      event.stopPropagation();
      input.value = String(Number(Number(slider.value).toPrecision(6)));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    input.addEventListener("input", () => (slider.value = input.value.replace(",", ".")));
    input.after(slider);
  }

  later() {
    clearTimeout(this.timer);
    this.isUntouched = false;
    this.asked += 1; // what is on its way is about what was typed before
    this.timer = setTimeout(() => this.tell("cost"), WAIT_MS);
  }

  async tell(what) {
    const asked = (this.asked += 1);
    const body = new FormData(this.form);
    body.set("do", what);
    this.place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.form.action || this.root.location.href, { method: "POST", body, credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
      const text = await answer.text();
      if (asked !== this.asked) return;
      this.show(text);
    } catch {
      if (asked === this.asked) this.status.textContent = this.form.dataset.failed;
    }
    this.place.removeAttribute("aria-busy");
  }

  show(text) {
    const told = new DOMParser().parseFromString(text, "text/html").body;
    if (this.isUntouched && told.querySelector("[data-refused]")) return; // nobody has typed anything wrong yet
    this.place.replaceChildren(...told.childNodes);
    this.mark();
    if (this.place.querySelector("[data-wants-count]")) this.timer = setTimeout(() => this.tell("count"), COUNT_AFTER_MS);
    else this.status.textContent = [...this.place.querySelectorAll(".note")].map((each) => each.textContent.replace(/\s+/g, " ").trim()).join(" ");
  }

  /** What is refused stands beside its control too, and goes when it is mended. */
  mark() {
    for (const old of this.form.querySelectorAll(".compute__fields .err")) old.remove();
    for (const old of this.form.querySelectorAll("[aria-invalid]")) old.removeAttribute("aria-invalid");
    for (const told of this.place.querySelectorAll("[data-refused]")) {
      const id = told.dataset.refused;
      const error = this.root.createElement("p");
      Object.assign(error, { className: "err", id: `${id}-error`, textContent: told.textContent, lang: told.lang });
      this.root.getElementById(`${id}-set`)?.append(error);
      this.form.querySelector(`[name="${id}"]:not([type=checkbox], [type=radio])`)?.setAttribute("aria-invalid", "true");
    }
  }
}

// The typed fields behind a drawing map: rows of west, south, east, north. What is drawn goes through the inputs themselves, with
// the events of typing, so that saving while typing sees it; what is typed is read anew whenever the map is drawn.
import { degreesOf, isSound } from "./map_boxes.js";

const SIDES = ["west", "south", "east", "north"];

export class Rows {
  /** `name`: of the list, such as place-boxes. */
  constructor(form, name) {
    Object.assign(this, { form, name, pattern: new RegExp(`^${name}-\\d+-(?:${SIDES.join("|")})$`) });
  }

  get list() {
    return this.form.ownerDocument.getElementById(this.name);
  }

  get fieldsets() {
    return [...(this.list?.querySelectorAll(":scope > fieldset") ?? [])];
  }

  inputs(fieldset) {
    return SIDES.map((side) => fieldset.querySelector(`[name="${fieldset.id}-${side}"]`));
  }

  /** Every row: its element, its box where all four numbers can be read, and whether it is empty. */
  read() {
    return this.fieldsets.map((row) => {
      const texts = this.inputs(row).map((input) => input?.value ?? "");
      const box = texts.map(degreesOf);
      return { row, box: isSound(box) ? box : null, isBlank: texts.every((text) => !text.trim()) };
    });
  }

  /** Whether other rows stand on other pages: then a new one cannot be numbered here. */
  get isPart() {
    return Boolean(this.list?.querySelector(`[name="${this.name}-start"]`));
  }

  /** Writes a box into a row, or into the first empty or a new one; the number of the row. */
  write(box, at = null) {
    const rows = this.read();
    const free = rows.findIndex((each) => each.isBlank);
    const number = at ?? (free >= 0 ? free : rows.length);
    const row = rows[number]?.row ?? this.add();
    this.type(row, box.map((value) => String(value)));
    const none = this.form.querySelector(`[name="${this.name.replace(/-boxes$/, "")}-not_applicable"]`);
    if (none?.checked) {
      none.checked = false;
      none.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return number;
  }

  clear(at) {
    this.type(this.fieldsets[at], ["", "", "", ""]);
  }

  type(row, texts) {
    this.inputs(row).forEach((input, i) => {
      if (input.value === texts[i]) return;
      input.value = texts[i];
      input.removeAttribute("aria-invalid");
      for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
    });
  }

  /** A new empty row after the last one, as the server would draw it. */
  add() {
    const last = this.fieldsets.at(-1);
    const number = Number(last.id.slice(this.name.length + 1)) + 1;
    const row = last.cloneNode(true);
    for (const each of row.querySelectorAll(".err, .finding, .gap, .source, legend .vh, [name$='-rest']")) each.remove();
    for (const each of [row, ...row.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "value"]) {
        const text = each.getAttribute(name);
        if (text?.includes(last.id)) each.setAttribute(name, text.replace(last.id, `${this.name}-${number}`));
      }
      for (const name of ["aria-invalid", "aria-describedby"]) each.removeAttribute(name);
    }
    for (const told of row.querySelectorAll("legend .num, button .vh")) told.textContent = told.textContent.replace(/\d+\s*$/, String(number + 1));
    for (const input of row.querySelectorAll("input:not([type=hidden])")) input.value = "";
    last.after(row);
    return row;
  }
}

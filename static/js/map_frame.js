// What stands around a drawing map: its buttons, the line that tells where one is, the list of keys, the line that is spoken.

const TOOLS = [["begin", "draw"], ["zoomIn", "zoomIn"], ["zoomOut", "zoomOut"], ["fit", "fit"], ["world", "world"], ["north", "northPole"], ["south", "southPole"], ["remove", "remove"], ["help", "help"]];
const SPOKEN_AFTER_MS = 120; // moves follow each other faster than they can be heard

export class Frame {
  constructor(place, stage, words, press) {
    Object.assign(this, { root: place.ownerDocument, words });
    place.querySelector("figure")?.remove();
    stage.tabIndex = 0;
    for (const [name, value] of Object.entries({ role: "application", "aria-roledescription": words.map, "aria-label": words.name })) stage.setAttribute(name, value);
    this.tools = this.line("div", "drawmap__tools");
    for (const [act, word] of TOOLS) this.tools.append(this.button(act, words[word]));
    this.tools.addEventListener("click", (event) => press(event.target.closest("button")?.dataset.act, event.detail === 0));
    this.where = this.line("p", "drawmap__where tiny muted");
    this.where.setAttribute("aria-hidden", "true");
    this.keys = this.line("div", "drawmap__keys small");
    this.keys.hidden = true;
    this.status = this.line("p", "vh");
    this.status.setAttribute("role", "status");
    place.classList.add("drawmap");
    place.append(this.tools, stage, this.where, this.keys, this.status);
  }

  /** What is drawn that cannot be changed here. */
  tell(words) {
    const told = this.line("p", "tiny muted");
    told.textContent = words;
    this.where.after(told);
  }

  line(tag, kind) {
    const made = this.root.createElement(tag);
    made.className = kind;
    return made;
  }

  button(act, words) {
    const made = this.line("button", `btn btn--s${act === "begin" ? " btn--use" : " btn--quiet"}`);
    Object.assign(made, { type: "button", textContent: words, hidden: act === "remove" });
    made.dataset.act = act;
    return made;
  }

  get hasFocus() {
    return this.tools.contains(this.root.activeElement);
  }

  /** Says politely, and shows, what happened. */
  say(words) {
    this.where.textContent = words;
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => (this.status.textContent = words), SPOKEN_AFTER_MS);
  }

  settle({ isDrawing, hasChosen }) {
    this.tools.querySelector("[data-act=remove]").hidden = !hasChosen || isDrawing;
    this.tools.querySelector("[data-act=begin]").textContent = this.words[isDrawing ? "leave" : "draw"];
  }

  help() {
    if (!this.keys.childElementCount) this.keys.append(this.list());
    this.keys.hidden = !this.keys.hidden;
    this.say(this.keys.hidden ? this.words.helpShut : this.words.keys.map(([key, words]) => `${key}: ${words}`).join(". "));
  }

  list() {
    const list = this.root.createElement("dl");
    for (const [key, words] of this.words.keys) {
      const [term, told, cap] = ["dt", "dd", "kbd"].map((tag) => this.root.createElement(tag));
      cap.textContent = key;
      term.append(cap);
      told.textContent = words;
      list.append(term, told);
    }
    return list;
  }
}

// <div data-finder="keywords" data-list="keywords" data-address="/vocabularies/search">: the box that searches all vocabularies,
// as a combobox with a list (ARIA Authoring Practices). What is picked is sent with the whole form, and the list is drawn anew by
// the server. The CF names of single variables are completed in place. Without script the box is a line and a button.

import { isStep, takeOver } from "./parts.js";

const WAIT_MS = 150;
const SHORTEST = 2;
let number = 0;

/** A line with a list of options under it. `pick(option)` does something with the chosen one. */
export class Combobox {
  constructor(input, { anchor, address, label, status, words, pick, mayEnter }) {
    Object.assign(this, { input, anchor, address, status, words, pick, mayEnter });
    this.root = input.ownerDocument;
    this.list = this.root.createElement("ul");
    this.list.className = "finder__options";
    this.list.id = `concepts-${(number += 1)}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", label);
    anchor.append(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id, autocomplete: "off" })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  get options() {
    return [...this.list.children];
  }

  typed() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.mark(null);
    if (this.input.value.trim().length < SHORTEST) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    this.asked = new AbortController();
    const query = new URLSearchParams({ q: this.input.value.trim(), format: "options", ...this.address.query });
    try {
      const answer = await fetch(`${this.address.path}?${query}`, { signal: this.asked.signal, credentials: "same-origin" });
      if (!answer.ok) throw new Error(`${answer.status}`);
      this.show(await answer.text());
    } catch (error) {
      if (error.name === "AbortError") return;
      this.close();
      this.status.textContent = this.words("Failed");
    }
  }

  /** Takes the options over; one that was marked since the last letter stays so where the answer holds it. */
  show(text) {
    const kept = this.marked?.dataset.value;
    this.list.replaceChildren(...new DOMParser().parseFromString(text, "text/html").querySelectorAll("[role=option]"));
    this.options.forEach((option, at) => (option.id = `${this.list.id}-${at}`));
    const found = this.list.querySelectorAll(".concept:not(.concept--free)").length;
    this.status.textContent = found ? `${this.words("Found")} ${found}` : this.words("None");
    this.list.hidden = !this.options.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.list.scrollTop = 0;
    this.mark((kept && this.options.find((option) => option.dataset.value === kept)) || null);
    if (!this.list.hidden) this.list.scrollIntoView({ block: "nearest" });
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(null);
  }

  mark(option) {
    for (const each of this.options) each.setAttribute("aria-selected", String(each === option));
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
    this.marked = option;
  }

  step(by) {
    const all = this.options;
    const at = all.indexOf(this.marked) + by;
    this.mark(this.marked ? all[at] ?? null : all[by > 0 ? 0 : all.length - 1]);
  }

  key(event) {
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) this.step(event.key === "ArrowDown" ? 1 : -1);
      else this.typed();
    } else if (event.key === "Enter" && this.marked) {
      event.preventDefault();
      this.choose(this.marked);
    } else if (event.key === "Enter" && this.mayEnter) {
      event.preventDefault();
      if (this.input.value.trim()) this.enter();
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    }
  }

  /** Enter without a marked option: the words as typed. */
  async enter() {
    clearTimeout(this.timer);
    await this.ask();
    const typed = this.list.querySelector(".concept--free");
    if (typed) this.choose(typed);
  }

  choose(option) {
    this.close();
    this.pick(option);
  }
}

class Finder {
  constructor(root, box) {
    this.root = root;
    this.box = box;
    this.list = box.dataset.list;
    this.input = box.querySelector("input[type=search]");
    this.status = box.querySelector("[data-finder-status]");
    this.form = box.closest("form");
    box.classList.add("finder--live");
    // what is typed here is a question, not part of the description: saving while typing passes it over
    for (const kind of ["input", "change"]) box.addEventListener(kind, (event) => event.stopPropagation());
    const words = (name) => box.dataset[`words${name}`] ?? "";
    new Combobox(this.input, {
      anchor: this.input.parentElement,
      address: { path: box.dataset.address, query: { in: box.dataset.finder } },
      label: words("Results"),
      status: this.status,
      words,
      pick: (option) => this.add(option),
      mayEnter: true,
    });
    this.input.parentElement.classList.add("finder__anchor");
    if (box.dataset.finder === "variables") this.completeNames(words);
  }

  /** The CF name of each variable, completed in its own line; its address travels in the hidden field beside it. */
  completeNames(words) {
    for (const input of this.form.querySelectorAll(`input[id^="${this.list}-"][id$="-standard_name"]`)) {
      const uri = this.form.querySelector(`input[name="${input.name}_uri"]`);
      const anchor = input.parentElement;
      anchor.classList.add("finder__cell");
      new Combobox(input, {
        anchor,
        address: { path: this.box.dataset.address, query: { in: "variables", scheme: "cf-standard-names" } },
        label: words("One"),
        status: this.status,
        words: (name) => (name === "None" ? "" : words(name)),
        pick: (option) => {
          const entry = JSON.parse(option.dataset.value);
          input.value = entry.standard_name;
          if (uri) uri.value = entry.standard_name_uri;
          for (const each of [uri, input]) each?.dispatchEvent(new Event("change", { bubbles: true }));
        },
      });
    }
  }

  /** Sends the form with the picked entry, and takes over the list as the server draws it. */
  async add(option) {
    const body = new FormData(this.form);
    body.append("do", `pick:${this.list}`);
    body.append(`${this.list}-pick`, option.dataset.value);
    body.delete(`${this.list}-find`);
    this.input.value = "";
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, credentials: "same-origin" });
      if (!isStep(answer, this.form)) throw new Error(`${answer.status}`);
      this.form.dispatchEvent(new CustomEvent("varve:sent", { detail: body }));
      this.renew(new DOMParser().parseFromString(await answer.text(), "text/html"), option.dataset.label);
    } catch {
      this.input.value = option.dataset.label;
      this.status.textContent = this.box.dataset.wordsFailed;
    }
  }

  renew(page, label) {
    const fresh = takeOver(this.root, this.form, page, this.list);
    const box = fresh.querySelector("[data-finder]");
    const next = new Finder(this.root, box);
    next.input.focus();
    next.status.textContent = `${box.dataset.wordsAdded} ${label}`;
  }
}

/** @param {Document} root */
export function startConcepts(root) {
  for (const box of root.querySelectorAll("[data-finder]")) new Finder(root, box);
}

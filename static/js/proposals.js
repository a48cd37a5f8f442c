// What the files say. <section data-proposals="/url/" data-waiting="2">: while files are still to be read the parts of the page
// are asked for again, and taken over by their data-renew. A button with data-proposal is answered without leaving the page:
// the form that holds it is sent, and the parts that the server draws anew replace the old ones, with the focus kept. Without
// script the same forms are sent by the browser. One polite status line says what came of it.

const EVERY_MS = 2000;
const SLOWEST_MS = 20000;
const BESIDE = ["undo-", "use-", "no-"];

class Proposals {
  constructor(root) {
    this.root = root;
    this.status = root.createElement("p");
    this.status.className = "vh";
    this.status.setAttribute("role", "status");
    root.querySelector("main").append(this.status);
    root.addEventListener("submit", (event) => this.answer(event));
    root.addEventListener("change", (event) => this.settle(event.target.form ?? root));
    root.addEventListener("varve:files", () => this.refresh().then(() => this.follow()));
    this.settle(root);
    this.follow();
  }

  get panel() {
    return this.root.querySelector("[data-proposals]");
  }

  get waiting() {
    return Number(this.panel?.dataset.waiting ?? 0) > 0;
  }

  /** Asks again while files are being read; a server that does not answer is asked less often. */
  async follow() {
    if (this.following) return;
    this.following = true;
    let pause = EVERY_MS;
    while (this.waiting) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (this.root.hidden || this.busy) continue;
      pause = (await this.refresh()) ? EVERY_MS : Math.min(pause * 2, SLOWEST_MS);
    }
    this.following = false;
  }

  async refresh() {
    if (!this.panel) return false;
    try {
      const answer = await fetch(this.panel.dataset.proposals, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected || this.busy) return false;
      const text = await answer.text();
      const was = this.waiting;
      if (text !== this.last) this.take(text);
      this.last = text;
      if (was && !this.waiting) this.say(this.panel.querySelector("#use-clear, .muted")?.textContent);
      return true;
    } catch {
      return false;
    }
  }

  /** A button beside a proposal: the whole form goes, so that what was typed meanwhile is saved with it. */
  async answer(event) {
    const button = event.submitter;
    const form = event.target;
    const isOurs = form.matches("[data-proposals-form]");
    if (!button || (!isOurs && button.dataset.proposal === undefined)) return;
    event.preventDefault();
    if (button.dataset.proposal === undefined || this.busy || button.getAttribute("aria-disabled") === "true") return;
    this.busy = true;
    button.setAttribute("aria-disabled", "true");
    try {
      // on a step the answer is the page itself, after its redirect
      const headers = isOurs ? { "X-Requested-With": "fetch" } : {};
      const body = new FormData(form, button);
      const answer = await fetch(form.action, { method: "POST", body, headers, credentials: "same-origin" });
      if (!answer.ok || answer.url.includes("/login")) throw new Error(`${answer.status}`);
      form.dispatchEvent(new CustomEvent("varve:sent", { detail: body }));
      const text = await answer.text();
      const field = button.value.split(":")[1] ?? "";
      if (isOurs) this.take(text);
      else this.takeSection(text, field.split("/")[0]);
      this.focusBeside(field.replace("/", "-"));
      this.last = "";
    } catch {
      this.busy = false;
      button.removeAttribute("aria-disabled");
      this.sendPlainly(form, button);
    }
    this.busy = false;
  }

  /** What script could not do the browser does, and shows what the server answers. */
  sendPlainly(form, button) {
    const pressed = this.root.createElement("input");
    pressed.type = "hidden";
    pressed.name = button.name;
    pressed.value = button.value;
    form.append(pressed);
    form.submit();
  }

  /** Takes every part over that the answer holds; what was chosen, opened or focused stays so. */
  take(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    for (const part of [...fresh.querySelectorAll("[data-renew]")]) {
      const old = this.root.querySelector(`[data-renew="${part.dataset.renew}"]`);
      if (old && old.outerHTML !== part.outerHTML && part.dataset.renew !== "proposals") {
        if (!old.contains(this.root.activeElement)) old.replaceWith(this.root.adoptNode(part));
      } else if (old && part.dataset.renew === "proposals") this.replace(old, part);
    }
    this.tell(fresh);
  }

  /** One section of a step, and the head; the marks of the others are brought up to date, their controls are left. */
  takeSection(text, field) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const id = `section-${field}`;
    const [old, part] = [this.root.getElementById(id), fresh.getElementById(id)];
    if (!old || !part) throw new Error(id);
    this.replace(old, part);
    for (const mark of fresh.querySelectorAll('input[type=hidden][name^="is-"], input[type=hidden][name^="seen-"], input[type=hidden][name^="offer-"]')) {
      const mine = this.root.querySelector(`input[type=hidden][name="${mark.name}"]`);
      if (mine) mine.value = mark.value;
    }
    for (const head of [...fresh.querySelectorAll("header [data-renew], nav[data-renew]")]) {
      this.root.querySelector(`[data-renew="${head.dataset.renew}"]`)?.replaceWith(this.root.adoptNode(head));
    }
    this.tell(fresh);
  }

  /** When it was saved, silently; what came of the answer, aloud. */
  tell(fresh) {
    this.settle(this.root);
    const saved = this.root.querySelector("[data-saved-words]");
    saved?.closest("[role=status]")?.setAttribute("aria-live", "off");
    if (saved) saved.textContent = fresh.querySelector("[data-saved-words]")?.textContent ?? saved.textContent;
    this.say(fresh.querySelector(".flashes")?.textContent);
  }

  replace(old, part) {
    const focused = old.contains(this.root.activeElement) ? this.root.activeElement.id : "";
    const open = [...old.querySelectorAll("details[open][id]")].map((each) => each.id);
    const chosen = [...old.querySelectorAll("input[type=radio][name^=choice-]:checked")].map((each) => each.value);
    const language = old.querySelector("#proposals-language")?.value;
    old.replaceWith(this.root.adoptNode(part));
    for (const each of open) this.root.getElementById(each)?.setAttribute("open", "");
    for (const radio of part.querySelectorAll("input[type=radio][name^=choice-]")) if (chosen.includes(radio.value)) radio.checked = true;
    const select = part.querySelector("#proposals-language");
    if (select && language) select.value = language;
    if (focused) this.root.getElementById(focused)?.focus({ preventScroll: true });
  }

  /** The button that stands where the pressed one was, else the line itself, else the heading. */
  focusBeside(slug) {
    const line = slug && this.root.getElementById(`prop-${slug}`);
    const button = line && BESIDE.map((verb) => this.root.getElementById(verb + slug)).find(Boolean);
    (button || line || this.root.getElementById("use-clear") || this.root.getElementById("say"))?.focus({ preventScroll: true });
  }

  /** Where files disagree, the button opens once a value is chosen. */
  settle(within) {
    for (const button of within.querySelectorAll("button[data-needs]")) {
      const isChosen = this.root.querySelector(`input[name="${button.dataset.needs}"]:checked`) !== null;
      if (isChosen) button.removeAttribute("aria-disabled");
      else button.setAttribute("aria-disabled", "true");
    }
  }

  say(words) {
    const said = (words ?? "").replace(/\s+/g, " ").trim();
    if (said) this.status.textContent = said;
  }
}

/** @param {Document} root */
export function startProposals(root) {
  if (root.querySelector("[data-proposals], [data-proposal]")) new Proposals(root);
}

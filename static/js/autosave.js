// <form data-autosave="/url/">: sends the fields that changed 1.5 s after the last key, and says so in [data-saved]
// (templates/partials/_saved.html, whose data-words-* give the words). The answer holds the page's head as it is now, which
// is taken over part by part (data-renew). The form itself still has its button.

const AFTER_MS = 1500;
const AGAIN_MS = 10000;
const SPOKEN_EVERY_MS = 30000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.root = form.ownerDocument;
    this.changed = new Set();
    this.line = form.querySelector("[data-saved]") ?? this.root.querySelector("[data-saved]");
    for (const kind of ["input", "change"]) form.addEventListener(kind, (event) => this.note(event.target));
    form.addEventListener("submit", () => this.stop());
    this.root.defaultView.addEventListener("online", () => this.changed.size && this.save());
    this.root.addEventListener("visibilitychange", () => this.root.hidden && this.changed.size && this.save());
  }

  note(field) {
    if (!field.name || field.type === "file") return;
    this.changed.add(field.name);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AFTER_MS);
  }

  stop() {
    clearTimeout(this.timer);
    this.changed.clear();
  }

  /** Only the changed fields, with all their values, and the token against forgery. */
  body() {
    const all = new FormData(this.form);
    const body = new FormData();
    for (const name of [...this.changed, "csrfmiddlewaretoken"]) {
      const values = all.getAll(name);
      for (const value of values.length ? values : [""]) body.append(name, value);
    }
    return body;
  }

  async save() {
    if (this.saving) return;
    clearTimeout(this.timer);
    const sent = [...this.changed];
    const body = this.body();
    this.saving = true;
    this.changed.clear();
    this.say("saving");
    try {
      const answer = await fetch(this.form.dataset.autosave, { method: "POST", body, credentials: "same-origin", keepalive: true, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
      this.say("saved", this.renew(await answer.text()));
    } catch {
      for (const name of sent) this.changed.add(name);
      this.say(navigator.onLine ? "failed" : "offline");
    }
    this.saving = false;
    if (this.changed.size) this.timer = setTimeout(() => this.save(), this.state === "saved" ? AFTER_MS : AGAIN_MS);
  }

  /** Takes title and steps from the head that the server answers; its own words on when it was saved. */
  renew(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    for (const part of fresh.querySelectorAll("[data-renew]")) {
      const old = this.root.querySelector(`[data-renew="${part.dataset.renew}"]`);
      if (old && !old.contains(this.root.activeElement)) old.replaceWith(this.root.adoptNode(part));
    }
    return fresh.querySelector("[data-saved-words]")?.textContent;
  }

  say(state, told) {
    this.state = state;
    if (!this.line) return;
    const words = { saving: "wordsSaving", saved: "wordsSaved", offline: "wordsOffline", failed: "wordsFailed" }[state];
    this.line.classList.toggle("saved--wait", state === "offline" || state === "failed");
    this.line.setAttribute("aria-live", this.mayBeSpoken(state) ? "polite" : "off");
    this.line.querySelector("[data-saved-words]").textContent = told || this.line.dataset[words];
  }

  /** Trouble at once; "saved" at most every half minute, so that a screen reader can still read. */
  mayBeSpoken(state) {
    if (state === "offline" || state === "failed") return true;
    if (state !== "saved" || Date.now() - (this.spoken ?? 0) < SPOKEN_EVERY_MS) return false;
    this.spoken = Date.now();
    return true;
  }
}

/** @param {Document} root */
export function startAutosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) new Autosave(form);
}

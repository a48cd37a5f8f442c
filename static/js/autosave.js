// <form data-autosave="/url/">: sends the fields that changed a moment after the last key, and says so in [data-saved]
// (templates/partials/_saved.html, whose data-words-* give the words). Until the server has them they are kept on this computer. The
// answer holds the page's head as it is now, which is taken over part by part (data-renew). The form itself still has its button.

import { Fields, bodyOf, sizeOf } from "./fields.js";
import { renewParts } from "./parts.js";
import { recover, showAgain, toldBefore } from "./recovery.js";
import { Renewal } from "./renewal.js";
import { drop, dropAll, keep } from "./typed.js";

const AFTER_MS = 1200;
const KEEP_MS = 250;
const AGAIN_MS = 5000;
const SLOWEST_MS = 60000;
const SILENT_MS = 20000;
const LAST_BYTES = 60000;
const SPOKEN_EVERY_MS = 30000;
const NOT_TYPED = ["csrfmiddlewaretoken", "typed-by", "sending", "turn", "do"];

class Autosave {
  constructor(form) {
    this.form = form;
    this.root = form.ownerDocument;
    this.changed = new Set();
    this.flying = [];
    this.turn = 0;
    this.pause = AGAIN_MS;
    this.fields = new Fields(form);
    this.line = form.querySelector("[data-saved]") ?? this.root.querySelector("[data-saved]");
    this.renewal = new Renewal(form, this.line?.dataset.renewal ?? "");
    this.address = new URL(form.dataset.autosave, this.root.baseURI).pathname;
    this.number();
    this.listen();
    this.find();
  }

  get person() {
    return this.renewal.typedBy;
  }

  /** Each page has a number; with the next one the server says which of them arrived by the button. */
  number() {
    this.page = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    this.sayAlong("sending", this.page);
    this.count();
  }

  /** Each sending has its turn: one that was overtaken on its way changes nothing any more. */
  count() {
    this.turn += 2;
    this.sayAlong("turn", String(this.turn + 1));
    return this.turn;
  }

  sayAlong(name, value) {
    if (!this.person) return;
    let input = this.form.querySelector(`input[type=hidden][name="${name}"]`);
    if (!input) {
      input = this.root.createElement("input");
      Object.assign(input, { type: "hidden", name });
      this.form.append(input);
    }
    input.value = value;
  }

  listen() {
    const window = this.root.defaultView;
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, (event) => this.note(event.target));
    this.form.addEventListener("submit", (event) => this.stop(event));
    this.form.addEventListener("varve:sent", (event) => this.sentBy(event.detail));
    window.addEventListener("online", () => this.unsaved && this.save());
    window.addEventListener("pageshow", (event) => event.persisted && this.number());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("beforeunload", (event) => this.unsaved && this.isBare && !this.isGoing && event.preventDefault());
    this.root.addEventListener("visibilitychange", () => this.root.hidden && this.leave());
    this.root.querySelector("[data-sign-in]")?.addEventListener("click", () => this.signIn());
  }

  get unsaved() {
    return this.changed.size > 0 || this.flying.length > 0;
  }

  note(field) {
    if (!field.name || field.type === "file" || NOT_TYPED.includes(field.name)) return;
    this.changed.add(field.name);
    this.isGoing = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AFTER_MS);
    this.keeping ??= setTimeout(() => this.keep(), this.isKept ? KEEP_MS : 0);
  }

  /** Everything that the server has not said it has, on this computer. */
  async keep() {
    clearTimeout(this.keeping);
    this.keeping = undefined;
    if (!this.person || !this.unsaved) return;
    const { person, address, page } = this;
    const left = this.fields.snapshot([...this.changed, ...this.flying]);
    const isKept = await keep({ id: `${person} ${address} ${page}`, page, person, address, at: Date.now(), ...left });
    this.isBare = !isKept;
    this.isKept = isKept && this.unsaved;
  }

  forget() {
    this.isKept = false;
    clearTimeout(this.keeping);
    this.keeping = undefined;
    return drop(`${this.person} ${this.address} ${this.page}`);
  }

  /** The browser sends the form itself: what is kept here goes when the next page says that it arrived. */
  stop(event) {
    this.isGoing = true;
    clearTimeout(this.timer);
    setTimeout(() => {
      this.isGoing = !event.defaultPrevented;
      if (!this.isGoing && this.changed.size) this.timer = setTimeout(() => this.save(), AFTER_MS);
    });
  }

  /** Another part of the page sent the whole form, and was answered. */
  sentBy(data) {
    clearTimeout(this.timer);
    this.overtaken = this.saving;
    this.fields.settleSent(data);
    this.count();
    this.changed.clear();
    this.forget();
  }

  /** The page is hidden or closes: the last words go with it where they are few, else they are found here again. */
  leave() {
    if (!this.changed.size || this.isGoing) return;
    this.keep();
    this.save(true);
  }

  get token() {
    return this.form.querySelector('input[name="csrfmiddlewaretoken"]')?.value ?? "";
  }

  async save(isLast = false) {
    if (this.saving || !this.changed.size) return;
    clearTimeout(this.timer);
    const names = [...this.changed];
    const sent = this.fields.snapshot(names);
    const turn = this.person ? { "typed-by": this.person, sending: this.page, turn: String(this.count()) } : {};
    const body = bodyOf(sent, { csrfmiddlewaretoken: this.token, ...turn });
    this.saving = true;
    this.overtaken = false;
    this.fields.begin(sent);
    this.flying = names;
    this.changed.clear();
    this.keep();
    this.say("saving");
    const outcome = await this.send(body, isLast && sizeOf(body) < LAST_BYTES);
    this.saving = false;
    this.flying = [];
    if (this.overtaken) {
      if (this.changed.size) this.timer = setTimeout(() => this.save(), AFTER_MS);
    } else if (outcome.isSaved) this.settle(sent, outcome);
    else this.trouble(sent, names, outcome);
  }

  /** What came of it: saved, or why not, and after how long to try again (0: only once something else is typed). */
  async send(body, keepalive) {
    const signal = AbortSignal.timeout(SILENT_MS + sizeOf(body));
    try {
      const headers = { "X-Requested-With": "fetch", Accept: "text/html, application/json" };
      const answer = await fetch(this.form.dataset.autosave, { method: "POST", body, credentials: "same-origin", keepalive, headers, signal });
      if (answer.redirected) return { state: "signed", after: 0 };
      const text = await answer.text();
      return answer.ok ? { isSaved: true, text } : await this.refused(answer, text);
    } catch {
      return { state: this.root.defaultView.navigator.onLine && !this.person ? "failed" : "offline", isDoubtful: true };
    }
  }

  async refused(answer, text) {
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    const isPlain = (answer.headers.get("Content-Type") ?? "").startsWith("text/plain");
    const words = isJson ? JSON.parse(text).detail : isPlain ? text : "";
    const wait = Number(answer.headers.get("Retry-After")) * 1000;
    if (answer.status === 401) return { state: "signed", after: 0 };
    if (answer.status === 403) return this.asked(await this.renewal.check(), words);
    if (answer.status === 413 || answer.status === 400) return { state: "large", told: words, after: 0 };
    if (answer.status === 409 || answer.status === 404) return { state: "refused", told: words, after: 0 };
    return { state: "failed", after: wait > 0 ? Math.min(wait, 5 * SLOWEST_MS) : undefined, isDoubtful: answer.status >= 500 };
  }

  /** The token was of an earlier session: the same person goes on at once, with the new one. */
  asked(told, words) {
    if (told.who === "same") return { state: "failed", after: 1 };
    if (told.who === "nobody") return { state: "signed", after: 0 };
    return { state: told.who === "other" ? "refused" : "failed", told: told.words ?? words };
  }

  settle(sent, { text }) {
    this.pause = AGAIN_MS;
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const marks = [...fresh.querySelectorAll("[data-mark]")].map((each) => [each.dataset.mark, each.value]);
    this.fields.settle(sent, Object.fromEntries(marks));
    this.say("saved", this.renew(fresh));
    if (this.changed.size) {
      this.keep();
      this.timer = setTimeout(() => this.save(), AFTER_MS);
    } else this.forget();
  }

  trouble(sent, names, { state, told, after, isDoubtful }) {
    if (!isDoubtful) this.fields.refuse(sent);
    for (const name of names) this.changed.add(name);
    this.keep();
    this.say(state, told);
    if (after === 0) return;
    this.timer = setTimeout(() => this.save(), after ?? this.pause);
    this.pause = Math.min(this.pause * 2, SLOWEST_MS);
  }

  async signIn() {
    const told = await this.renewal.signIn();
    if (told.who === "same") this.save();
    else if (told.who === "other") this.say("refused", told.words);
    else if (told.who === "away") this.say("offline");
    else this.line.parentElement.querySelector("[data-sign-in]")?.focus();
  }

  /** What earlier pages could not send. */
  async find() {
    const before = toldBefore();
    if (before) this.say("saved", before);
    if (!this.person) return;
    const done = (this.form.dataset.done ?? "").split(" ");
    const found = await recover({ person: this.person, address: this.address, token: this.token, done, shows: (record) => this.fields.shows(record) });
    if (found.isStuck) this.say("failed");
    if (!found.words) return;
    if (found.isHere && !this.unsaved) showAgain(this.root.defaultView, found.words);
    else this.say("saved", found.words);
  }

  /** Takes title and steps from the head that the server answers; its own words on when it was saved. */
  renew(fresh) {
    renewParts(this.root, fresh);
    return fresh.querySelector("[data-saved-words]")?.textContent;
  }

  say(state, told) {
    this.state = state;
    if (!this.line) return;
    const { dataset } = this.line;
    const isTrouble = !["saving", "saved"].includes(state);
    const offline = this.isBare ? dataset.wordsBare : dataset.wordsOffline;
    const words = { saving: dataset.wordsSaving, saved: dataset.wordsSaved, offline, failed: (this.isBare && dataset.wordsBare) || dataset.wordsFailed, signed: dataset.wordsSigned, large: dataset.wordsLarge, refused: dataset.wordsRefused }[state];
    this.line.classList.toggle("saved--wait", isTrouble);
    this.line.setAttribute("aria-live", this.mayBeSpoken(state) ? "polite" : "off");
    this.line.querySelector("[data-saved-words]").textContent = (isTrouble && told && !this.isBare ? `${told} ${dataset.wordsKept ?? ""}` : told) || words;
    const button = this.root.querySelector("[data-sign-in]");
    if (button) button.hidden = state !== "signed";
  }

  /** Trouble at once; "saved" at most every half minute, so that a screen reader can still read. */
  mayBeSpoken(state) {
    if (!["saving", "saved"].includes(state)) return true;
    if (state !== "saved" || Date.now() - (this.spoken ?? 0) < SPOKEN_EVERY_MS) return false;
    this.spoken = Date.now();
    return true;
  }
}

/** @param {Document} root */
export function startAutosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) new Autosave(form);
  root.addEventListener("submit", (event) => new URL(event.target.action, root.baseURI).pathname.endsWith("/logout/") && dropAll());
}

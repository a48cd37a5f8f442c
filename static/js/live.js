// <div data-live="/url/of/a/fragment" data-live-until="[data-finished]">: asks for the fragment every 2 s, shows it when it
// has changed, keeps the focus, says the change once in a status line, and stops at the end or when the page is left.
// data-live-also="id id": parts of the same page that are brought up to date once the end has come, or when data-live-state of
// something in the fragment has changed, unless one is written in. data-live-every="ms" in the fragment: asks less often.

const EVERY_MS = 2000;
const SLOWEST_MS = 30000;

class Live {
  constructor(place) {
    this.place = place;
    this.wait = EVERY_MS;
    this.said = "";
    this.status = place.ownerDocument.createElement("p");
    this.status.className = "vh";
    this.status.setAttribute("role", "status");
    place.after(this.status);
  }

  get finished() {
    const end = this.place.dataset.liveUntil;
    return Boolean(end) && (this.place.matches(end) || this.place.querySelector(end) !== null);
  }

  get state() {
    return this.place.querySelector("[data-live-state]")?.dataset.liveState ?? "";
  }

  get every() {
    return Number(this.place.querySelector("[data-live-every]")?.dataset.liveEvery) || EVERY_MS;
  }

  /** Starts, and goes on until the fragment holds its end. A server that does not answer is asked less often. */
  async follow() {
    if (this.finished) return;
    this.wait = this.every;
    while (this.place.isConnected && !this.finished) {
      await new Promise((resolve) => setTimeout(resolve, this.wait));
      if (this.place.ownerDocument.hidden) continue;
      try {
        const before = this.state;
        await this.refresh();
        if (this.state !== before && !this.finished) await this.renewOthers();
        this.wait = this.every;
      } catch {
        this.wait = Math.min(this.wait * 2, SLOWEST_MS);
      }
    }
    if (this.finished) await this.renewOthers();
  }

  async renewOthers() {
    if (this.place.dataset.liveAlso) await this.renew(this.place.dataset.liveAlso.split(" ")).catch(() => {});
  }

  /** Takes other parts of the page, by id, from the page as it is now. */
  async renew(ids) {
    const root = this.place.ownerDocument;
    const answer = await fetch(root.location.href, { credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ids) {
      const old = root.getElementById(id);
      const fresh = page.getElementById(id);
      const written = old && [...old.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue);
      if (old && fresh && !written && !old.contains(root.activeElement)) old.replaceWith(root.adoptNode(fresh));
    }
  }

  async refresh() {
    const answer = await fetch(this.place.dataset.live, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const text = await answer.text();
    if (text !== this.last) this.show(text);
    this.last = text;
  }

  show(text) {
    const before = this.place.textContent.replace(/\s+/g, " ").trim();
    const root = this.place.ownerDocument;
    const focused = this.place.contains(root.activeElement) ? root.activeElement.id : "";
    const open = [...this.place.querySelectorAll("details[open][id]")].map((each) => each.id);
    this.place.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    for (const id of open) root.getElementById(id)?.setAttribute("open", "");
    if (focused) root.getElementById(focused)?.focus({ preventScroll: true });
    this.say(before);
  }

  say(before) {
    const marked = this.place.querySelector("[data-live-say]") ?? this.place.querySelector(".is-now, .is-held");
    const words = (marked ?? this.place).textContent.replace(/\s+/g, " ").trim();
    if (words !== this.said && words !== before) this.status.textContent = words;
    this.said = words;
  }
}

/** @param {Document} root */
export function startLive(root) {
  for (const place of root.querySelectorAll("[data-live]")) new Live(place).follow();
}

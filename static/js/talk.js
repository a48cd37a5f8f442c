// <section data-talk="/url/of/the/threads/">: a conversation. While the page is looked at it asks every second and a quarter whether
// somebody wrote, with the tag of what it has, so that "nothing" costs next to nothing. What is new is put where it belongs
// (.thread by its id, [data-comment]; a new thread into the [data-talk-place] of its field) and said once, politely. Nothing that is
// being typed is touched. A slow server is asked less often, one that refuses not any more.

const EVERY_MS = 1250;
const SLOWEST_MS = 30000;
const SILENT_MS = 15000;

class Talk {
  constructor(place) {
    this.place = place;
    this.root = place.ownerDocument;
    this.tag = "";
    this.wait = EVERY_MS;
    this.status = this.root.createElement("p");
    this.status.className = "vh";
    this.status.setAttribute("role", "status");
    place.append(this.status);
  }

  async follow() {
    while (this.place.isConnected) {
      await this.pause();
      if (!this.place.isConnected) return;
      const begun = performance.now();
      try {
        if (!(await this.ask())) return;
        this.wait = Math.min(Math.max(EVERY_MS, 4 * (performance.now() - begun)), SLOWEST_MS);
      } catch {
        this.wait = Math.min(this.wait * 2, SLOWEST_MS);
      }
    }
  }

  /** Until it is time to ask: never while the page is hidden, at once when it is shown again. */
  async pause() {
    await new Promise((resolve) => setTimeout(resolve, this.wait));
    if (!this.root.hidden) return;
    await new Promise((resolve) => {
      const look = () => {
        if (this.root.hidden) return;
        this.root.removeEventListener("visibilitychange", look);
        resolve();
      };
      this.root.addEventListener("visibilitychange", look);
    });
  }

  /** Whether there is any use in asking again. */
  async ask() {
    const headers = { "X-Requested-With": "fetch", Accept: "text/html", ...(this.tag && { "If-None-Match": this.tag }) };
    const answer = await fetch(this.place.dataset.talk, { headers, credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(SILENT_MS) });
    if (answer.redirected || [401, 403, 404].includes(answer.status)) return false;
    if (answer.status !== 304 && !answer.ok) throw new Error(`${answer.status}`);
    if (answer.status !== 304) this.show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    this.tag = answer.headers.get("ETag") ?? this.tag;
    return true;
  }

  show(fresh) {
    const said = [];
    for (const thread of fresh.querySelectorAll(".thread")) {
      const old = this.root.getElementById(thread.id);
      if (old) said.push(...this.renew(old, thread));
      else said.push(...this.begin(thread));
    }
    const words = said.map((message) => message.dataset.say).filter(Boolean);
    if (words.length) this.status.textContent = words.join(" ");
  }

  /** A thread that is not on the page yet. */
  begin(thread) {
    const field = thread.parentElement.dataset.talkAt ?? "";
    const place = this.placeOf(field) ?? this.placeOf("");
    if (!place) return [];
    place.querySelector("[data-talk-none]")?.remove();
    place.append(this.root.adoptNode(thread));
    const messages = [...thread.querySelectorAll("[data-comment]")];
    for (const message of messages) message.classList.add("msg--new");
    return messages;
  }

  placeOf(field) {
    return this.place.querySelector(`[data-talk-place="${CSS.escape(field)}"]`) ?? null;
  }

  /** What was added to a thread, and where it stands now; its box for an answer stays as it is. */
  renew(old, thread) {
    const added = [];
    for (const message of thread.querySelectorAll("[data-comment]")) {
      if (old.querySelector(`[data-comment="${CSS.escape(message.dataset.comment)}"]`)) continue;
      old.querySelector("ul").append(this.root.adoptNode(message));
      message.classList.add("msg--new");
      added.push(message);
    }
    const [head, freshHead] = [old.querySelector(".thread__h"), thread.querySelector(".thread__h")];
    if (head.innerHTML !== freshHead.innerHTML) head.replaceWith(this.root.adoptNode(freshHead));
    this.renewForm(old, thread);
    return added;
  }

  renewForm(old, thread) {
    const [form, fresh] = [old.querySelector("form"), thread.querySelector("form")];
    if (!form || form.contains(this.root.activeElement) || isTyped(form)) return;
    if (fresh) form.replaceWith(this.root.adoptNode(fresh));
    else form.remove();
  }
}

/** Whether there is something in a form that its writer would miss. */
function isTyped(form) {
  return [...form.elements].some((field) => (field.type === "file" ? field.files.length > 0 : field.localName === "textarea" && field.value !== ""));
}

/** @param {Document} root */
export function startTalks(root) {
  const started = new WeakSet();
  const begin = () => {
    for (const place of root.querySelectorAll("[data-talk]")) {
      if (started.has(place)) continue;
      started.add(place);
      new Talk(place).follow();
    }
  };
  begin();
  // another part of the page may bring the conversation anew, or for the first time
  new MutationObserver(begin).observe(root.body, { childList: true, subtree: true });
}

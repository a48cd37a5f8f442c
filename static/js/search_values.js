// <a data-more>: all values of a facet in its place, with a box that looks through their names; the page of that address stays for
// browsers without script. What was chosen stays chosen whatever is looked for.

const PAUSE_MS = 200;

export class AllValues {
  constructor(link) {
    this.root = link.ownerDocument;
    this.address = link.href;
    this.fieldset = link.closest("fieldset");
    this.start();
  }

  async start() {
    const page = await this.page("");
    if (!page) {
      this.root.defaultView.location.assign(this.address);
      return;
    }
    this.list = this.root.createElement("div");
    this.list.className = "facet__all";
    this.list.tabIndex = 0;
    this.list.setAttribute("role", "group");
    this.list.setAttribute("aria-label", this.fieldset.querySelector("legend").textContent);
    const field = this.field(page.querySelector("label[for=like]").textContent);
    this.fill(page);
    for (const each of this.fieldset.querySelectorAll(":scope > label, :scope > a")) each.remove();
    this.fieldset.append(field, this.list);
    field.querySelector("input").focus();
  }

  field(words) {
    const field = this.root.createElement("div");
    field.className = "field facet__find";
    const input = this.root.createElement("input");
    Object.assign(input, { className: "input input--s", type: "search", autocomplete: "off", maxLength: 100, id: `like-${this.fieldset.closest("[data-facet]").dataset.facet}` });
    const label = this.root.createElement("label");
    Object.assign(label, { className: "tiny", htmlFor: input.id, textContent: words });
    input.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.look(input.value), PAUSE_MS);
    });
    input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    field.append(label, input);
    return field;
  }

  async look(like) {
    const page = await this.page(like);
    if (page && this.list.isConnected) this.fill(page);
  }

  async page(like) {
    this.waiting?.abort();
    this.waiting = new AbortController();
    try {
      const answer = await fetch(`${this.address}&like=${encodeURIComponent(like)}`, { signal: this.waiting.signal, credentials: "same-origin" });
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    } catch {
      return null;
    }
  }

  fill(page) {
    const fresh = [...page.querySelectorAll("[data-values] label")].map((each) => this.root.adoptNode(each));
    const chosen = [...this.fieldset.querySelectorAll("label:has(:checked)")];
    const values = new Set(chosen.map((each) => each.querySelector("input").value));
    this.list.replaceChildren(...chosen, ...fresh.filter((each) => !values.has(each.querySelector("input").value)));
  }
}

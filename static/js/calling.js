// In the boxes for remarks of a [data-talk]: after an @ the names that can be called ([data-talk-name]) are offered below the box.
// Arrows choose, Enter or Tab takes, Escape closes; everything else is typing. Without script the names are typed whole.

const MOST = 6;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

class Calling {
  constructor(box, names) {
    this.box = box;
    this.names = names;
    this.at = -1;
    this.list = box.ownerDocument.createElement("ul");
    this.list.className = "calling";
    this.list.id = `${box.id}-calling`;
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    box.after(this.list);
    box.setAttribute("aria-controls", this.list.id);
    box.setAttribute("aria-autocomplete", "list");
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(option.textContent);
    });
  }

  get begun() {
    return /(?<![\p{L}\p{N}@.])@([\p{L} .'’-]{0,40})$/u.exec(this.box.value.slice(0, this.box.selectionStart));
  }

  offer() {
    const begun = this.begun;
    const typed = begun && plain(begun[1]);
    const found = begun ? this.names.filter((name) => plain(name.slice(1)) !== typed && matches(plain(name.slice(1)), typed)).slice(0, MOST) : [];
    this.list.replaceChildren(
      ...found.map((name, number) => {
        const option = this.box.ownerDocument.createElement("li");
        option.setAttribute("role", "option");
        option.id = `${this.list.id}-${number}`;
        option.textContent = name;
        return option;
      }),
    );
    this.list.hidden = found.length === 0;
    this.point(found.length ? 0 : -1);
  }

  point(at) {
    this.at = at;
    const options = [...this.list.children];
    for (const [number, option] of options.entries()) option.setAttribute("aria-selected", String(number === at));
    if (options[at]) this.box.setAttribute("aria-activedescendant", options[at].id);
    else this.box.removeAttribute("aria-activedescendant");
  }

  close() {
    this.list.hidden = true;
    this.point(-1);
  }

  press(event) {
    if (this.list.hidden || event.isComposing) return;
    const count = this.list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.point((this.at + step + count) % count);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.list.children[this.at].textContent);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  take(name) {
    const end = this.box.selectionStart;
    this.box.setRangeText(`${name} `, this.begun.index, end, "end");
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }
}

function matches(name, typed) {
  return name.startsWith(typed) || name.split(" ").some((word) => typed && word.startsWith(typed));
}

/** @param {Document} root */
export function startCalling(root) {
  const known = new WeakMap();
  const of = (box) => {
    if (known.has(box)) return known.get(box);
    const talk = box.closest("[data-talk]");
    const names = [...(talk?.querySelectorAll("[data-talk-name]") ?? [])].map((each) => each.textContent.trim());
    const made = names.length ? new Calling(box, names) : null;
    known.set(box, made);
    return made;
  };
  const isBox = (target) => target instanceof HTMLTextAreaElement && target.name === "body";
  root.addEventListener("input", (event) => isBox(event.target) && of(event.target)?.offer());
  root.addEventListener("keydown", (event) => isBox(event.target) && known.get(event.target)?.press(event));
  root.addEventListener("focusout", (event) => isBox(event.target) && known.get(event.target)?.close());
}

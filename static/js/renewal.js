// Signing in again without leaving a form: [data-renewal="/accounts/again/"] says where to ask who is signed in now. The same person
// gets the new token against forgery and goes on; nobody else gets anything.

export class Renewal {
  constructor(form, address) {
    this.form = form;
    this.root = form.ownerDocument;
    this.address = address;
  }

  get typedBy() {
    return this.form.querySelector('input[name="typed-by"]')?.value ?? "";
  }

  /** Who is signed in: "same" (and the token is taken over), "other", "nobody", or "away" where nobody answers. */
  async check() {
    try {
      const answer = await fetch(`${this.address}?${new URLSearchParams({ "typed-by": this.typedBy })}`, { credentials: "same-origin" });
      return this.take(await answer.json());
    } catch {
      return { who: "away" };
    }
  }

  take(told) {
    if (told.who === "same") for (const each of this.root.querySelectorAll('input[name="csrfmiddlewaretoken"]')) each.value = told.token;
    return told;
  }

  /** The dialog with the sign-in form; true once the same person is signed in. */
  async signIn() {
    const told = await this.check();
    if (told.who !== "nobody") return told;
    const dialog = this.root.createElement("dialog");
    dialog.className = "again";
    dialog.setAttribute("aria-labelledby", "again-title");
    this.root.body.append(dialog);
    this.draw(dialog, told.form);
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(this.told ?? { who: "nobody" });
      });
      dialog.addEventListener("submit", (event) => this.send(event, dialog));
      dialog.addEventListener("click", (event) => event.target.closest("[data-close]") && dialog.close());
      dialog.showModal();
    });
  }

  draw(dialog, html) {
    dialog.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    (dialog.querySelector("[aria-invalid=true]") ?? dialog.querySelector("input:not([type=hidden])"))?.focus();
  }

  async send(event, dialog) {
    event.preventDefault();
    if (this.sending) return;
    this.sending = true;
    try {
      const answer = await fetch(event.target.action, { method: "POST", body: new FormData(event.target), credentials: "same-origin" });
      const told = this.take(await answer.json());
      if (told.form) this.draw(dialog, told.form);
      else {
        this.told = told;
        dialog.close();
      }
    } catch {
      event.target.querySelector("button")?.focus();
    }
    this.sending = false;
  }
}

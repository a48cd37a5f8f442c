// The bars of the decades: a press on one narrows the period to it, a drag to several; a press on the only chosen one frees it.
// The two fields beside them do the same by keyboard.

export class Bars {
  constructor(form) {
    this.form = form;
    for (const kind of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) form.addEventListener(kind, (event) => this[kind](event));
  }

  get list() {
    return [...this.form.querySelectorAll("[data-histogram] rect")];
  }

  /** The number of the bar under a pointer, also beside the picture. */
  at(event) {
    const frame = this.picture.getBoundingClientRect();
    const count = this.list.length;
    return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - frame.left) / frame.width) * count)));
  }

  pointerdown(event) {
    this.picture = event.target.closest("[data-histogram]");
    if (!this.picture || event.button) return;
    this.picture.setPointerCapture(event.pointerId);
    this.first = this.last = this.at(event);
    this.show();
  }

  pointermove(event) {
    if (this.first === undefined) return;
    this.last = this.at(event);
    this.show();
  }

  pointerup() {
    if (this.first === undefined) return;
    const chosen = this.chosen;
    this.first = undefined;
    const [since, until] = [chosen[0].dataset.from, chosen.at(-1).dataset.to];
    const isSame = this.form.elements.from.value === since && this.form.elements.to.value === until;
    this.form.dispatchEvent(new CustomEvent("varve:period", { detail: isSame ? { from: "", to: "" } : { from: since, to: until } }));
  }

  pointercancel() {
    this.first = undefined;
  }

  get chosen() {
    return this.list.slice(Math.min(this.first, this.last), Math.max(this.first, this.last) + 1);
  }

  show() {
    for (const bar of this.list) bar.classList.toggle("on", this.chosen.includes(bar));
  }
}

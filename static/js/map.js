// <div data-map data-rows="place-boxes" data-land="/static/land/" data-files="[[w,s,e,n]]" data-words="{...}">: a map on which boxes
// are drawn, over the shapes that the site serves itself. What is drawn is typed into the rows of the form, what is typed is
// drawn. The picture that the server drew stays for browsers without script.
import { boxOf, Speech, widthOf } from "./map_boxes.js";
import { Frame } from "./map_frame.js";
import { Shapes } from "./map_ground.js";
import { listenForKeys } from "./map_keys.js";
import { Pointers, shifted } from "./map_pointer.js";
import { Rows } from "./map_rows.js";
import { Stage } from "./map_stage.js";
import { View } from "./map_view.js";

const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const STEP_PIXELS = 24;
const ASPECT = 0.63;
const NARROW_ASPECT = 0.85;

export class DrawMap {
  static fieldsOf = (place) => new Rows(place.closest("form"), place.dataset.rows);

  constructor(place) {
    this.place = place;
    this.root = place.ownerDocument;
    this.speech = new Speech(JSON.parse(place.dataset.words), this.root.documentElement.lang || "en");
    this.rows = this.constructor.fieldsOf(place);
    this.files = JSON.parse(place.dataset.files || "[]");
    this.selected = this.anchor = this.cursor = this.pending = this.target = null;
    this.isDrawing = false;
    this.stage = new Stage(this.root, this.speech);
    this.frame = new Frame(place, this.stage.element, this.speech.words, (act, isByKey) => this.press(act, isByKey));
    if (this.files.length) this.frame.tell(this.word("files"));
    this.shapes = new Shapes(place.dataset.land, () => this.redraw(true));
    this.view = new View(this.size, { kind: "world" });
    this.fit(false);
    listenForKeys(this);
    this.pointers = new Pointers(this);
    const form = this.rows.form;
    for (const kind of ["input", "change"]) form.addEventListener(kind, (event) => this.rows.pattern.test(event.target.name ?? "") && this.redraw());
    new ResizeObserver(() => this.resize()).observe(this.stage.element);
  }

  get size() {
    const width = Math.max(240, Math.round(this.stage.element.clientWidth || 640));
    return { width, height: Math.round(width * (width < 480 ? NARROW_ASPECT : ASPECT)) };
  }

  press(act, isByKey) {
    const acts = { begin: () => (this.isDrawing ? this.leave() : this.begin(isByKey)), zoomIn: () => this.zoom(2), zoomOut: () => this.zoom(0.5), fit: () => this.fit(), world: () => this.world(), north: () => this.pole("north"), south: () => this.pole("south"), remove: () => this.remove(), help: () => this.help() };
    acts[act]?.();
  }

  word(key) {
    return this.speech.words[key] ?? "";
  }

  say = (words) => this.frame.say(words);

  // what is shown

  setView(view) {
    this.view = view;
    this.redraw(true);
  }

  resize() {
    const { width, height } = this.size;
    if (width !== this.view.width || height !== this.view.height) this.setView(this.view.resized({ width, height }));
  }

  redraw(withGround = false) {
    this.groundIsOld ||= withGround;
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      if (this.groundIsOld) this.stage.drawGround(this.view, this.shapes);
      this.groundIsOld = false;
      this.drawBoxes();
    });
  }

  drawBoxes() {
    const boxes = this.rows.read().map(({ box }, number) => ({ number, box: this.pending?.at === number ? this.pending.box : box }));
    if (this.selected !== null && !boxes[this.selected]?.box) this.selected = null;
    this.stage.drawBoxes(this.view, boxes, this.isDrawing ? null : this.selected, this.files);
    this.stage.drawGhost(this.view, this.ghost, this.isDrawing ? this.cursor : null);
    this.place.classList.toggle("is-drawing", this.isDrawing);
    this.place.classList.toggle("has-chosen", this.selected !== null);
    this.frame.settle({ isDrawing: this.isDrawing, hasChosen: this.selected !== null });
  }

  get ghost() {
    if (!this.anchor || !this.cursor) return null;
    return this.cap ?? boxOf(this.anchor, this.cursor, this.digits);
  }

  /** Decimals worth keeping at this scale. */
  get digits() {
    return Math.max(0, Math.min(5, Math.ceil(-Math.log10(this.view.degreesPerPixel))));
  }

  get step() {
    const wanted = this.view.degreesPerPixel * STEP_PIXELS;
    return STEPS.find((step) => step >= wanted) ?? 10;
  }

  zoom(factor) {
    const at = this.isDrawing && this.cursor ? this.view.pixel(this.view.near(this.cursor[0]), this.cursor[1]) : [];
    this.setView(this.view.zoomed(factor, ...at));
    this.say(this.speech.say("span", { degrees: this.speech.rounded(this.view.span) }));
  }

  fit(aloud = true) {
    const boxes = this.rows.read().flatMap(({ box }) => (box ? [box] : []));
    this.setView(this.view.fitted(boxes.length ? boxes : this.files));
    if (aloud) this.say(this.speech.say("span", { degrees: this.speech.rounded(this.view.span) }));
  }

  world() {
    this.setView(this.view.with({ kind: "world", lon: 0 }));
    this.say(this.word("world"));
  }

  pole(kind) {
    this.setView(this.view.with({ kind, at: [0, 0], tall: 1.1 }));
    this.say(this.word(`${kind}Pole`));
  }

  // drawing

  /** Begins a box, or a corner of the chosen one. By keyboard the cross-hair stands in the middle at once. */
  begin(byKey = true) {
    this.isDrawing = true;
    this.anchor = this.target = this.cap = this.cursor = null;
    if (byKey) {
      this.stage.element.focus();
      this.cursor = this.centre;
      this.say(`${this.word("begun")} ${this.speech.position(...this.cursor)}`);
    } else this.say(this.word("begunByHand"));
    this.redraw();
  }

  /** The middle of the map, on the grid of the keys. */
  get centre() {
    const fine = this.step / 10;
    return this.view.middle.map((value) => Number((Math.round(value / fine) * fine).toFixed(6)));
  }

  pointAt(lon, lat) {
    const before = this.cursor ?? this.anchor;
    this.cursor = [before ? lon - 360 * Math.round((lon - before[0]) / 360) : lon, lat];
    this.cap = null;
    this.frame.where.textContent = this.speech.position(...this.cursor);
    this.redraw();
  }

  setAnchor() {
    this.anchor = this.cursor;
    this.say(`${this.word("corner")} ${this.speech.position(...this.anchor)}`);
    this.redraw();
  }

  /** Where a drag goes over the pole on a polar map the box is the whole cap around it. */
  holdPole(from, to) {
    if (!this.view.isPolar || !this.anchor) return;
    const [x, y] = this.view.pixel(0, this.view.kind === "north" ? 90 : -90);
    const isInside = [[x, 0], [y, 1]].every(([value, axis]) => value > Math.min(from[axis], to[axis]) && value < Math.max(from[axis], to[axis]));
    if (!isInside) return;
    const low = Math.min(Math.abs(this.anchor[1]), Math.abs(this.cursor[1]));
    this.cap = this.view.kind === "north" ? boxOf([-180, low], [180, 90], this.digits) : boxOf([-180, -90], [180, -low], this.digits);
    this.redraw();
  }

  enter() {
    if (!this.isDrawing) {
      if (this.selected !== null) this.beginCorner();
      return;
    }
    this.cursor ??= this.centre;
    if (this.anchor) this.finish(true);
    else this.setAnchor();
  }

  /** The north-eastern corner of the chosen box, to be moved by the arrows. */
  beginCorner() {
    const box = this.boxAt(this.selected);
    const target = this.selected;
    this.begin(false);
    this.target = target;
    this.anchor = [box[0], box[1]];
    this.cursor = [box[0] + widthOf(box), box[3]];
    this.say(`${this.word("corner")} ${this.speech.position(...this.cursor)}`);
    this.redraw();
  }

  finish(byKey = false) {
    const box = this.cap ?? boxOf(this.anchor, this.cursor, byKey ? 6 : this.digits);
    const target = this.target;
    this.stop();
    if (target === null && this.rows.isPart && !this.rows.read().some((each) => each.isBlank)) {
      this.place.dispatchEvent(new CustomEvent("varve:box", { detail: box, bubbles: true }));
      return;
    }
    this.selected = this.rows.write(box, target);
    this.say(this.speech.say("done", { number: this.selected + 1, box: this.speech.box(box) }));
    this.redraw();
  }

  stop() {
    this.isDrawing = false;
    this.anchor = this.cursor = this.cap = this.target = null;
  }

  leave() {
    if (this.isDrawing) this.say(this.word("left"));
    else if (this.selected !== null) this.say(this.word("unchosen"));
    if (!this.isDrawing) this.selected = null;
    this.stop();
    this.redraw();
  }

  arrow(dx, dy, isFine) {
    const step = isFine ? this.step / 10 : this.step;
    if (this.isDrawing) {
      this.cursor ??= this.centre;
      this.pointAt(Number((this.cursor[0] + dx * step).toFixed(6)), Number(Math.max(-90, Math.min(90, this.cursor[1] + dy * step)).toFixed(6)));
      this.keepInSight(...this.cursor);
      this.say(this.speech.position(...this.cursor));
    } else if (this.selected !== null) {
      this.pending = null;
      this.rows.write(shifted(this.boxAt(this.selected), dx * step, dy * step, 6), this.selected);
      this.changed(this.selected);
    } else {
      this.setView(this.view.panned((-dx * this.view.width) / (isFine ? 40 : 6), (dy * this.view.height) / (isFine ? 40 : 6)));
      this.say(this.speech.position(...this.view.middle));
    }
  }

  keepInSight(lon, lat) {
    const [x, y] = this.view.pixel(this.view.isPolar ? lon : this.view.near(lon), lat);
    const isSeen = x > 20 && y > 20 && x < this.view.width - 20 && y < this.view.height - 20;
    if (this.view.kind === "world" ? Math.abs(lon - this.view.lon) > 170 : !isSeen) {
      this.setView(this.view.kind === "world" ? this.view.with({ lon }) : this.view.panned(this.view.width / 2 - x, this.view.height / 2 - y));
    }
  }

  // boxes that are there

  boxAt(number) {
    return this.rows.read()[number]?.box ?? null;
  }

  select(number) {
    this.selected = number;
    if (number !== null) this.say(this.speech.say("chosen", { number: number + 1, box: this.speech.box(this.boxAt(number)) }));
    this.redraw();
  }

  next() {
    const numbers = this.rows.read().flatMap(({ box }, number) => (box ? [number] : []));
    if (!numbers.length) this.say(this.word("none"));
    else this.select(numbers[(numbers.indexOf(this.selected) + 1) % numbers.length]);
    if (this.selected !== null) {
      const box = this.boxAt(this.selected);
      this.keepInSight(box[0] + widthOf(box) / 2, (box[1] + box[3]) / 2);
    }
  }

  /** While a pointer drags: shown, and typed when it is let go. */
  change(at, box) {
    this.pending = { at, box };
    this.frame.where.textContent = this.speech.box(box);
    this.redraw();
  }

  /** A second finger came: what the first one was about to do is not done. */
  forget() {
    this.pending = null;
    if (this.isDrawing) this.anchor = this.cursor = null;
    this.redraw();
  }

  changed(at) {
    if (this.pending) this.rows.write(this.pending.box, at);
    this.pending = null;
    this.say(this.speech.say("done", { number: at + 1, box: this.speech.box(this.boxAt(at)) }));
    this.redraw();
  }

  remove() {
    if (this.selected === null || this.isDrawing) return;
    const number = this.selected;
    const hadFocus = this.frame.hasFocus;
    this.selected = null;
    this.rows.clear(number);
    this.say(this.speech.say("removed", { number: number + 1 }));
    if (hadFocus) this.stage.element.focus();
    this.redraw();
  }

  help = () => this.frame.help();
}

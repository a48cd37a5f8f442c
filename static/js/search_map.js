// The map of the results as one to draw on: a box, or an outline corner by corner. What is drawn is told as an event; the page that
// answers brings its own picture back, with the area on it.
import { DrawMap } from "./map.js";
import { boxOf, degreesOf, isSound } from "./map_boxes.js";
import { line } from "./map_ground.js";

const SIDES = ["west", "south", "east", "north"];
const NEAR = 14; // pixels within which a corner is the first one again
const MOST_CORNERS = 200;

/** The four fields of the search, as the one row of a drawing map. */
class Sides {
  constructor(form) {
    Object.assign(this, { form, pattern: new RegExp(`^(?:${SIDES.join("|")})$`), isPart: false });
  }

  read() {
    const texts = SIDES.map((side) => this.form.elements.namedItem(side).value);
    const box = texts.map(degreesOf);
    return [{ row: null, box: isSound(box) ? box : null, isBlank: texts.every((text) => !text.trim()) }];
  }

  write(box) {
    this.form.dispatchEvent(new CustomEvent("varve:area", { detail: { box } }));
    return 0;
  }

  clear() {
    this.write(["", "", "", ""]);
  }
}

export class AreaMap extends DrawMap {
  static fieldsOf = (place) => new Sides(place.closest("form"));

  constructor(place) {
    super(place);
    this.corners = [];
    this.files = JSON.parse(place.dataset.boxes);
    this.fit(false);
  }

  /** Begins at once: a box or an outline. */
  draw(kind, byKey) {
    this.stop();
    this.isOutline = kind === "outline";
    this.begin(byKey);
    this.stage.element.scrollIntoView({ block: "nearest" });
  }

  begin(byKey = true) {
    super.begin(byKey);
    this.corners = [];
    if (this.isOutline) this.say(`${this.word("outlineBegun")} ${this.cursor ? this.speech.position(...this.cursor) : ""}`);
  }

  setAnchor() {
    if (!this.isOutline) {
      super.setAnchor();
      return;
    }
    this.anchor = this.cursor;
    this.add();
  }

  add() {
    this.corners.push(this.cursor);
    this.say(this.speech.say("outlineCorner", { number: this.corners.length, position: this.speech.position(...this.cursor) }));
    this.redraw();
  }

  finish(byKey = false) {
    if (!this.isOutline) {
      super.finish(byKey);
      return;
    }
    const isEnd = this.isAt(this.corners[0]) || this.isAt(this.corners.at(-1));
    if (!isEnd && this.corners.length < MOST_CORNERS) this.add();
    else if (this.corners.length > 2) this.close();
  }

  isAt(corner) {
    const [[x, y], [px, py]] = [corner, this.cursor].map(([lon, lat]) => this.view.pixel(this.view.isPolar ? lon : this.view.near(lon), lat));
    return Math.hypot(x - px, y - py) < NEAR;
  }

  close() {
    const polygon = this.corners.map(([lon, lat]) => `${Number(lon.toFixed(4))} ${Number(lat.toFixed(4))}`).join(",");
    const { form } = this.rows;
    this.stop();
    form.dispatchEvent(new CustomEvent("varve:area", { detail: { polygon } }));
  }

  stop() {
    super.stop();
    this.isOutline = false;
    this.corners = [];
  }

  holdPole(from, to) {
    if (!this.isOutline) super.holdPole(from, to);
  }

  get ghost() {
    if (this.isOutline || !this.anchor || !this.cursor) return null;
    return this.cap ?? boxOf(this.anchor, this.cursor, this.digits);
  }

  drawBoxes() {
    super.drawBoxes();
    if (!this.isOutline || !this.corners?.length) return;
    const seen = [...this.corners, this.cursor].map(([lon, lat]) => [this.view.isPolar ? lon : this.view.near(lon), lat]);
    const [x, y] = this.view.pixel(...seen[0]);
    this.stage.layers.ghost.innerHTML = `<path class="asked" d="${line(this.view, seen)}"/><circle class="asked asked--first" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="6"/>`;
  }
}

// Pointers on a drawing map: drag or two presses draw a box, handles change it, a box can be moved, the ground is panned, two
// fingers or the wheel (on the focused map, or with Ctrl) zoom. At rest a finger still scrolls the page.
import { boxOf, isPoint, widthOf } from "./map_boxes.js";

const STILL = 5; // pixels a press may tremble

export class Pointers {
  constructor(map) {
    this.map = map;
    this.down = new Map();
    const stage = map.stage.element;
    stage.addEventListener("pointerdown", (event) => this.press(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    stage.addEventListener("pointerup", (event) => this.release(event));
    stage.addEventListener("pointercancel", (event) => this.cancel(event));
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  place(event) {
    const frame = this.map.stage.element.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  }

  press(event) {
    if (event.button !== 0) return;
    const [x, y] = this.place(event);
    this.down.set(event.pointerId, [x, y]);
    this.map.stage.element.setPointerCapture(event.pointerId);
    if (this.down.size === 2) {
      this.map.forget();
      this.drag = { kind: "pinch", apart: this.apart };
    }
    if (this.down.size > 1) return;
    const handle = event.target.closest("[data-handle]");
    const box = event.target.closest("[data-box]");
    this.drag = this.map.isDrawing ? { kind: "draw" } : handle ? this.resizing(handle) : box ? this.moving(Number(box.dataset.box), x, y) : { kind: "pan" };
    Object.assign(this.drag, { start: [x, y], last: [x, y], view: this.map.view, moved: false });
    if (this.drag.kind === "draw" && !this.map.anchor) {
      this.map.pointAt(...this.map.view.degrees(x, y));
      this.drag.isFirst = true;
      this.map.setAnchor();
    }
  }

  resizing(handle) {
    const [ix, iy] = handle.dataset.handle.split(" ").map(Number);
    return { kind: "resize", ix, iy, at: this.map.selected, box: this.map.boxAt(this.map.selected) };
  }

  moving(at, x, y) {
    this.map.select(at);
    return { kind: "moveTo", at, box: this.map.boxAt(at), from: this.map.view.degrees(x, y) };
  }

  move(event) {
    const [x, y] = this.place(event);
    if (this.down.has(event.pointerId)) this.down.set(event.pointerId, [x, y]);
    if (!this.drag) {
      if (this.map.isDrawing && event.pointerType !== "touch") this.map.pointAt(...this.map.view.degrees(x, y));
      return;
    }
    if (this.drag.kind === "pinch") {
      this.pinch();
      return;
    }
    const [dx, dy] = [x - this.drag.start[0], y - this.drag.start[1]];
    if (!this.drag.moved && Math.hypot(dx, dy) < STILL) return;
    this.drag.moved = true;
    this[this.drag.kind](x, y);
    this.drag.last = [x, y];
  }

  get apart() {
    const [a, b] = [...this.down.values()];
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  pinch() {
    if (this.down.size < 2) return;
    const [a, b] = [...this.down.values()];
    this.map.setView(this.map.view.zoomed(this.apart / this.drag.apart, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2));
    this.drag.apart = this.apart;
  }

  pan(x, y) {
    this.map.setView(this.map.view.panned(x - this.drag.last[0], y - this.drag.last[1]));
  }

  draw(x, y) {
    this.map.pointAt(...this.map.view.degrees(x, y));
    this.map.holdPole(this.drag.start, [x, y]);
  }

  resize(x, y) {
    const { ix, iy, at, box } = this.drag;
    const [lon, lat] = this.map.view.degrees(x, y);
    let [west, south, , north] = box;
    let east = west + widthOf(box);
    const side = ix === 0 ? west : east;
    const there = lon - 360 * Math.round((lon - side) / 360);
    if (ix === 0) west = there;
    if (ix === 1) east = there;
    if (iy === 0) south = lat;
    if (iy === 1) north = lat;
    this.map.change(at, boxOf([west, south], [east, north], this.map.digits));
  }

  moveTo(x, y) {
    const { at, box, from } = this.drag;
    const [lon, lat] = this.map.view.degrees(x, y);
    this.map.change(at, shifted(box, lon - from[0], lat - from[1], this.map.digits));
  }

  release(event) {
    const [x, y] = this.place(event);
    this.down.delete(event.pointerId);
    const drag = this.drag;
    this.drag = null;
    if (!drag) return;
    if (drag.kind === "draw") {
      if (drag.moved || !drag.isFirst) {
        this.map.pointAt(...this.map.view.degrees(x, y));
        if (drag.moved) this.map.holdPole(drag.start, [x, y]);
        this.map.finish();
      }
    } else if ((drag.kind === "resize" || drag.kind === "moveTo") && drag.moved) this.map.changed(drag.at);
    else if (drag.kind === "pan" && !drag.moved) this.map.select(null);
  }

  cancel(event) {
    this.down.delete(event.pointerId);
    if (this.drag && ["resize", "moveTo"].includes(this.drag.kind)) this.map.change(this.drag.at, this.drag.box);
    this.drag = null;
  }

  wheel(event) {
    if (!event.ctrlKey && this.map.root.activeElement !== this.map.stage.element) return;
    event.preventDefault();
    this.map.setView(this.map.view.zoomed(2 ** (-event.deltaY / 240), ...this.place(event)));
  }
}

/** A box moved by degrees, its height kept at the poles. */
export function shifted(box, dlon, dlat, digits) {
  const [west, south, , north] = box;
  const lift = Math.max(-90 - south, Math.min(90 - north, dlat));
  if (isPoint(box)) return boxOf([west + dlon, south + lift], [west + dlon, south + lift], digits);
  const width = widthOf(box);
  if (width >= 360) return boxOf([-180, south + lift], [180, north + lift], digits);
  return boxOf([west + dlon, south + lift], [west + width + dlon, north + lift], digits);
}

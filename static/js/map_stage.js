// The picture of a drawing map: layers of SVG in one stage. The ground is drawn when the view changes, what lies on it each time.
import { isPoint, outline, widthOf, wrap } from "./map_boxes.js";
import { bent, clipped, globe, graticule, landPaths, line } from "./map_ground.js";

const SVG = "http://www.w3.org/2000/svg";
const LAYERS = ["ground", "net", "files", "boxes", "ghost", "cross"];
const SMALL = 8; // pixels under which a box also gets a dot

/** The parts of a ring on the map of the world; a copy that only touches its edge is none, unless the box itself has no width. */
function onGlobe(view, ring, width) {
  const edges = { west: view.lon - 180, east: view.lon + 180, south: -90, north: 90 };
  const spread = (part) => Math.max(...part.map(([lon]) => lon)) - Math.min(...part.map(([lon]) => lon));
  const parts = [-360, 0, 360].map((turn) => clipped(ring.map(([lon, lat]) => [lon + turn, lat]), edges));
  return parts.filter((part) => part.length > 2 && (width === 0 || spread(part) > 1e-6)).map(bent);
}

export class Stage {
  constructor(root, speech) {
    this.speech = speech;
    this.element = root.createElement("div");
    this.element.className = "drawmap__stage";
    this.svg = root.createElementNS(SVG, "svg");
    this.svg.setAttribute("class", "map");
    this.svg.setAttribute("aria-hidden", "true");
    this.svg.setAttribute("focusable", "false");
    this.layers = {};
    for (const name of LAYERS) {
      this.layers[name] = root.createElementNS(SVG, "g");
      this.svg.append(this.layers[name]);
    }
    this.element.append(this.svg);
  }

  drawGround(view, shapes) {
    this.svg.setAttribute("viewBox", `0 0 ${view.width} ${view.height}`);
    const { land, coast } = landPaths(view, shapes.for(view));
    const sea = view.kind === "world" ? `<path class="sea" d="${globe(view)}"/>` : `<rect class="sea" width="${view.width}" height="${view.height}"/>`;
    const waters = [3, 2, 1, 0].map((n) => `<path class="w${n}" d="${coast}"/>`).join("");
    const clip = view.kind === "world" ? ' clip-path="url(#drawmap-globe)"' : "";
    const edge = view.kind === "world" ? `<clipPath id="drawmap-globe"><path d="${globe(view)}"/></clipPath>` : "";
    this.layers.ground.innerHTML = `${edge}${sea}<g${clip}>${waters}<path class="land" fill-rule="evenodd" d="${land}"/><path class="coast" d="${coast}"/></g>`;
    const net = graticule(view);
    const labels = net.labels.map(({ x, y, value, isLatitude, end }) => `<text class="t-deg" x="${x.toFixed(1)}" y="${y.toFixed(1)}"${end ? ' text-anchor="end"' : ""}>${this.degrees(value, isLatitude)}</text>`);
    this.layers.net.innerHTML = `<path class="grid" d="${net.path}"/>${labels.join("")}`;
  }

  degrees(value, isLatitude) {
    const turned = isLatitude ? value : Number(wrap(value).toFixed(6));
    const amount = `${Math.abs(turned).toLocaleString(this.speech.language, { maximumFractionDigits: 3 })}°`;
    if (turned === 0 || Math.abs(turned) === 180) return amount;
    const side = isLatitude ? (turned > 0 ? "n" : "s") : turned > 0 ? "e" : "w";
    return `${amount}\u00a0${this.speech.words[side]}`;
  }

  /** The shapes of a box: one path, or two where it meets the edge of the map; a dot for a point. */
  box(view, box, kind, attributes = "") {
    const start = view.near(box[0] + widthOf(box) / 2) - widthOf(box) / 2;
    if (isPoint(box)) {
      const [x, y] = view.pixel(view.near(box[0]), box[1]);
      return `<circle class="${kind} ${kind}--point" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="6"${attributes}/>`;
    }
    const ring = outline(box, start);
    const rings = view.kind === "world" ? onGlobe(view, ring, widthOf(box)) : [ring];
    const drawn = rings.map((each) => `<path class="${kind}" d="${line(view, each)}Z"${attributes}/>`).join("");
    const [xs, ys] = [0, 1].map((axis) => ring.map((point) => view.pixel(point[0], point[1])[axis]));
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const dot = right - left < SMALL && bottom - top < SMALL ? `<circle class="stn" cx="${((left + right) / 2).toFixed(1)}" cy="${((top + bottom) / 2).toFixed(1)}" r="4.5"${attributes}/>` : "";
    return drawn + dot;
  }

  drawBoxes(view, boxes, selected, files) {
    this.layers.files.innerHTML = files.map((box) => this.box(view, box, "extent extent--files")).join("");
    const drawn = boxes.map(({ box, number }) => (box ? this.box(view, box, "extent", ` data-box="${number}"${number === selected ? ' data-selected=""' : ""}`) + this.number(view, box, number) : ""));
    const chosen = boxes.find(({ number, box }) => number === selected && box);
    this.layers.boxes.innerHTML = drawn.join("") + (chosen && !isPoint(chosen.box) ? this.handles(view, chosen.box) : "");
  }

  number(view, box, number) {
    const [x, y] = view.pixel(view.near(box[0] + widthOf(box) / 2) - widthOf(box) / 2, box[3]);
    return `<text class="t-box" x="${(x + 5).toFixed(1)}" y="${(y + 16).toFixed(1)}">${number + 1}</text>`;
  }

  handles(view, [west, south, east, north]) {
    const width = widthOf([west, south, east, north]);
    const start = view.near(west + width / 2) - width / 2;
    const places = [];
    for (const ix of [0, 0.5, 1]) for (const iy of [0, 0.5, 1]) if (ix !== 0.5 || iy !== 0.5) places.push([ix, iy]);
    return places
      .map(([ix, iy]) => {
        const [x, y] = view.pixel(start + width * ix, south + (north - south) * iy).map((value) => value.toFixed(1));
        return `<g class="handle" data-handle="${ix} ${iy}"><circle class="handle__reach" cx="${x}" cy="${y}" r="14"/><rect class="handle__dot" x="${x - 5}" y="${y - 5}" width="10" height="10"/></g>`;
      })
      .join("");
  }

  drawGhost(view, box, cursor) {
    this.layers.ghost.innerHTML = box ? this.box(view, box, "extent extent--ghost") : "";
    if (!cursor) {
      this.layers.cross.innerHTML = "";
      return;
    }
    const [x, y] = view.pixel(view.isPolar ? cursor[0] : view.near(cursor[0]), cursor[1]).map((value) => value.toFixed(1));
    this.layers.cross.innerHTML = `<path class="cross cross--under" d="M${x},${y - 16}V${+y + 16}M${x - 16},${y}H${+x + 16}"/><path class="cross" d="M${x},${y - 16}V${+y + 16}M${x - 16},${y}H${+x + 16}"/>`;
  }
}

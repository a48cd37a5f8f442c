// The ground of a drawing map as SVG path data: sea, land with its coast, lines of equal longitude and latitude. The shapes
// are those of the build (frontend/land.js), asked for once each: a coarse world, a fine one, tiles of ten degrees.

const TILE = 10;
const FINE_BELOW = 32;
const FINEST_BELOW = 7;
const STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30];

/** Shapes by their address; a tile of open sea is no file, and draws nothing. */
export class Shapes {
  constructor(address, changed) {
    Object.assign(this, { address, changed, files: new Map() });
  }

  file(name) {
    if (!this.files.has(name)) {
      this.files.set(name, []);
      this.load(name);
    }
    return this.files.get(name);
  }

  async load(name) {
    try {
      const answer = await fetch(`${this.address}${name}.json`, { credentials: "same-origin" });
      if (!answer.ok) return;
      this.files.set(name, (await answer.json()).rings.map(withBounds));
      this.changed();
    } catch {
      // without the shapes the lines of longitude and latitude still guide
    }
  }

  /** The rings worth drawing; coarser ones stand in until the finer have come. */
  for(view) {
    const coarse = this.file("land-110m");
    if (view.kind === "world" || view.span >= FINE_BELOW) return coarse;
    const fine = this.file("land-50m");
    const stand = fine.length ? fine : coarse;
    if (view.isPolar || view.span >= FINEST_BELOW) return stand;
    const { west, east, south, north } = view.window;
    const tiles = [];
    for (let x = Math.floor(west / TILE); x <= Math.floor(east / TILE); x += 1) {
      for (let y = Math.floor(south / TILE); y <= Math.floor(north / TILE); y += 1) tiles.push(`10m/${((((x * TILE + 180) % 360) + 360) % 360) - 180}_${y * TILE}`);
    }
    const near = tiles.flatMap((name) => this.file(name));
    return near.length ? near : stand;
  }
}

function withBounds(points) {
  const bounds = { west: 180, east: -180, south: 90, north: -90 };
  for (const [lon, lat] of points) {
    bounds.west = Math.min(bounds.west, lon);
    bounds.east = Math.max(bounds.east, lon);
    bounds.south = Math.min(bounds.south, lat);
    bounds.north = Math.max(bounds.north, lat);
  }
  return { points, ...bounds };
}

/** The part of a closed ring where sign * coordinate >= sign * limit (Sutherland and Hodgman 1974). */
function half(ring, axis, limit, sign) {
  const kept = [];
  let before = ring[ring.length - 1];
  for (const point of ring) {
    const inside = sign * (point[axis] - limit) >= 0;
    if (inside !== sign * (before[axis] - limit) >= 0) {
      const share = (limit - before[axis]) / (point[axis] - before[axis]);
      const other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis]);
      kept.push(axis === 0 ? [limit, other] : [other, limit]);
    }
    if (inside) kept.push(point);
    before = point;
  }
  return kept;
}

export function clipped(ring, { west, east, south, north }) {
  let kept = ring;
  for (const [axis, limit, sign] of [[0, west, 1], [0, east, -1], [1, south, 1], [1, north, -1]]) {
    if (kept.length) kept = half(kept, axis, limit, sign);
  }
  return kept;
}

/** Long steps cut up, since they are curves on the map of the world and at the poles. */
export function bent(ring) {
  const made = [];
  ring.forEach((point, i) => {
    const before = ring[(i + ring.length - 1) % ring.length];
    const steps = Math.floor(Math.max(Math.abs(point[0] - before[0]), Math.abs(point[1] - before[1])) / 4);
    for (let k = 1; k <= steps; k += 1) made.push([before[0] + ((point[0] - before[0]) * k) / (steps + 1), before[1] + ((point[1] - before[1]) * k) / (steps + 1)]);
    made.push(point);
  });
  return made;
}

const isCut = (a, b, edges) =>
  [0, 1].some((axis) => Math.abs(a[axis] - b[axis]) < 1e-6 && (Math.abs(a[axis] / TILE - Math.round(a[axis] / TILE)) < 1e-7 || (axis === 0 && edges.some((edge) => Math.abs(a[0] - edge) < 1e-6))));

/** Path data of land and of its coast, which leaves out the cuts of tiles and of the antimeridian. */
export function landPaths(view, rings) {
  const window = view.window;
  const turns = view.isPolar ? [0] : [-360, 0, 360];
  const least = view.degreesPerPixel * 1.4;
  const [fill, coast] = [[], []];
  for (const ring of rings) {
    if (ring.north < window.south || ring.south > window.north || Math.max(ring.east - ring.west, ring.north - ring.south) < least) continue;
    for (const turn of turns) {
      if (ring.east + turn < window.west || ring.west + turn > window.east) continue;
      const turned = turn ? ring.points.map(([lon, lat]) => [lon + turn, lat]) : ring.points;
      const cut = clipped(turned, window);
      if (cut.length > 2) drawRing(view, view.kind === "near" ? cut : bent(cut), [window.west, window.east], fill, coast);
    }
  }
  return { land: fill.join(""), coast: coast.join("") };
}

function drawRing(view, ring, edges, fill, coast) {
  let last = null;
  let path = "";
  let shore = "";
  let joined = false;
  ring.forEach((point, i) => {
    const [x, y] = view.pixel(point[0], point[1]);
    const cut = i > 0 && isCut(ring[i - 1], point, edges);
    if (last && !cut && i < ring.length - 1 && Math.abs(x - last[0]) < 1.2 && Math.abs(y - last[1]) < 1.2) return;
    const place = `${x.toFixed(1)},${y.toFixed(1)}`;
    path += `${last ? "L" : "M"}${place}`;
    shore += `${last && joined && !cut ? "L" : "M"}${place}`;
    joined = true;
    last = [x, y];
  });
  fill.push(`${path}Z`);
  coast.push(shore);
}

/** The edge of the globe on the map of the world. */
export function globe(view) {
  const points = [];
  for (let lat = -90; lat <= 90; lat += 5) points.push([view.lon - 180, lat]);
  for (let lat = 90; lat >= -90; lat -= 5) points.push([view.lon + 180, lat]);
  return `${line(view, points)}Z`;
}

export function line(view, points) {
  return points.map(([lon, lat], i) => `${i ? "L" : "M"}${view.pixel(lon, lat).map((value) => value.toFixed(1)).join(",")}`).join("");
}

const stepFor = (span, lines) => STEPS.find((step) => span / step <= lines) ?? 30;

/** Path data of the net, and its labels: [{ x, y, value, isLatitude }]. */
export function graticule(view) {
  return view.kind === "near" ? straight(view) : curved(view);
}

function multiples(low, high, step) {
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i <= Math.floor(high / step + 1e-9); i += 1) found.push(Number((i * step).toFixed(6)));
  return found;
}

function straight(view) {
  const { west, east, south, north } = view.window;
  const step = Math.max(stepFor(east - west, Math.max(3, view.width / 110)), stepFor(north - south, 5));
  const labels = [];
  let path = "";
  for (const lon of multiples(west, east, step)) {
    const [x] = view.pixel(lon, view.lat);
    path += `M${x.toFixed(1)},0V${view.height}`;
    if (x > 40 && x < view.width - 46) labels.push({ x: x + 4, y: 15, value: lon, isLatitude: false });
  }
  for (const lat of multiples(Math.max(-90, south), Math.min(90, north), step)) {
    const [, y] = view.pixel(view.lon, lat);
    path += `M0,${y.toFixed(1)}H${view.width}`;
    if (y > 34 && y < view.height - 6) labels.push({ x: 6, y: y - 5, value: lat, isLatitude: true });
  }
  return { path, labels };
}

function curved(view) {
  const isWorld = view.kind === "world";
  const { south, north } = view.window;
  const labels = [];
  let path = "";
  for (let lon = -180; lon < 180; lon += 30) {
    const here = isWorld ? view.near(lon) : lon;
    const [low, high] = isWorld ? [-90, 90] : [south, north];
    path += line(view, Array.from({ length: 37 }, (_, i) => [here, low + ((high - low) * i) / 36]));
  }
  const step = isWorld ? 30 : Math.min(10, stepFor(north - south, 4));
  for (const lat of multiples(Math.max(-85, south), Math.min(85, north), step)) {
    path += line(view, Array.from({ length: 121 }, (_, i) => [view.lon - 180 + i * 3, lat]));
    const [x, y] = isWorld ? view.pixel(view.lon - 180, lat) : view.pixel(0, lat);
    const [lx, ly] = isWorld ? [Math.max(x - 4, 30), y + 4] : [x + 4, y - 4];
    if (lx > 4 && lx < view.width - 30 && ly > 14 && ly < view.height - 6) labels.push({ x: lx, y: ly, value: lat, isLatitude: true, end: isWorld });
  }
  return { path, labels };
}

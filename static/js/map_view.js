// What a drawing map shows: a projection, its middle and its scale, as a value that is never changed. Pixels are those of the
// stage. Zooming out leads from near to the world; the poles have views of their own.
import { EqualEarth, PlateCarree, PolarStereographic } from "./map_projection.js";
import { hull, wrap } from "./map_boxes.js";

const TALLEST_NEAR = 110; // degrees of latitude, beyond which the world is shown
const SMALLEST = 0.02;
const POLAR = 60;
const POLAR_UNITS = [0.004, 1.7]; // heights of a polar view, in radii of the earth
const WORLD = [2.7067, 1.3174]; // half axes of Equal Earth
const MARGIN = 1.6;
const LEAST_AROUND = 2;

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

export class View {
  /** `kind`: near, world, north or south; `tall`: units of the plane over the height; `at`: the plane's point in the middle. */
  constructor(size, { kind, lon = 0, lat = 0, tall = TALLEST_NEAR, at = [0, 0] }) {
    Object.assign(this, { ...size, kind, lon: wrap(lon), tall });
    if (kind === "near") {
      this.tall = clamp(tall, SMALLEST, TALLEST_NEAR);
      this.lat = clamp(lat, -90 + this.tall / 2, 90 - this.tall / 2);
      this.projection = new PlateCarree(this.lon, Math.max(0.2, Math.cos((this.lat * Math.PI) / 180)));
      this.at = [0, this.lat];
      this.scale = this.height / this.tall;
    } else if (kind === "world") {
      this.projection = new EqualEarth(this.lon);
      this.at = [0, 0];
      this.scale = Math.min((this.width - 12) / (2 * WORLD[0]), (this.height - 12) / (2 * WORLD[1]));
    } else {
      this.tall = clamp(tall, ...POLAR_UNITS);
      this.projection = new PolarStereographic(0, kind === "north");
      this.at = at.map((value) => clamp(value, -1, 1));
      this.scale = this.height / this.tall;
    }
  }

  get size() {
    return { width: this.width, height: this.height };
  }

  get isPolar() {
    return this.kind === "north" || this.kind === "south";
  }

  pixel(lon, lat) {
    const [x, y] = this.projection.flat(lon, lat);
    return [this.width / 2 + (x - this.at[0]) * this.scale, this.height / 2 - (y - this.at[1]) * this.scale];
  }

  /** Longitude and latitude under a pixel; longitudes go on from the middle, so that they may lie beyond 180. */
  degrees(x, y) {
    const [lon, lat] = this.projection.back((x - this.width / 2) / this.scale + this.at[0], (this.height / 2 - y) / this.scale + this.at[1]);
    return [lon, clamp(lat, -90, 90)];
  }

  get middle() {
    return this.degrees(this.width / 2, this.height / 2);
  }

  /** Degrees of latitude over the height. */
  get span() {
    return this.kind === "world" ? 180 : this.tall * this.projection.unit;
  }

  get degreesPerPixel() {
    return this.projection.unit / this.scale;
  }

  /** The longitudes and latitudes that can be seen, a little wider. */
  get window() {
    if (this.kind === "world") return { west: this.lon - 180, east: this.lon + 180, south: -90, north: 90 };
    if (this.isPolar) {
      const corners = [[0, 0], [this.width, 0], [0, this.height], [this.width, this.height]].map(([x, y]) => this.degrees(x, y)[1]);
      return { west: -720, east: 720, south: this.kind === "north" ? Math.min(...corners) - 1 : -90, north: this.kind === "north" ? 90 : Math.max(...corners) + 1 };
    }
    const bleed = 12 / this.scale;
    const half = this.width / 2 / this.scale / this.projection.stretch + bleed / this.projection.stretch;
    return { west: this.lon - half, east: this.lon + half, south: this.lat - this.tall / 2 - bleed, north: this.lat + this.tall / 2 + bleed };
  }

  with(changes) {
    return new View(this.size, { kind: this.kind, lon: this.lon, lat: this.lat, tall: this.tall, at: this.at, ...changes });
  }

  resized(size) {
    return new View(size, { kind: this.kind, lon: this.lon, lat: this.lat, tall: this.tall, at: this.at });
  }

  /** `factor` > 1 comes nearer; the place under the pixel stays under it. */
  zoomed(factor, x = this.width / 2, y = this.height / 2) {
    const [lon, lat] = this.degrees(x, y);
    if (this.kind === "world") return factor > 1 ? this.with({ kind: "near", lon, lat, tall: 80 }) : this;
    const tall = this.tall / factor;
    if (tall > (this.isPolar ? POLAR_UNITS[1] : TALLEST_NEAR) * 1.02) return this.with({ kind: "world", lon: Math.round(this.lon / 10) * 10 });
    const closer = this.with({ tall });
    const [px, py] = closer.pixel(closer.near(lon), lat);
    return closer.panned(x - px, y - py);
  }

  panned(dx, dy) {
    if (this.kind === "world") return this.with({ lon: this.lon - dx / (this.projection.width(0) * this.scale) });
    if (this.isPolar) return this.with({ at: [this.at[0] - dx / this.scale, this.at[1] + dy / this.scale] });
    return this.with({ lon: this.lon - dx / this.scale / this.projection.stretch, lat: this.lat + dy / this.scale });
  }

  /** The same meridian in the turn of the globe that is shown. */
  near(lon) {
    return lon - 360 * Math.round((lon - this.lon) / 360);
  }

  /** The view around boxes: polar beyond 60 degrees, the world for very wide ones. */
  fitted(boxes) {
    if (!boxes.length) return this.with({ kind: "world", lon: 0 });
    const { west, width, south, north } = hull(boxes);
    const lon = west + width / 2;
    if (width > 100 && (south >= POLAR || north <= -POLAR)) {
      const low = Math.min(Math.abs(south), Math.abs(north));
      return this.with({ kind: north > 0 ? "north" : "south", at: [0, 0], tall: 4 * Math.tan(((90 - low) * Math.PI) / 360) * MARGIN });
    }
    const stretch = Math.max(0.2, Math.cos((((south + north) / 2) * Math.PI) / 180));
    const tall = Math.max((north - south) * MARGIN, width * stretch * MARGIN * (this.height / this.width), LEAST_AROUND);
    if (tall > TALLEST_NEAR) return this.with({ kind: "world", lon: width > 300 ? 0 : lon });
    return this.with({ kind: "near", lon, lat: (south + north) / 2, tall });
  }
}

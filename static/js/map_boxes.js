// Boxes of degrees [west, south, east, north] (west > east crosses the antimeridian): as typed, as drawn, in words.

const TYPED = /^(?:([NSEWO])\s*)?([+-])?\s*(\d{1,3}(?:\.\d+)?)(?:(?:\s*(?:°|º|deg)\s*|\s+)(?:([0-5]?\d(?:\.\d+)?)(?:\s*['′’]\s*|\s+|(?=[NSEWO]|$))(?:([0-5]?\d(?:\.\d+)?)\s*(?:"|″|”|'')?\s*)?)?)?\s*([NSEWO])?$/i;

/** The same meridian in -180 to 180 (excluded). */
export const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;

/** The number of degrees of a typed text, as the form reads it (repository/forms/codecs.py); null where it is none yet. */
export function degreesOf(text) {
  const bare = text.trim().replace(/,/g, ".").replace(/−/g, "-");
  const found = TYPED.exec(bare);
  if (!found) return null;
  const [, before, sign, degrees, minutes, seconds, after] = found;
  const hasMark = /[^\d.+\s-]/.test(bare);
  const side = before ?? after;
  if ((minutes && (!hasMark || degrees.includes("."))) || (sign && side) || (before && after)) return null;
  const value = Number(degrees) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600;
  return sign === "-" || /^[SWO]$/i.test(side ?? "") ? -value : value;
}

/** A box of two corners whose longitudes go on from each other, rounded; null for what is none. */
export function boxOf(a, b, digits) {
  const round = (value) => Number(value.toFixed(digits)) + 0;
  const [south, north] = [a[1], b[1]].sort((one, other) => one - other).map((value) => round(Math.max(-90, Math.min(90, value))));
  const [low, high] = [a[0], b[0]].sort((one, other) => one - other);
  if (high - low >= 359.5) return [-180, south, 180, north];
  const [west, east] = [round(wrap(low)), round(wrap(high))];
  if (low === high) return [west, south, west, north];
  return [west === 180 ? -180 : west, south, east === -180 ? 180 : east, north];
}

export const widthOf = ([west, , east]) => (west <= east ? east - west : east - west + 360);
export const isPoint = ([west, south, east, north]) => west === east && south === north;
export const isSound = (box) => box.every((value) => value !== null && Math.abs(value) <= 360) && Math.abs(box[1]) <= 90 && Math.abs(box[3]) <= 90;

/** The smallest part of the globe that holds all boxes: the widest gap of longitude stays outside. */
export function hull(boxes) {
  const arcs = boxes.map((box) => [wrap(box[0]), wrap(box[0]) + widthOf(box)]).sort((a, b) => a[0] - b[0]);
  let [reach, west] = [arcs[0][1], arcs[0][0]];
  let gap = arcs[0][0] + 360 - Math.max(...arcs.map((arc) => arc[1]));
  for (const [start, end] of arcs.slice(1)) {
    if (start - reach > gap) [gap, west] = [start - reach, start];
    reach = Math.max(reach, end);
  }
  const [south, north] = [Math.min(...boxes.map((box) => box[1])), Math.max(...boxes.map((box) => box[3]))];
  return { west, width: Math.max(0, Math.min(360, 360 - gap)), south, north };
}

/** The four sides as a ring of points at most two degrees apart, from a western longitude on. */
export function outline(box, start = box[0]) {
  const [, south, , north] = box;
  const width = widthOf(box);
  const [across, up] = [Math.max(1, Math.ceil(width / 2)), Math.max(1, Math.ceil((north - south) / 2))];
  const ring = [];
  for (let i = 0; i <= across; i += 1) ring.push([start + (width * i) / across, south]);
  for (let i = 1; i <= up; i += 1) ring.push([start + width, south + ((north - south) * i) / up]);
  for (let i = across - 1; i >= 0; i -= 1) ring.push([start + (width * i) / across, north]);
  for (let i = up - 1; i > 0; i -= 1) ring.push([start, south + ((north - south) * i) / up]);
  return ring;
}

/** Positions and boxes in the words of the page. */
export class Speech {
  constructor(words, language) {
    Object.assign(this, { words, language });
  }

  number(value, digits = 1) {
    return value.toLocaleString(this.language, { minimumFractionDigits: digits, maximumFractionDigits: Math.max(digits, 4), useGrouping: false });
  }

  /** One decimal, for what is only about. */
  rounded(value) {
    return value.toLocaleString(this.language, { maximumFractionDigits: value < 1 ? 3 : 1 });
  }

  side(value, positive, negative) {
    return `${this.number(Math.abs(value))} ${this.words[value < 0 ? negative : positive]}`;
  }

  /** "43.0 north, 4.1 east" */
  position(lon, lat) {
    const turned = Number(wrap(lon).toFixed(6));
    return `${this.side(lat, "north", "south")}, ${this.side(turned, "east", "west")}`;
  }

  /** "42.1 north to 43.5 north, 3.0 east to 5.3 east" */
  box([west, south, east, north]) {
    if (west === east && south === north) return this.position(west, south);
    const to = ` ${this.words.to} `;
    const rows = [south, north].map((value) => this.side(value, "north", "south"));
    const columns = [west, east].map((value) => this.side(value, "east", "west"));
    return `${rows.join(to)}, ${columns.join(to)}`;
  }

  /** A sentence of the page with its values put in: "Box {number} removed." */
  say(key, values = {}) {
    return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), this.words[key] ?? "");
  }
}

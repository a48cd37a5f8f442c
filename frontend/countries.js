// Countries of Natural Earth (world-atlas) as boxes of their land: one for each group of parts that lie near each other,
// so that a country with lands overseas is not one box around half the globe. For the search of named places.
import { readFile, writeFile } from "node:fs/promises";
import { feature } from "topojson-client";

const NEAR_DEGREES = 4; // parts closer than this are one box
const MOST_BOXES = 8; // of one country, the largest first
const DECIMALS = 1; // boxes are rounded outwards to a tenth of a degree

const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;

/**
 * The part of the Earth a polygon covers: west in -180 to 180, its width going east, south, north. Steps of its ring go the
 * shorter way; a ring that goes once around lies around a pole.
 */
function spanOf(polygon) {
  const lats = polygon.flat().map((point) => point[1]); // of Antarctica the coast is a hole in the ring at the pole
  const span = { south: Math.min(...lats), north: Math.max(...lats) };
  let [here, low, high] = [0, 0, 0];
  polygon[0].forEach((point, i) => {
    if (i > 0) here += wrap(point[0] - polygon[0][i - 1][0]);
    low = Math.min(low, here);
    high = Math.max(high, here);
  });
  if (Math.abs(here) < 180) return { ...span, west: wrap(polygon[0][0][0] + low), width: high - low };
  const around = { west: -180, width: 360 };
  return span.north < 0 ? { ...span, ...around, south: -90 } : { ...span, ...around, north: 90 };
}

const area = (span) => span.width * (span.north - span.south) * Math.cos(((span.south + span.north) * Math.PI) / 360);

/** The smaller of the two ways round that holds both. */
function joined(a, b) {
  const [one, other] = [[a, b], [b, a]].map(([first, second]) => {
    const offset = (((second.west - first.west) % 360) + 360) % 360;
    return { west: first.west, width: Math.min(360, Math.max(first.width, offset + second.width)) };
  });
  const round = one.width <= other.width ? one : other;
  return { ...round, south: Math.min(a.south, b.south), north: Math.max(a.north, b.north) };
}

/** Degrees between two spans along the parallel, over the antimeridian too. */
function gap(a, b) {
  const ahead = (((b.west - (a.west + a.width)) % 360) + 360) % 360;
  const behind = (((a.west - (b.west + b.width)) % 360) + 360) % 360;
  const overlaps = (((b.west - a.west) % 360) + 360) % 360 <= a.width || (((a.west - b.west) % 360) + 360) % 360 <= b.width;
  return overlaps ? 0 : Math.min(ahead, behind);
}

const isNear = (a, b) => gap(a, b) < NEAR_DEGREES && a.south - b.north < NEAR_DEGREES && b.south - a.north < NEAR_DEGREES;

function groups(spans) {
  const kept = [];
  for (const span of spans.sort((a, b) => area(b) - area(a))) {
    let whole = span;
    for (let at = kept.findIndex((each) => isNear(each, whole)); at >= 0; at = kept.findIndex((each) => isNear(each, whole))) {
      whole = joined(whole, kept.splice(at, 1)[0]);
    }
    kept.push(whole);
  }
  return kept.sort((a, b) => area(b) - area(a)).slice(0, MOST_BOXES);
}

function boxOf(span) {
  const factor = 10 ** DECIMALS;
  const [low, high] = [(value) => Math.floor(value * factor) / factor, (value) => Math.ceil(value * factor) / factor];
  if (span.width > 359) return [-180, Math.max(-90, low(span.south)), 180, Math.min(90, high(span.north))];
  const [west, east] = [low(span.west), high(span.west + span.width)];
  return [wrap(west), Math.max(-90, low(span.south)), east > 180 ? wrap(east) : east, Math.min(90, high(span.north))].map((value) => Number(value.toFixed(DECIMALS)));
}

/** Writes build/land/countries.json: [{ id: ISO 3166-1 number, name, boxes: [[west, south, east, north]] }]. */
export async function writeCountries(root) {
  const topology = JSON.parse(await readFile(`${root}node_modules/world-atlas/countries-50m.json`, "utf8"));
  const all = new Map(); // by its number: a few lands stand beside the state they belong to
  for (const { id, properties, geometry } of feature(topology, topology.objects.countries).features) {
    const spans = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map(spanOf);
    if (!id) continue;
    const known = all.get(id);
    const isMain = !known || area(spans[0]) > area(known.spans[0]);
    all.set(id, { name: isMain ? properties.name : known.name, spans: [...(known?.spans ?? []), ...spans] });
  }
  const found = [...all].map(([id, { name, spans }]) => ({ id, name, boxes: groups(spans).map(boxOf) }));
  await writeFile(`${root}build/land/countries.json`, JSON.stringify(found));
  return [`countries: ${found.length}, ${found.reduce((sum, each) => sum + each.boxes.length, 0)} boxes`];
}

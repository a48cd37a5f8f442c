// Land of Natural Earth (world-atlas), cut at the antimeridian and thinned: rings of [longitude, latitude] for the maps
// that are drawn on the server, and the same for the map that is drawn on in a browser. Two whole worlds, and the finest
// scale in tiles of ten degrees.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

// scale -> least area, in square degrees, of the triangle a point makes with its neighbours; decimals kept
const SCALES = {
  "110m": { weight: 0.02, decimals: 2 },
  "50m": { weight: 0.0004, decimals: 3 },
  "10m": { weight: 0.00002, decimals: 4 },
};
const TILE_DEGREES = 10;

/** Every ring of the land, in degrees, none crossing the antimeridian; inland seas are rings among the others. */
async function rings(root, scale) {
  const { weight, decimals } = SCALES[scale];
  const topology = JSON.parse(await readFile(`${root}node_modules/world-atlas/land-${scale}.json`, "utf8"));
  const thinned = simplify(presimplify(topology), weight);
  const land = feature(thinned, thinned.objects.land);
  const flat = geoEquirectangular().reflectY(true).scale(180 / Math.PI).translate([0, 0]).precision(0.1);
  const cut = geoProject(land, flat);
  const geometries = cut.type === "FeatureCollection" ? cut.features.map((each) => each.geometry) : [cut.geometry];
  const polygons = geometries.flatMap((each) => (each.type === "Polygon" ? [each.coordinates] : each.coordinates));
  return polygons.flat().map((ring) => rounded(ring, decimals)).filter((ring) => ring.length >= 4);
}

function rounded(ring, decimals) {
  const points = ring.map((point) => point.map((value) => Number(value.toFixed(decimals))));
  return points.filter((point, i) => i === 0 || point[0] !== points[i - 1][0] || point[1] !== points[i - 1][1]);
}

/** The part of a closed ring where sign * coordinate >= sign * limit (Sutherland and Hodgman 1974). */
function half(ring, axis, limit, sign) {
  const inside = (point) => sign * (point[axis] - limit) >= 0;
  return ring.flatMap((point, i) => {
    const before = ring[(i + ring.length - 1) % ring.length];
    if (inside(point) === inside(before)) return inside(point) ? [point] : [];
    const share = (limit - before[axis]) / (point[axis] - before[axis]);
    const meeting = [0, 0];
    meeting[axis] = limit;
    meeting[1 - axis] = before[1 - axis] + share * (point[1 - axis] - before[1 - axis]);
    return inside(point) ? [meeting, point] : [meeting];
  });
}

/** Strips of ten degrees along one axis: lower limit -> the rings in it. */
function strips(all, axis) {
  const found = new Map();
  for (const ring of all) {
    const values = ring.map((point) => point[axis]);
    const low = Math.floor(values.reduce((a, b) => Math.min(a, b)) / TILE_DEGREES) * TILE_DEGREES;
    const high = values.reduce((a, b) => Math.max(a, b));
    for (let from = low; from < high; from += TILE_DEGREES) {
      const part = half(half(ring, axis, from, 1), axis, from + TILE_DEGREES, -1);
      if (part.length >= 3) found.set(from, [...(found.get(from) ?? []), part]);
    }
  }
  return found;
}

async function writeTiles(folder, all, decimals) {
  await mkdir(folder, { recursive: true });
  let count = 0;
  for (const [west, column] of strips(all, 0)) {
    for (const [south, tile] of strips(column, 1)) {
      const kept = tile.map((ring) => rounded(ring, decimals));
      await writeFile(`${folder}/${west}_${south}.json`, JSON.stringify({ rings: kept }));
      count += 1;
    }
  }
  return count;
}

const points = (all) => all.reduce((sum, ring) => sum + ring.length, 0);

/** Writes build/land/ and returns one line for each scale. */
export async function writeLand(root) {
  const folder = `${root}build/land`;
  await mkdir(folder, { recursive: true });
  const lines = [];
  for (const scale of ["110m", "50m"]) {
    const all = await rings(root, scale);
    await writeFile(`${folder}/land-${scale}.json`, JSON.stringify({ rings: all }));
    lines.push(`land-${scale}: ${all.length} rings, ${points(all)} points`);
  }
  const near = await rings(root, "10m");
  const tiles = await writeTiles(`${folder}/10m`, near, SCALES["10m"].decimals);
  lines.push(`land-10m: ${near.length} rings, ${points(near)} points, ${tiles} tiles`);
  return lines;
}

/** Puts the shapes where browsers find them: the drawing map asks for the scale it shows, never for another host. */
export async function serveLand(root, out) {
  await cp(`${root}build/land`, `${out}/land`, { recursive: true, filter: (path) => !path.endsWith("countries.json") });
}

// Land of Natural Earth (world-atlas), cut at the antimeridian and thinned, as plain rings of [longitude, latitude] for the maps drawn on the server.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

// scale -> least area, in square degrees, of the triangle a point makes with its neighbours (smaller ones are dropped); decimals kept
const SCALES = { "110m": { weight: 0.02, decimals: 2 }, "50m": { weight: 0.00002, decimals: 3 } };

/** Every outer ring of the land, in degrees, none crossing the antimeridian; holes (inland seas) follow as rings of their own. */
function rings(topology) {
  const land = feature(topology, topology.objects.land);
  const flat = geoEquirectangular().reflectY(true).scale(180 / Math.PI).translate([0, 0]).precision(0.1);
  const cut = geoProject(land, flat);
  const geometries = cut.type === "FeatureCollection" ? cut.features.map((each) => each.geometry) : [cut.geometry];
  return geometries.flatMap((each) => (each.type === "Polygon" ? [each.coordinates] : each.coordinates)).flat();
}

function rounded(ring, decimals) {
  const points = ring.map((point) => point.map((value) => Number(value.toFixed(decimals))));
  return points.filter((point, i) => i === 0 || point[0] !== points[i - 1][0] || point[1] !== points[i - 1][1]);
}

/** Writes build/static/land/land-<scale>.json for each scale and returns one line for each. */
export async function writeLand(root) {
  await mkdir(`${root}build/static/land`, { recursive: true });
  const lines = [];
  for (const [scale, { weight, decimals }] of Object.entries(SCALES)) {
    const topology = JSON.parse(await readFile(`${root}node_modules/world-atlas/land-${scale}.json`, "utf8"));
    const thinned = simplify(presimplify(topology), weight);
    const all = rings(thinned).map((ring) => rounded(ring, decimals)).filter((ring) => ring.length >= 4);
    await writeFile(`${root}build/static/land/land-${scale}.json`, JSON.stringify({ scale, rings: all }));
    lines.push(`land-${scale}: ${all.length} rings, ${all.reduce((sum, ring) => sum + ring.length, 0)} points`);
  }
  return lines;
}

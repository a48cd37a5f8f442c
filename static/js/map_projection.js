// Three ways to flatten the globe and back, the same as on the maps of the server (repository/maps/projection.py): plate carree
// near by, Equal Earth for the world, stereographic at the poles. Degrees in, units of the plane out; y grows northwards.
// Sources: Snyder, Map Projections: A Working Manual (1987), section 21; Savric, Patterson and Jenny, Equal Earth (2018).

const RAD = Math.PI / 180;
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
const ROOT3 = Math.sqrt(3);

/** Longitudes shortened by the cosine of the middle latitude; one unit is one degree of latitude. */
export class PlateCarree {
  constructor(centre, stretch) {
    Object.assign(this, { centre, stretch, unit: 1 });
  }

  flat(lon, lat) {
    return [(lon - this.centre) * this.stretch, lat];
  }

  back(x, y) {
    return [this.centre + x / this.stretch, y];
  }
}

/** The whole world, areas true to each other, around a central meridian. */
export class EqualEarth {
  constructor(centre) {
    Object.assign(this, { centre, unit: 1 / RAD });
  }

  flat(lon, lat) {
    const t = Math.asin((ROOT3 / 2) * Math.sin(lat * RAD));
    return [this.width(t) * (lon - this.centre), height(t)];
  }

  /** The length of one degree of longitude at a parameter. */
  width(t) {
    return (((2 * ROOT3) / 3) * RAD * Math.cos(t)) / slope(t);
  }

  back(x, y) {
    const limit = Math.asin(ROOT3 / 2);
    let t = Math.max(-limit, Math.min(limit, y / A1));
    for (let i = 0; i < 12; i += 1) t = Math.max(-limit, Math.min(limit, t - (height(t) - y) / slope(t)));
    const lat = Math.asin(Math.max(-1, Math.min(1, (2 / ROOT3) * Math.sin(t)))) / RAD;
    return [this.centre + Math.max(-180, Math.min(180, x / this.width(t))), lat];
  }
}

function height(t) {
  const t2 = t * t;
  return t * (A1 + A2 * t2 + t2 ** 3 * (A3 + A4 * t2));
}

function slope(t) {
  const t2 = t * t;
  return A1 + 3 * A2 * t2 + t2 ** 3 * (7 * A3 + 9 * A4 * t2);
}

/** Around a pole, the central meridian running down (north) or up (south) from it. */
export class PolarStereographic {
  constructor(centre, isNorth) {
    Object.assign(this, { centre, isNorth, unit: 1 / RAD });
  }

  flat(lon, lat) {
    const side = this.isNorth ? 1 : -1;
    const radius = 2 * Math.tan((Math.max(0, 90 - side * lat) * RAD) / 2);
    const angle = (lon - this.centre) * RAD;
    return [radius * Math.sin(angle), -side * radius * Math.cos(angle)];
  }

  back(x, y) {
    const side = this.isNorth ? 1 : -1;
    const lat = side * (90 - (2 * Math.atan(Math.hypot(x, y) / 2)) / RAD);
    return [this.centre + (x || y ? Math.atan2(x, -side * y) / RAD : 0), lat];
  }
}

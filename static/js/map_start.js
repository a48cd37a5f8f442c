// Loads the drawing map only on the page that has one.

/** @param {Document} root */
export function startPlaces(root) {
  if (root.querySelector("[data-place]")) import("./place.js").then(({ startPlace }) => startPlace(root));
}

// A cited layer is `#<fragment>`, which never reaches the server: opens what the address names, and marks it in the core.

const LAYER = ".core__layer, .layer-line";

function openNamed(root) {
  const fragment = decodeURIComponent(root.location.hash.slice(1));
  const target = fragment && root.getElementById(fragment);
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (target.matches("details")) target.open = true;
  const layer = target.closest(LAYER);
  if (layer) {
    for (const other of root.querySelectorAll(LAYER)) other.removeAttribute("aria-current");
    layer.setAttribute("aria-current", "true");
  }
  target.scrollIntoView({ block: "start" });
}

/** @param {Document} root */
export function startLayers(root) {
  if (!root.querySelector(".core, details[id], details [id]")) return;
  openNamed(root);
  root.defaultView.addEventListener("hashchange", () => openNamed(root));
}

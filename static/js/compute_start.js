// Loads what the form of a process does with script only on that page.

/** @param {Document} root */
export function startComputing(root) {
  const form = root.querySelector("form[data-compute]");
  if (form) import("./compute.js").then(({ Computing }) => new Computing(form));
}

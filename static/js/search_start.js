// Loads what the search page does with script only on that page.

/** @param {Document} root */
export function startSearches(root) {
  const form = root.querySelector("form[data-search]");
  if (form) import("./search.js").then(({ Search }) => new Search(form));
}

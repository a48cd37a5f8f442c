// <div data-nearby="/datasets/42/nearby/?format=part">: once it comes into view, the link in it is replaced by the list it leads to.

async function show(place) {
  const answer = await fetch(place.dataset.nearby, { credentials: "same-origin" });
  if (answer.ok) place.innerHTML = await answer.text();
}

/** @param {Document} root */
export function startNearby(root) {
  const place = root.querySelector("[data-nearby]");
  if (!place) return;
  const watcher = new IntersectionObserver((seen) => {
    if (!seen.some((each) => each.isIntersecting)) return;
    watcher.disconnect();
    show(place).catch(() => {});
  }, { rootMargin: "200px" });
  watcher.observe(place);
}

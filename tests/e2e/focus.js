// Where the focus is: which element, whether it is the target, whether the target lies behind it, and whether a ring is in sight
// around it, or around what stands for it (its label, the drop area). Covered by a bar that sticks is not in sight.
([target]) => {
  const at = document.activeElement;
  if (!at || at === document.body) return { at: "", key: "", here: false, seen: true, back: false };

  const hasRing = (each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const isInSight = (each) => {
    const box = each.getBoundingClientRect();
    const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
    const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
    if (right - left < 1 || bottom - top < 1) return false;
    const shares = [0.02, 0.5, 0.98];
    return shares.some((x) => shares.some((y) => {
      const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      return hit && (each.contains(hit) || (hit.contains(each) && !hit.matches(".dock, .top")));
    }));
  };
  const standing = at.closest("label, .drop, .bigsearch__box, summary");
  const around = [at, ...(at.labels ?? []), standing, at.nextElementSibling].filter(Boolean);
  // within a date the browser draws the rings of its parts itself
  const seen = at.matches("main, input[type=date]") || around.some((each) => hasRing(each) && isInSight(each));

  const wanted = target && document.querySelector(target);
  const back = Boolean(wanted && at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING);
  const words = (at.innerText || at.getAttribute("aria-label") || "").trim().slice(0, 40);
  const name = `${at.tagName.toLowerCase()}${at.id && `#${at.id}`}${at.name ? `[name="${at.name}"]` : ""} “${words}”`;
  const known = (globalThis.focusedOnce ??= new WeakMap());
  if (!known.has(at)) known.set(at, String(Math.random()));
  return { at: name, key: known.get(at), here: Boolean(target) && at.matches(target), seen, back };
};

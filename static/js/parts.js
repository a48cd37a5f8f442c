// What the server draws anew, taken over part by part from a page of the same step, with the focus left where it is.

/** Whether a form that was sent was answered by its own page, rather than by that of signing in. */
export function isStep(answer, form) {
  return answer.ok && new URL(answer.url).pathname === new URL(form.action).pathname;
}

/** Takes over the hidden fields that a list of attribute selectors finds, such as `[name^='is-']`. */
export function takeMarks(form, page, which) {
  for (const mark of page.querySelectorAll(`input[type=hidden]:is(${which})`)) {
    const old = form.querySelector(`input[name="${mark.name}"]`);
    if (old) old.value = mark.value;
  }
}

/** Takes over every [data-renew], such as the head of the page, but one that has the focus. */
export function renewParts(root, page) {
  for (const part of page.querySelectorAll("[data-renew]")) {
    const old = root.querySelector(`[data-renew="${part.dataset.renew}"]`);
    if (old && !old.contains(root.activeElement)) old.replaceWith(root.adoptNode(part));
  }
}

/** Takes the section of a field over, with the marks and the head as they are now. */
export function takeOver(root, form, page, field) {
  const section = page.getElementById(`section-${field}`);
  if (!section) throw new Error("no section");
  takeMarks(form, page, "[name^='is-']");
  renewParts(root, page);
  const fresh = root.adoptNode(section);
  root.getElementById(`section-${field}`).replaceWith(fresh);
  return fresh;
}

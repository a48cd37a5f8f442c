// <button data-copy="#id"> copies the text of an element, data-copy-text="..." copies its own words; says "Copied" for 4 s.

const SHOWN_MS = 4000;

/** The words to say; they are on <body>, in the language of the page. */
const word = (root) => root.body.dataset.wordsCopied;

async function copy(root, button) {
  const source = button.dataset.copy ? root.querySelector(button.dataset.copy) : null;
  const text = button.dataset.copyText ?? source.textContent.replace(/\s+/g, " ").trim();
  await navigator.clipboard.writeText(text);
  const status = button.parentElement.querySelector("[data-copy-status]") ?? addStatus(root, button);
  status.textContent = word(root);
  clearTimeout(status.timer);
  status.timer = setTimeout(() => (status.textContent = ""), SHOWN_MS);
}

function addStatus(root, button) {
  const status = root.createElement("span");
  status.className = "tiny ok";
  status.setAttribute("role", "status");
  status.dataset.copyStatus = "";
  button.after(status);
  return status;
}

/** @param {Document} root */
export function startCopy(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy], [data-copy-text]")) button.hidden = false;
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-copy-text]");
    if (button) copy(root, button);
  });
}

// <button data-confirm="Withdraw dataset 42182?" data-confirm-yes="Withdraw" data-confirm-no="Keep it">: asks once more in place.
// Without script the form is sent at once, so the server asks for a reason where a loss cannot be undone.

function ask(button) {
  const root = button.ownerDocument;
  const box = root.createElement("span");
  box.className = "ask";
  box.setAttribute("role", "group");
  const words = root.createElement("span");
  words.className = "ask__text";
  words.textContent = button.dataset.confirm;
  box.setAttribute("aria-label", button.dataset.confirm);
  const yes = button.cloneNode(true);
  yes.removeAttribute("data-confirm");
  yes.removeAttribute("id");
  yes.textContent = button.dataset.confirmYes ?? button.textContent;
  const no = root.createElement("button");
  no.type = "button";
  no.className = "btn btn--s";
  no.textContent = button.dataset.confirmNo ?? root.body.dataset.wordsKeep;
  box.append(words, yes, no);

  const back = () => {
    box.replaceWith(button);
    button.focus();
  };
  no.addEventListener("click", back);
  box.addEventListener("keydown", (event) => event.key === "Escape" && back());
  button.replaceWith(box);
  no.focus();
}

/** @param {Document} root */
export function startConfirm(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-confirm]");
    if (!button) return;
    event.preventDefault();
    ask(button);
  });
}

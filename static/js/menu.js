// <details data-menu>: closes with Escape, by a click elsewhere, and when another one opens.

/** @param {Document} root */
export function startMenus(root) {
  const menus = [...root.querySelectorAll("details[data-menu]")];
  if (!menus.length) return;

  const close = (except) => {
    for (const menu of menus) if (menu !== except) menu.open = false;
  };
  for (const menu of menus) {
    menu.addEventListener("toggle", () => menu.open && close(menu));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  root.addEventListener("click", (event) => close(event.target.closest("details[data-menu]")));
}

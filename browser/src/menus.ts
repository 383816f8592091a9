// Opened menus and small forms close with Esc, and give the focus back to what opened them.
export function closeMenus(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = (event.target as Element).closest?.<HTMLDetailsElement>("details.menu[open], details.action[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
}

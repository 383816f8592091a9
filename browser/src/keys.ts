// "/" goes to the search field, "?" shows the keys. Never while somebody types.
function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function shortKeys(): void {
  const keys = document.querySelector<HTMLDialogElement>("dialog#keys");
  const search = document.querySelector<HTMLInputElement>("main [data-search]");
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-keys]")) {
    button.hidden = !keys;
    button.addEventListener("click", () => keys?.showModal());
  }
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "?" && keys && !keys.open) {
      event.preventDefault();
      keys.showModal();
    }
  });
}

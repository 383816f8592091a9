// Buttons with data-copy appear where the clipboard works, copy their text, and say so for a moment.
const said_for = 2000; // milliseconds

export function copyNumbers(): void {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const words = button.textContent ?? "";
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy ?? "");
      button.textContent = document.body.dataset.copied ?? words;
      setTimeout(() => (button.textContent = words), said_for);
    });
  }
}

// Buttons with data-share appear where the device can share, and open its own list of ways.
export function sharePages(): void {
  if (!navigator.share) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      // Who closes the list has not made a mistake.
      navigator.share({ title: document.title, url: button.dataset.share }).catch(() => undefined);
    });
  }
}

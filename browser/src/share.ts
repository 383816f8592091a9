// The share button appears where the device can share, or at least copy; what goes out is the page's public address.
const said_for = 2000; // milliseconds

export function sharePages(): void {
  if (!navigator.share && !navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-share]")) {
    const words = button.textContent ?? "";
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      const url = button.dataset.share ?? window.location.href;
      if (navigator.share) {
        await navigator.share({ title: document.title, url }).catch(() => undefined);
        return;
      }
      await navigator.clipboard.writeText(url);
      button.textContent = document.body.dataset.copied ?? words;
      setTimeout(() => (button.textContent = words), said_for);
    });
  }
}

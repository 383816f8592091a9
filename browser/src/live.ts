// A part of a page that follows the server: [data-live="3"] is fetched anew every three seconds. Without script the page
// loads itself again. When the server does not answer the last state stays, and is asked for again.
export function followServer(): void {
  const part = document.querySelector<HTMLElement>("[data-live]");
  if (!part) return;
  const pause = Math.max(2, Number(part.dataset.live) || 5) * 1000;
  const ask = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
        if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...document.adoptNode(fresh).childNodes);
      }
    } catch {
      // asked again below
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}

/** A button that prints, shown only where script runs. */
export function printOnRequest(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

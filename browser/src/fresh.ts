// A conversation asks by itself what its button asks: is there something new? Seldom, only while somebody looks, and not for ever.
const first_pause = 8_000, later_pause = 20_000, slower_after = 300_000, over_after = 1_800_000; // milliseconds

export function askForNews(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-refresh]");
  const place = document.querySelector<HTMLElement>("[data-fresh]");
  if (!form || !place) return;
  const began = Date.now();
  const again = (): void => {
    const age = Date.now() - began;
    if (age < over_after) setTimeout(look, age < slower_after ? first_pause : later_pause);
  };
  const look = async (): Promise<void> => {
    if (!document.hidden) {
      try {
        const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
        const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
        if (!answer.ok) return; // over, or told to wait: the button says why
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-fresh]");
        if (fresh && fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
      } catch {
        // no connection just now: the next turn tries again
      }
    }
    again();
  };
  again();
}

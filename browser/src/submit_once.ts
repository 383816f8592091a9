// A second press while the first is under way does nothing. The server refuses doubles too (form_key).
const again_after = 8000; // milliseconds, should the answer never come

export function submitOnce(): void {
  const under_way = new WeakSet<HTMLFormElement>();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post") return;
    if (under_way.has(form)) {
      event.preventDefault();
      return;
    }
    under_way.add(form);
    // aria-disabled and not disabled: a disabled button would drop out of the form, and take the focus with it.
    const buttons = [...form.querySelectorAll("button")];
    for (const button of buttons) button.setAttribute("aria-disabled", "true");
    const free = () => {
      under_way.delete(form);
      for (const button of buttons) button.removeAttribute("aria-disabled");
    };
    setTimeout(free, again_after);
    window.addEventListener("pageshow", (shown) => shown.persisted && free());
  });
}

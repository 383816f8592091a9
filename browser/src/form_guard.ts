// Forms marked data-guard ask before typed text is lost. The browser words the question itself.
export function guardForms(): void {
  let dirty = false;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-guard]")) {
    form.addEventListener("input", () => (dirty = true));
    form.addEventListener("submit", () => (dirty = false));
  }
  window.addEventListener("beforeunload", (event) => {
    // Whoever leaves quickly must not be asked.
    if (dirty && !document.documentElement.hidden) event.preventDefault();
  });
}

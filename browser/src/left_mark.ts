// One word in this tab's memory says that somebody left quickly; it goes with the tab and names nothing.
const mark = "w";

export function left(): boolean {
  try {
    return sessionStorage.getItem(mark) !== null;
  } catch {
    return false; // storage may be forbidden
  }
}

/** Clears what the site keeps in this browser as far as a page may, and remembers that somebody left. */
export function forget(): void {
  try {
    localStorage.clear();
    sessionStorage.clear();
    sessionStorage.setItem(mark, "1");
  } catch {
    // leaving matters more
  }
}

/** Nothing of the page is seen any more, and the other page takes its place in the history. */
export function gone(): void {
  document.documentElement.hidden = true;
  document.title = "";
  const elsewhere = document.querySelector<HTMLElement>("[data-leave]")?.dataset.leave;
  window.location.replace(elsewhere ?? "/leave");
}

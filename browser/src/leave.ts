// „Бърз изход“: one click or three presses of Esc. The page vanishes at once, its place in the history is taken by the
// other page, and what this site keeps in the browser is cleared as far as a page may. Without script it is a link.
const presses = 3;
const within = 1500; // milliseconds from the first press to the last

export function leaveQuickly(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-leave]");
  if (!link) return;
  const leave = () => {
    document.documentElement.hidden = true;
    document.title = "";
    try {
      sessionStorage.clear();
      localStorage.clear();
    } catch {
      // storage may be forbidden; leaving matters more
    }
    window.location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed: number[] = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    pressed = [...pressed, event.timeStamp].slice(-presses);
    if (pressed.length === presses && event.timeStamp - pressed[0] < within) leave();
  });
  // A page taken from the back-forward cache would show what was just left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.documentElement.hidden) leave();
  });
}

// „Бърз изход“: one click or three presses of Esc. The page vanishes at once, its place in the history is taken by the
// other page, and what this site keeps in the browser is cleared. Without script it is a link to /leave, which clears
// the cookies and leads to the same page. Going back afterwards: left.ts.
import { forget, gone } from "./left_mark";

const presses = 3;
const within = 1500; // milliseconds from the first press to the last

export function leaveQuickly(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-leave]");
  if (!link) return;
  const leave = () => {
    forget();
    // For the cookies, which no script can reach; nobody waits for the answer.
    void fetch("/leave", { keepalive: true, redirect: "manual" }).catch(() => undefined);
    gone();
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
}

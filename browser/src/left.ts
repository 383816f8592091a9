// Runs before a public page is drawn. Who left quickly and is now taken back, by the arrow or by somebody else at the
// device, sees the other page again and not a moment of ours. Coming on purpose, by a link or an address, opens it.
import { gone, left } from "./left_mark";

const [how] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
if (left()) {
  if (how?.type === "back_forward" && !history.state?.returned) gone();
  else history.replaceState({ ...history.state, returned: true }, "");
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted && left() && !history.state?.returned) gone();
});

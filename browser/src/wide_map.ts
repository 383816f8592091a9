// On a phone the map is wider than the screen: it begins where something is to be seen.
export function showWhereServicesAre(): void {
  const sheet = document.querySelector<HTMLElement>(".map-sheet");
  if (!sheet || sheet.scrollWidth <= sheet.clientWidth) return;
  const dot = sheet.querySelector(".dot.here") ?? sheet.querySelector(".dot");
  if (!dot) return;
  const at = dot.getBoundingClientRect();
  sheet.scrollLeft += at.left + at.width / 2 - sheet.getBoundingClientRect().left - sheet.clientWidth / 2;
}

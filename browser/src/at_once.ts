// A form marked data-at-once answers while it is changed: what the server says takes the place of the last answer. On its map a dot
// can be dragged to another mark, which moves its number there.
const near_enough = 24; // units of the sheet

export function answerAtOnce(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-at-once]");
  const place = document.querySelector<HTMLElement>("[data-answer]");
  if (!form || !place) return;
  const field = (name: string): HTMLInputElement | HTMLSelectElement | null =>
    form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement | null;

  const sayHow = (): void => place.querySelectorAll<HTMLElement>("[data-drag-words]").forEach((words) => (words.hidden = false));
  let turn = 0;
  const ask = async (): Promise<void> => {
    const mine = ++turn;
    const typed = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const address = `${form.action.split("#")[0]}?${typed}`;
    try {
      const answer = await fetch(address, { credentials: "same-origin" });
      if (mine !== turn || !answer.ok) return; // the button says what is wrong
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-answer]");
      if (!fresh || mine !== turn) return;
      place.replaceChildren(...fresh.childNodes);
      history.replaceState(null, "", address);
      sayHow();
    } catch {
      // no connection just now: the button asks again
    }
  };
  const move = (from: string, to: string): void => {
    const giver = field(`p${from}`), taker = field(`p${to}`), add = field("add"), places = field("add_places");
    if (!giver || !add || !places || from === to) return;
    if (taker) {
      taker.value = String(Number(taker.value || 0) + Number(giver.value || 0));
      giver.value = "";
      void ask();
      return;
    }
    add.value = to;
    places.value = giver.value || "0";
    giver.value = "";
    form.requestSubmit();
  };

  form.addEventListener("change", (event) => {
    const name = (event.target as HTMLInputElement).name;
    if (name !== "add" && name !== "add_places") void ask();
    else if (field("add")?.value && field("add_places")?.value) form.requestSubmit();
  });
  place.addEventListener("pointerdown", (event) => {
    const dot = (event.target as Element).closest<SVGGElement>(".dot[data-site]");
    const sheet = dot?.ownerSVGElement, scale = sheet?.getScreenCTM()?.inverse();
    if (!dot?.dataset.site || !sheet || !scale) return;
    event.preventDefault();
    const begin = new DOMPoint(event.clientX, event.clientY).matrixTransform(scale);
    dot.setPointerCapture(event.pointerId);
    const at = (moved: PointerEvent): DOMPoint => new DOMPoint(moved.clientX, moved.clientY).matrixTransform(scale);
    const drag = (moved: PointerEvent): void => dot.setAttribute("transform", `translate(${at(moved).x - begin.x} ${at(moved).y - begin.y})`);
    const drop = (moved: PointerEvent): void => {
      dot.removeEventListener("pointermove", drag);
      dot.removeAttribute("transform");
      const here = at(moved);
      const away = (mark: SVGGElement): number => Math.hypot(Number(mark.dataset.x) - here.x, Number(mark.dataset.y) - here.y);
      const marks = [...sheet.querySelectorAll<SVGGElement>(".mark[data-settlement]")].sort((a, b) => away(a) - away(b));
      if (moved.type === "pointerup" && marks[0] && away(marks[0]) <= near_enough) move(dot.dataset.site ?? "", marks[0].dataset.settlement ?? "");
    };
    dot.addEventListener("pointermove", drag);
    dot.addEventListener("pointerup", drop, { once: true });
    dot.addEventListener("pointercancel", drop, { once: true });
  });
  sayHow();
}

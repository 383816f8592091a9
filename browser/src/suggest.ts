// Suggestions under a search field, while somebody types: a combobox after the ARIA Authoring Practices. Without script
// the field is a field.
interface Suggestion { kind: string; text: string; code: string | null }

const after = 150; // milliseconds without a key
const shortest = 2; // letters
const shown = 6;

function addressOf(field: HTMLInputElement, one: Suggestion): string | null {
  if (one.kind === "service" && one.code) return `/services/${one.code}`;
  if (one.kind === "need") return `/services?need=${encodeURIComponent(one.code ?? "")}${placeOf(field)}`;
  if (one.kind === "type") return `/services?type=${encodeURIComponent(one.code ?? "")}${placeOf(field)}`;
  return null; // words: they go into the field
}

function placeOf(field: HTMLInputElement): string {
  const place = field.form?.elements.namedItem("place");
  return place instanceof HTMLInputElement && place.value ? `&place=${encodeURIComponent(place.value)}` : "";
}

class Suggester {
  private readonly list = document.createElement("ul");
  private found: Suggestion[] = [];
  private at = -1;
  private asked = 0;
  private timer = 0;

  constructor(private readonly field: HTMLInputElement) {
    this.list.id = `${field.id}-suggestions`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", document.querySelector(`label[for="${field.id}"]`)?.textContent ?? "");
    this.list.hidden = true;
    const room = document.createElement("div");
    room.className = "suggestions";
    room.append(this.list);
    field.after(room);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-expanded", "false");
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => this.press(event));
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), after);
  }

  private async ask(): Promise<void> {
    const typed = this.field.value.trim();
    const turn = ++this.asked;
    if (typed.length < shortest) return this.close();
    try {
      const answer = await fetch(`/api/v1/services/suggestions?q=${encodeURIComponent(typed)}&limit=${shown}`,
        { headers: { "Accept-Language": document.documentElement.lang } });
      const { items } = (await answer.json()) as { items: Suggestion[] };
      if (turn === this.asked && document.activeElement === this.field) this.show(items);
    } catch {
      this.close(); // comfort only
    }
  }

  private show(found: Suggestion[]): void {
    this.found = found;
    this.at = -1;
    this.list.replaceChildren(...found.map((one, i) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = one.text;
      return item;
    }));
    this.list.hidden = found.length === 0;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.field.removeAttribute("aria-activedescendant");
  }

  private close(): void {
    this.show([]);
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark((this.at + step + this.found.length + (this.at < 0 && step < 0 ? 1 : 0)) % this.found.length);
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.take(this.at);
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  private mark(at: number): void {
    this.at = at;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${at}`);
  }

  private press(event: PointerEvent): void {
    const at = [...this.list.children].indexOf((event.target as Element).closest("li") as Element);
    if (at < 0) return;
    event.preventDefault();
    this.take(at);
  }

  private take(at: number): void {
    const one = this.found[at];
    this.close();
    const address = addressOf(this.field, one);
    if (address) {
      window.location.assign(address);
      return;
    }
    this.field.value = one.text;
    this.field.form?.requestSubmit();
  }
}

export function suggestWhileTyping(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) new Suggester(field);
}

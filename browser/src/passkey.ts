// A form with data-passkey is answered by a passkey: it asks the server for a challenge, the browser for the key, and goes on as a form.
interface Asked { challenge: string; allowCredentials?: Described[]; excludeCredentials?: Described[]; user?: { id: string } }
interface Described { type: "public-key"; id: string }

const bytesOf = (text: string): ArrayBuffer =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0)).buffer;
const textOf = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list: Described[] = []): PublicKeyCredentialDescriptor[] => list.map((one) => ({ type: one.type, id: bytesOf(one.id) }));

async function partsOf(asked: Asked): Promise<Record<string, ArrayBuffer>> {
  const challenge = bytesOf(asked.challenge);
  if (asked.user) {
    const publicKey = { ...asked, challenge, user: { ...asked.user, id: bytesOf(asked.user.id) }, excludeCredentials: known(asked.excludeCredentials) };
    const made = (await navigator.credentials.create({ publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions })) as PublicKeyCredential;
    const response = made.response as AuthenticatorAttestationResponse;
    return { client_data: response.clientDataJSON, auth_data: response.getAuthenticatorData() };
  }
  const publicKey = { ...asked, challenge, allowCredentials: known(asked.allowCredentials) };
  const shown = (await navigator.credentials.get({ publicKey: publicKey as PublicKeyCredentialRequestOptions })) as PublicKeyCredential;
  const response = shown.response as AuthenticatorAssertionResponse;
  return { credential: shown.rawId, client_data: response.clientDataJSON, auth_data: response.authenticatorData, signature: response.signature };
}

async function show(form: HTMLFormElement, says: HTMLElement): Promise<void> {
  says.textContent = "";
  try {
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const answer = await fetch(form.dataset.passkey ?? "", { method: "POST", body, credentials: "same-origin" });
    const asked = await answer.json();
    if (!answer.ok) {
      says.textContent = asked.detail ?? form.dataset.trouble;
      return;
    }
    for (const [name, bytes] of Object.entries(await partsOf(asked as Asked))) {
      (form.elements.namedItem(name) as HTMLInputElement).value = textOf(bytes);
    }
    form.submit();
  } catch {
    says.textContent = form.dataset.trouble ?? ""; // nobody touched the key, or it is not one of hers
  }
}

export function showPasskeys(): void {
  const can = window.isSecureContext && typeof PublicKeyCredential === "function" &&
    typeof AuthenticatorAttestationResponse === "function" && "getAuthenticatorData" in AuthenticatorAttestationResponse.prototype;
  if (!can) return; // the page says so
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    const says = form.querySelector<HTMLElement>("[role=status]");
    if (!says) continue;
    form.hidden = false;
    for (const words of document.querySelectorAll<HTMLElement>("[data-passkey-cannot]")) words.hidden = true;
    let busy = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (busy) return;
      busy = true;
      await show(form, says);
      busy = false;
    });
  }
}

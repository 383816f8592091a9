// A file larger than the server takes is refused before it is sent, so that nothing typed is lost. The server asks again.
export function refuseLargeFiles(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-file-bytes]")) {
    const most = Number(form.dataset.fileBytes);
    const words = form.dataset.fileWords ?? "";
    form.addEventListener("change", (event) => {
      const field = event.target as HTMLInputElement;
      if (field.type !== "file") return;
      const large = [...(field.files ?? [])].some((file) => file.size > most);
      field.setCustomValidity(large ? words : "");
      if (large) field.reportValidity();
    });
  }
}

// The receipt of a verdict: asked for with what was asked before, and saved as the file that comes.

const NAMED = /filename\*=UTF-8''([^;]+)/i;

/** Let the form of a receipt send what has led to the verdict, without choosing it again. */
export function makesReceipts(answer, asked) {
  const form = answer.querySelector("form[data-receipt]");
  if (!form || !asked) return;
  for (const again of form.querySelectorAll("[data-without-script]")) again.remove();
  const outcome = form.querySelector(".outcome");
  const says = (name) => outcome.replaceChildren(form.querySelector(`[data-says=${name}]`).content.cloneNode(true));
  const button = form.querySelector("button");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = new FormData(form);
    if (asked.has("file")) sent.set("file", asked.get("file"));
    button.disabled = true;
    says("waiting");
    try {
      const response = await fetch(form.getAttribute("action"), { method: "POST", body: sent });
      if (response.ok) {
        save(await response.blob(), response.headers.get("content-disposition") ?? "");
        says("made");
      } else {
        const { errors } = await response.json();
        outcome.textContent = errors[0].extensions.text.zh;
      }
    } catch {
      says("failed");
    } finally {
      button.disabled = false;
    }
  });
}

/** Save a file under the name that it came with. */
function save(content, disposition) {
  const [, named] = NAMED.exec(disposition) ?? [];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = named ? decodeURIComponent(named) : "receipt.pdf";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Forms that show and hide questions while one answers. The server is told which regions the page
// already has, and sends back only those that changed; htmx puts each in its place by its id.

const FORM = "form[data-live]";

const signatures = (form) =>
  [...form.querySelectorAll("[data-sig]")].map((region) => `${region.id}:${region.dataset.sig}`).join(" ");

// What somebody typed while the answer was on its way must survive the swap.
function keepTyping(target, fragment) {
  const typed = document.activeElement;
  if (!typed?.id || !target.contains(typed) || typed.type === "file") return;
  const twin = fragment.querySelector(`#${CSS.escape(typed.id)}`);
  if (twin && "value" in twin && !["checkbox", "radio", "submit"].includes(typed.type)) twin.value = typed.value;
}

// A browser will not let a page fill a file field again, so a chosen file is carried over as it is.
function keepFiles(target, fragment) {
  for (const chosen of target.querySelectorAll('input[type="file"]')) {
    const twin = chosen.files.length && fragment.querySelector(`#${CSS.escape(chosen.id)}`);
    if (twin) twin.replaceWith(chosen);
  }
}

export function liveForms() {
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.target.closest?.(FORM);
    if (!form || event.detail.verb !== "post") return;
    event.detail.parameters.append("have", signatures(form));
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (!target.closest(FORM)) return;
    keepTyping(target, fragment);
    keepFiles(target, fragment);
  });
  document.addEventListener("sojourn:focus", (event) => {
    const place = document.getElementById(event.detail.id);
    const first = place?.querySelector("input:not([type=hidden]), select, textarea") ?? place;
    first?.focus();
  });
  document.addEventListener("htmx:sendError", () => draftNotSaved());
  document.addEventListener("htmx:timeout", () => draftNotSaved());
  document.addEventListener("htmx:responseError", () => draftNotSaved());
}

function draftNotSaved() {
  const state = document.getElementById("draft-state");
  if (state) state.textContent = state.dataset.failed;
}

// Long lists get a box to type in; the list itself stays a plain select or a set of check boxes.

const LONG = 15;

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

function box(list, label) {
  const input = document.createElement("input");
  input.type = "search";
  input.className = "input filter";
  input.autocomplete = "off";
  input.setAttribute("aria-label", label);
  input.placeholder = label;
  input.setAttribute("aria-controls", list.id);
  // Enter in the box must not hand in the form.
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  // Typing here is no answer: the live form must not hear of it.
  for (const kind of ["change", "input"]) input.addEventListener(kind, (event) => event.stopPropagation());
  list.before(input);
  return input;
}

function filterSelect(select) {
  const all = [...select.options];
  const input = box(select, select.dataset.filter);
  input.addEventListener("input", () => {
    const wanted = folded(input.value.trim());
    const kept = all.filter((option) => option.selected || !option.value || folded(option.text).includes(wanted));
    select.replaceChildren(...kept);
    select.size = wanted ? Math.min(Math.max(kept.length, 3), 8) : 1;
  });
  select.addEventListener("change", () => {
    input.value = "";
    const chosen = select.value;
    select.replaceChildren(...all);
    select.value = chosen;
    select.size = 1;
  });
}

function filterChoices(list) {
  const input = box(list, list.dataset.filter);
  input.addEventListener("input", () => {
    const wanted = folded(input.value.trim());
    for (const choice of list.children) {
      choice.hidden = !choice.querySelector("input").checked && !folded(choice.textContent).includes(wanted);
    }
  });
}

export function filterLists(root) {
  for (const list of root.querySelectorAll("[data-filter]")) {
    if (list.dataset.filtered) continue;
    const size = list.tagName === "SELECT" ? list.options.length : list.children.length;
    if (size <= LONG) continue;
    list.dataset.filtered = "yes";
    list.tagName === "SELECT" ? filterSelect(list) : filterChoices(list);
  }
}

// After a part of the page was replaced, say so to those who cannot see it.
export function announceSwaps() {
  // What was refused comes first for whoever reads with the keyboard or by ear.
  document.querySelector("#problems, #refusals, #difference")?.focus();
  document.addEventListener("sojourn:said", (event) => {
    const place = document.getElementById("said");
    if (place) place.textContent = event.detail.text;
  });
}

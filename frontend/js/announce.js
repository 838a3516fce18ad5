// After a part of the page was replaced, say so to those who cannot see it.
export function announceSwaps() {
  document.addEventListener("sojourn:said", (event) => {
    const place = document.getElementById("said");
    if (place) place.textContent = event.detail.text;
  });
}

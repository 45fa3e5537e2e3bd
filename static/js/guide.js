// The guide prints by a button where there is a script to press it.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-print]").forEach((place) => {
    place.hidden = false;
    place.addEventListener("click", () => window.print());
  });
  // Paper holds the whole text, whatever is folded on the screen.
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details.fold").forEach((fold) => { fold.open = true; });
  });
});

// The guide prints by a button where there is a script to press it.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-print]").forEach((place) => {
    place.hidden = false;
    place.addEventListener("click", () => window.print());
  });
  // A citation is copied by a button; without a script one tap selects it whole.
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const quote = button.parentElement.querySelector(".quotable");
    if (!quote || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(quote.textContent);
      button.querySelector("span").textContent = quote.dataset.copied;
    });
  });
  // Paper holds the whole text, whatever is folded on the screen.
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details.fold").forEach((fold) => { fold.open = true; });
  });
});

// The class sheet: print it, and count the pupils that are ticked. Both work without this file.
document.addEventListener("DOMContentLoaded", () => {
  const print = document.querySelector("[data-print]");
  if (print) {
    print.classList.remove("d-none");
    print.addEventListener("click", () => window.print());
  }

  const counter = document.querySelector("[data-chosen]");
  if (!counter) return;
  const boxes = counter.closest("form").elements.leerling;
  const list = boxes instanceof RadioNodeList ? [...boxes] : [boxes];
  const count = () => {
    const number = list.filter((box) => box.checked).length;
    if (number === 0) counter.textContent = counter.dataset.none;
    else if (number === 1) counter.textContent = counter.dataset.one;
    else counter.textContent = counter.dataset.many.replace("%d", number);
  };
  list.forEach((box) => box.addEventListener("change", count));
});

// While somebody types, the field offers topics and headings of the guide. It searches without it too.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("input[data-names]").forEach((field) => {
    let waiting = 0;
    let asked = "";
    const show = (names) => {
      field.list.replaceChildren(...names.map((name) => {
        const option = document.createElement("option");
        option.value = name;
        return option;
      }));
    };
    const ask = async () => {
      const words = field.value.trim();
      if (words.length < 2 || words === asked) return;
      asked = words;
      const answer = await fetch(`${field.dataset.names}?q=${encodeURIComponent(words)}`);
      if (answer.ok && field.value.trim() === words) show((await answer.json()).names);
    };
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => ask().catch(() => show([])), 150);
    });
  });
});

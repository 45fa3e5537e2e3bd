// The sample follows the colours and the mark while they are chosen; without this file "Bekijk" does.
const HEX = /^#?([0-9a-f]{6})$/i;
const sample = document.querySelector("[data-style-sample]");

const show = (name, colour) => {
  const token = name.replace("colour_", "").replace("_", "-");
  sample.style.setProperty(`--school-${token}`, colour);
};

document.querySelectorAll("[data-colour]").forEach((group) => {
  const picker = group.querySelector("input[type=color]");
  const text = group.querySelector("input[type=text]");
  picker.addEventListener("input", () => {
    text.value = picker.value;
    show(group.dataset.colour, picker.value);
  });
  text.addEventListener("input", () => {
    const found = HEX.exec(text.value.trim());
    if (!found) return;
    picker.value = `#${found[1].toLowerCase()}`;
    show(group.dataset.colour, picker.value);
  });
});

document.querySelectorAll("input[name=mark]").forEach((choice) => {
  choice.addEventListener("change", () => {
    sample.querySelectorAll("[data-mark]").forEach((use) => use.setAttribute("href", `#m-${choice.value}`));
  });
});

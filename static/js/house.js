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

// A chosen logo is drawn in the sample: an image of it would need an address, which it has only once saved.
const draw = async (file) => {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return; // no picture: the portal says so in words
  }
  sample.querySelectorAll("canvas[data-logo]").forEach((canvas) => {
    canvas.height = 160;
    canvas.width = Math.round((picture.width * canvas.height) / picture.height);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.hidden = false;
    canvas.parentElement.querySelectorAll(":scope > svg, :scope > img").forEach((other) => other.remove());
  });
};
document.querySelector("input[name=logo]").addEventListener("change", (event) => {
  if (event.target.files[0]) draw(event.target.files[0]);
});
const kept = document.querySelector("input[name=logo_kept]").value;
if (kept) draw(new Blob([Uint8Array.from(atob(kept), (sign) => sign.charCodeAt(0))]));

// The form of a report: keeps the draft while somebody types, finds people, loses nothing.
// Without this file the same form works with its own buttons.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-incident]");
  if (!form) return;
  const saved = form.querySelector("[data-saved]");
  const PAUSE = 1200;
  let timer = 0;
  let underWay = null;
  let leaving = false;

  const say = (text) => {
    saved.textContent = text;
  };

  const typed = () => {
    const data = new FormData(form);
    data.delete("images");
    return new URLSearchParams(data);
  };

  // --- Draft ---------------------------------------------------------------------------------
  const renewToken = async () => {
    const page = await fetch(window.location.pathname, { redirect: "manual" });
    if (!page.ok) return false;
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = fresh.querySelector("[name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
    return Boolean(token);
  };

  const send = () => fetch(form.dataset.draft, { method: "POST", body: typed(), redirect: "manual" });

  const keep = async () => {
    try {
      let answer = await send();
      if (answer.status === 403 && (await renewToken())) answer = await send();
      if (!answer.ok) {
        say(form.dataset.signedOut);
        return false;
      }
      const kept = await answer.json();
      if (kept.filed) return true;
      say(kept.saved);
      Object.entries(kept.parts).forEach(([name, html]) => draw(name, html));
      return true;
    } catch {
      say(form.dataset.offline);
      return false;
    }
  };

  // A part is drawn anew only when nobody is in it.
  const draw = (name, html) => {
    const part = form.querySelector(`[data-part="${name}"]`);
    if (!part || part.contains(document.activeElement) || part.dataset.drawn === html) return;
    part.dataset.drawn = html;
    part.innerHTML = html;
  };

  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      underWay = keep();
    }, PAUSE);
  };
  form.addEventListener("input", keepSoon);
  form.addEventListener("change", keepSoon);

  // Before the page is left for good, the draft is safe: a lost connection loses nothing.
  form.addEventListener("submit", async (event) => {
    if (leaving) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(timer);
    await underWay;
    if (!(await keep())) {
      saved.scrollIntoView({ block: "nearest" });
      return;
    }
    leaving = true;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });

  // --- "Another day" -------------------------------------------------------------------------
  const dayFields = ["day", "time"].map((name) => document.getElementById(`div_id_${name}`));
  const showDay = () => {
    const when = form.querySelector("[name=when]:checked")?.value;
    dayFields[0]?.classList.toggle("d-none", when !== "other");
    dayFields[1]?.classList.toggle("d-none", !when || when === "lesson");
  };
  const otherPlatform = document.getElementById("div_id_platform_name");
  const showPlatform = () => {
    const platform = form.querySelector("[name=platform]:checked")?.value;
    otherPlatform?.classList.toggle("d-none", platform !== "other");
  };
  form.addEventListener("change", () => {
    showDay();
    showPlatform();
  });
  showDay();
  showPlatform();

  const online = form.querySelector("[data-online]");
  form.addEventListener("change", (event) => {
    if (event.target.name === "places" && event.target.value === "online") {
      online.open = event.target.checked || online.open;
    }
  });

  // --- People --------------------------------------------------------------------------------
  const search = form.querySelector("[data-search]");
  const found = form.querySelector("[data-found]");
  const chips = form.querySelector("[data-chips]");
  const shape = form.querySelector("template[data-chip]");
  let asked = 0;
  let number = 1000;

  form.querySelector("[data-search-button]").classList.add("d-none");
  found.innerHTML = "";
  const list = document.createElement("ul");
  list.className = "suggest field-w d-none";
  list.id = "gevonden";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", search.labels[0].textContent);
  found.append(list);
  Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "gevonden",
    "aria-autocomplete": "list",
  }).forEach(([name, value]) => search.setAttribute(name, value));

  const options = () => [...list.querySelectorAll("[data-key]")];
  const close = () => {
    list.classList.add("d-none");
    search.setAttribute("aria-expanded", "false");
    search.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    options().forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    if (option) search.setAttribute("aria-activedescendant", option.id);
  };
  const add = (key, label, note) => {
    const there = [...chips.querySelectorAll("[name=party]")].some((input) => input.value === key);
    if (!there) {
      const chip = shape.content.firstElementChild.cloneNode(true);
      number += 1;
      chip.querySelector("[name=party]").value = key;
      chip.querySelectorAll("[data-label]").forEach((place) => {
        place.textContent = label;
      });
      chip.querySelector("[data-note]").textContent = note;
      chip.querySelector("label").htmlFor = `id_part_${number}`;
      chip.querySelector("select").id = `id_part_${number}`;
      chip.querySelector("[data-remove]").value = `remove:${key}`;
      chips.append(chip);
    }
    search.value = "";
    close();
    search.focus();
    keepSoon();
  };
  const pick = (option) => add(option.dataset.key, option.dataset.label, option.dataset.note);

  const look = async () => {
    const words = search.value.trim();
    asked += 1;
    const mine = asked;
    if (words.length < 2) {
      close();
      return;
    }
    try {
      const answer = await fetch(`${form.dataset.people}?q=${encodeURIComponent(words)}`);
      if (!answer.ok || mine !== asked) return;
      list.innerHTML = await answer.text();
      list.classList.remove("d-none");
      search.setAttribute("aria-expanded", "true");
      choose(options()[0]);
      // Clear of the bar with the button, which stays in view.
      if (list.getBoundingClientRect().bottom > window.innerHeight - 96) {
        search.scrollIntoView({ block: "center" });
      }
    } catch {
      say(form.dataset.offline);
    }
  };
  let looking = 0;
  search.addEventListener("input", () => {
    clearTimeout(looking);
    looking = setTimeout(look, 200);
  });
  search.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(all[(at + step + all.length) % all.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (all[at]) pick(all[at]);
    } else if (event.key === "Escape") {
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[data-key]");
    if (!option) return;
    event.preventDefault();
    pick(option);
  });
  search.addEventListener("blur", () => setTimeout(close, 150));
  chips.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    event.preventDefault();
    button.closest("[data-chip-item]").remove();
    search.focus();
    keepSoon();
  });

  // --- Unknown account ----------------------------------------------------------------------
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[value^='account:']");
    const name = form.elements.account.value.trim();
    if (!button || !name) return;
    event.preventDefault();
    add(`${button.value.slice("account:".length)}:${name}`, button.textContent.trim(), name);
    form.elements.account.value = "";
  });

  // --- A pasted screenshot ------------------------------------------------------------------
  const images = form.elements.images;
  document.addEventListener("paste", (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    if (!pasted.length) return;
    const all = new DataTransfer();
    [...images.files, ...pasted].forEach((file) => all.items.add(file));
    images.files = all.files;
  });
});

// The outline editor by keyboard, and each deed without leaving the page.
// Without this file the same buttons send the same form.
document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-outline]");
  if (!place) return;
  const status = document.querySelector("[data-outline-said]");
  const form = () => place.querySelector("form");
  const boxes = () => [...place.querySelectorAll("input[name=chosen]")];
  const box = (id) => document.getElementById(`c-${id}`);
  let busy = false;
  let current = ""; // the line a person is at

  // --- Where one is ----------------------------------------------------------------------------
  const showSource = (line) => {
    place.querySelectorAll(".outline-line.is-current").forEach((old) => old.classList.remove("is-current"));
    const found = document.getElementById(line);
    if (!found) return;
    found.classList.add("is-current");
    const list = found.closest("[data-source]");
    if (list.scrollHeight > list.clientHeight) list.scrollTop = found.offsetTop - list.offsetTop - 80;
  };

  const goTo = (id) => {
    const target = box(id);
    if (!target) return;
    target.focus({ preventScroll: true });
    const at = target.closest("li").getBoundingClientRect();
    const inView = at.top > place.querySelector(".outline-bar").offsetHeight && at.bottom < window.innerHeight;
    if (!inView) target.closest("li").scrollIntoView({ block: "center", behavior: "instant" });
  };

  place.addEventListener("focusin", (event) => {
    const input = event.target.closest(".outline-row")?.querySelector("input[name=chosen]");
    if (!input) return;
    current = input.value;
    showSource(input.dataset.line);
  });

  // --- A deed -----------------------------------------------------------------------------------
  const draw = (html) => {
    const open = [...place.querySelectorAll("details[data-fold][open]")].map((fold) => fold.dataset.fold);
    const source = place.querySelector("[data-source]")?.scrollTop;
    place.innerHTML = html;
    open.forEach((name) => {
      const fold = place.querySelector(`details[data-fold="${name}"]`);
      if (fold) fold.open = true;
    });
    const list = place.querySelector("[data-source]");
    if (list && source) list.scrollTop = source;
  };

  const send = async (deed, then) => {
    if (busy) return;
    busy = true;
    const data = new FormData(form());
    if (!data.has("chosen") && current) data.append("chosen", current);
    data.set("deed", deed);
    const was = current;
    try {
      const answer = await fetch(form().getAttribute("action"), {
        method: "POST",
        body: new URLSearchParams(data),
        headers: { "X-Outline": "1" },
        redirect: "manual",
      });
      if (![200, 409, 422].includes(answer.status)) {
        window.location.reload(); // signed out, or no longer a draft: the page itself says so
        return;
      }
      draw(await answer.text());
      const alarm = place.querySelector("[role=alert]");
      status.textContent = alarm ? alarm.textContent.trim() : form().dataset.said;
      if (alarm) alarm.scrollIntoView({ block: "nearest" });
      goTo(form().dataset.focus || was);
      then?.();
    } catch {
      status.textContent = place.dataset.busy;
      status.classList.remove("visually-hidden");
    } finally {
      busy = false;
    }
  };

  const split = () => {
    const chosen = boxes().find((one) => one.checked)?.value || current;
    const box_ = box(chosen);
    if (!box_) return;
    boxes().forEach((one) => { one.checked = one === box_; });
    form().requestSubmit(place.querySelector("button[value=split]"));
  };

  place.addEventListener("submit", (event) => {
    const deed = event.submitter?.value || "";
    if (["split", "confirm", ""].includes(deed)) {
      if (deed === "split" && !boxes().some((one) => one.checked) && box(current)) box(current).checked = true;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    send(deed);
  });

  // --- Guesses ----------------------------------------------------------------------------------
  const nextGuess = () => {
    const rows = [...place.querySelectorAll(".outline-row")];
    const at = rows.findIndex((row) => row.id === `b-${current}`);
    const found = rows.slice(at + 1).find((row) => "guessed" in row.dataset);
    if (found) goTo(found.id.slice(2));
    else if (form().dataset.guess) window.location.assign(form().dataset.guess);
  };
  place.addEventListener("click", (event) => {
    if (!event.target.closest("[data-next-guess]")) return;
    event.preventDefault();
    nextGuess();
  });

  // --- Keys -------------------------------------------------------------------------------------
  const step = (by, choose) => {
    const all = boxes();
    const at = all.findIndex((one) => one.value === current);
    const next = all[at + by];
    if (!next) return;
    if (choose) [all[at], next].forEach((one) => { if (one) one.checked = true; });
    goTo(next.value);
  };

  const KEYS = {
    ArrowUp: () => step(-1, false),
    ArrowDown: () => step(1, false),
    "Shift+ArrowUp": () => step(-1, true),
    "Shift+ArrowDown": () => step(1, true),
    ArrowRight: () => send("indent"),
    ArrowLeft: () => send("outdent"),
    "Alt+ArrowUp": () => send("move_up"),
    "Alt+ArrowDown": () => send("move_down"),
    1: () => send("set_kind:heading"),
    2: () => send("set_kind:item"),
    3: () => send("set_kind:paragraph"),
    k: () => send("accept"),
    "Shift+k": () => send("accept_below"),
    v: () => send("merge"),
    s: split,
    g: nextGuess,
    n: () => {
      place.querySelector("details[data-fold=number]").open = true;
      document.getElementById("corrected").focus();
    },
    Delete: () => send("drop"),
    Escape: () => boxes().forEach((one) => { one.checked = false; }),
  };
  const ANYWHERE = { "Ctrl+z": () => send("undo"), "Ctrl+y": () => send("redo"), "Ctrl+Shift+z": () => send("redo") };

  const nameOf = (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const held = [(event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift"];
    return [...held.filter(Boolean), key].join("+");
  };

  place.addEventListener("keydown", (event) => {
    const name = nameOf(event);
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (typing) {
      const button = event.key === "Enter" && place.querySelector(`[data-enter="${event.target.id}"]`);
      if (button) {
        event.preventDefault();
        send(button.value);
      }
      return;
    }
    const onRow = event.target.name === "chosen";
    const deed = ANYWHERE[name] || (onRow && KEYS[name]);
    if (!deed) return;
    event.preventDefault();
    deed();
  });

  // Arriving by an address that names a line, one is at that line: after the browser has gone
  // there itself, for that takes the focus away.
  window.addEventListener("load", () => {
    setTimeout(() => goTo(window.location.hash.replace("#b-", "")));
  });
});

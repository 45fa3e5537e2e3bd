// The QR on a letter carries the code behind the #: it is filled in here and never sent in an address.
document.addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("input[name=code]");
  const code = window.location.hash.slice(1);
  if (!field || !/^[0-9A-Za-z-]{10,11}$/.test(code)) return;
  field.value = code;
  window.history.replaceState(null, "", window.location.pathname);
});

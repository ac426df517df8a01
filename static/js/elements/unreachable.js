// Says so when this server itself cannot be reached: the words are in the page already.
const said = () => document.getElementById("unreachable");

document.addEventListener("htmx:error", (event) => {
  // An answer of any status is an answer; only its absence is meant here.
  if (event.detail.ctx?.response || !said()) return;
  said().hidden = false;
  const detail = { text: said().textContent.trim(), urgent: true };
  document.dispatchEvent(new CustomEvent("announce", { detail }));
});

document.addEventListener("htmx:after:request", (event) => {
  if (event.detail.ctx?.response && said()) said().hidden = true;
});

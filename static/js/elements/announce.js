// Speaks what the server sends in the HX-Trigger header:
//   {"announce": {"text": "Saved.", "urgent": false}}   or   {"announce": "Saved."}
// Only #live and #live-urgent speak. A sentence takes the place of the one before about the
// same, and stands beside those about something else: nothing unread is wiped away.
const CLEAR_AFTER_MS = 7000;

document.addEventListener("announce", (event) => {
  const { text = event.detail.value ?? "", urgent = false, about = "" } = event.detail;
  const region = document.getElementById(urgent ? "live-urgent" : "live");
  if (!region || !text) return;
  [...region.children].find((one) => one.dataset.about === about)?.remove();
  // An element of its own is read out, too, where it says the same once more.
  const said = document.createElement("p");
  said.dataset.about = about;
  said.textContent = text;
  region.append(said);
  setTimeout(() => said.remove(), CLEAR_AFTER_MS);
});

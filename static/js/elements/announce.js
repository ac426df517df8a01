// Speaks what the server sends in the HX-Trigger header:
//   {"announce": {"text": "Saved.", "urgent": false}}   or   {"announce": "Saved."}
// Only #live and #live-urgent speak, one sentence at a time.
const CLEAR_AFTER_MS = 7000;

document.addEventListener("announce", (event) => {
  const { text = event.detail.value ?? "", urgent = false } = event.detail;
  const region = document.getElementById(urgent ? "live-urgent" : "live");
  if (!region || !text) return;
  // The same sentence twice is only read out when the region was empty in between.
  region.textContent = "";
  setTimeout(() => {
    region.textContent = text;
  }, 50);
  clearTimeout(region.clearing);
  region.clearing = setTimeout(() => {
    region.textContent = "";
  }, CLEAR_AFTER_MS);
});

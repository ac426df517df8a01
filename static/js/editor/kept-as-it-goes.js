// What the last review has not seen yet is kept as the page goes: on a phone, nobody asks.
addEventListener("pagehide", () => {
  const frame = document.querySelector("edit-form");
  const review = frame?.querySelector("#review");
  // What is on its way to be saved is no draft.
  if (!review || !frame.dirty || frame.leaving || frame.form.ariaBusy) return;
  navigator.sendBeacon(review.getAttribute("hx-post"), new FormData(frame.form));
});

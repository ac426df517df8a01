// Discarding has the last word: a review on its way would keep the draft once more. So the
// discard waits for it, and no other one leaves after that.
let discarding = false;

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.id !== "discard") return;
    discarding = true;
    const review = document.getElementById("review");
    if (!review?.classList.contains("htmx-request")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    review.addEventListener("htmx:finally:request", () => setTimeout(() => form.requestSubmit()), {
      once: true,
    });
  },
  { capture: true },
);

// Before it takes the place of the one that is waited for, which would end that at once.
document.addEventListener("htmx:config:request", (event) => {
  if (discarding && event.target.id === "review") event.preventDefault();
});

// Who comes back to this page by Back goes on with it.
window.addEventListener("pageshow", () => {
  discarding = false;
});

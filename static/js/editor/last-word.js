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
    // The page may have another one by then: the document hears of it all the same.
    const over = ({ detail: { ctx } }) => {
      if (ctx.sourceElement !== review) return;
      document.removeEventListener("htmx:finally:request", over);
      setTimeout(() => form.requestSubmit());
    };
    document.addEventListener("htmx:finally:request", over);
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

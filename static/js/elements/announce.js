// Speaks what the server sends in the HX-Trigger header:
//   {"announce": {"text": "Saved.", "about": "edit-1", "urgent": false}}
// and what a part of the page says anew: <p data-tell="moved"> names what that is about.
// Only #live and #live-urgent speak. A sentence takes the place of the one before about the
// same, and stands beside those about something else: nothing unread is wiped away.
const CLEAR_AFTER_MS = 7000;
const SLOW_MS = 1000;

const say = ({ text = "", urgent = false, about = "" }) => {
  const region = document.getElementById(urgent ? "live-urgent" : "live");
  if (!region || !text) return;
  [...region.children].find((one) => one.dataset.about === about)?.remove();
  // An element of its own is read out, too, where it says the same once more.
  const said = document.createElement("p");
  said.dataset.about = about;
  said.textContent = text;
  region.append(said);
  setTimeout(() => said.remove(), CLEAR_AFTER_MS);
};

document.addEventListener("announce", ({ detail }) => say(detail));

const words = (one) => one.textContent.replace(/\s+/g, " ").trim();
const telling = () => [...document.querySelectorAll("[data-tell]")].map((one) => [one.dataset.tell, words(one)]);
let told = new Map(telling());

document.addEventListener("htmx:after:swap", () => {
  const now = new Map(telling());
  // What is gone may come again, and is news then; what only moved up is none.
  const before = [...told.values()];
  for (const [about, text] of now) if (!before.includes(text)) say({ text, about });
  told = now;
});

// What takes longer than a second is on its way, in the words of its own button.
const slow = new WeakMap();

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement;
  if (!form.matches?.("form[method=post]")) return;
  const text = words(form.querySelector(".btn__busy") ?? document.getElementById("saving"));
  slow.set(ctx, setTimeout(() => say({ text, about: "waiting" }), SLOW_MS));
});

// The title says so as long as something on the page was refused, or went wrong.
const entitle = () => {
  const word = document.getElementById("live-urgent").dataset.error;
  const plain = document.title.replace(word, "").trim();
  document.title = document.querySelector("[data-wrong]") ? `${word} ${plain}` : plain;
};

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  clearTimeout(slow.get(ctx));
  setTimeout(entitle);
});
document.addEventListener("panel", () => setTimeout(entitle));

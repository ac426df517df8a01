// Says so when this server itself cannot be reached: the words are in the page already.
//
// Each answer of ours carries a header. What comes without it, a proxy's page say, or an
// error without a word, is put nowhere, so that the next answer still finds its place.
const OURS = "leadway-admin";
const AGAIN_AFTER_MS = 5_000;

// What was not answered, and when. A form's word is out until the form itself is answered:
// what the page asks beside it says nothing of the save.
const unanswered = new Map();
const starts = new WeakMap();

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  starts.set(ctx, performance.now());
});

const answered = (ctx) => {
  for (const [source, at] of unanswered) {
    const later = source.tagName !== "FORM" && starts.get(ctx) > at;
    if (source === ctx.sourceElement || later || !source.isConnected) unanswered.delete(source);
  }
  if (banner()) banner().hidden = unanswered.size === 0;
};

const banner = () => document.getElementById("unreachable");

const isOurs = ({ response, text }) => {
  if (response.headers.get("X-Answered-By") !== OURS) return false;
  return response.status < 400 || text.trim() !== "";
};

const sayUnreachable = (source = document) => {
  unanswered.set(source, performance.now());
  if (!banner()) return;
  banner().hidden = false;
  const detail = { text: banner().textContent.trim(), urgent: true };
  document.dispatchEvent(new CustomEvent("announce", { detail }));
};

// What a page asks by itself until it is told: it says so by the trigger "again".
const askAgain = (source) => {
  setTimeout(() => source.dispatchEvent(new CustomEvent("again")), AGAIN_AFTER_MS);
};

document.addEventListener("htmx:error", (event) => {
  // An answer of any status is an answer; only its absence is meant here.
  if (event.detail.ctx?.response) return;
  if (event.detail.ctx) askAgain(event.detail.ctx.sourceElement);
  sayUnreachable(event.detail.ctx?.sourceElement);
});

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  // What a part of the page waited for does not come.
  if (ctx.response.status >= 400) ctx.sourceElement.removeAttribute("aria-busy");
  if (!isOurs(ctx)) {
    // Nor is anything done that its headers ask for.
    ctx.hx = {};
    event.preventDefault();
    askAgain(ctx.sourceElement);
    sayUnreachable(ctx.sourceElement);
    return;
  }
  answered(ctx);
  // What was wrong with an earlier request is over.
  if (ctx.response.status < 400) document.getElementById("alerts")?.replaceChildren();
});

// Says so when this server itself cannot be reached: the words are in the page already.
//
// Each answer of ours carries a header. What comes without it, a proxy's page say, or an
// error without a word, is put nowhere, so that the next answer still finds its place.
const OURS = "leadway-admin";
const AGAIN_AFTER_MS = 5_000;

const banner = () => document.getElementById("unreachable");

const isOurs = ({ response, text }) => {
  if (response.headers.get("X-Answered-By") !== OURS) return false;
  return response.status < 400 || text.trim() !== "";
};

const sayUnreachable = () => {
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
  sayUnreachable();
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
    sayUnreachable();
    return;
  }
  if (banner()) banner().hidden = true;
  // What was wrong with an earlier request is over.
  if (ctx.response.status < 400) document.getElementById("alerts")?.replaceChildren();
});

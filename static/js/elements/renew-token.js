// A sign-in in another tab makes the token of this page old. The answer that says so brings
// the new one: it is put wherever the page keeps it, and the same is asked once more.
const HEADER = "X-CSRFToken";
const FIELD = "csrfmiddlewaretoken";
const KEPT = "hx-headers:inherited";

const keep = (token) => {
  const headers = JSON.parse(document.body.getAttribute(KEPT) ?? "{}");
  document.body.setAttribute(KEPT, JSON.stringify({ ...headers, [HEADER]: token }));
  for (const one of document.querySelectorAll(`input[name="${FIELD}"]`)) one.value = token;
};

document.addEventListener("signed-in", ({ detail }) => keep(detail.token));

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const ask = ctx.fetch;
  ctx.fetch = async (address, request) => {
    const answer = await ask(address, request);
    const token = answer.headers.get("X-New-Token");
    if (!token) return answer;
    keep(token);
    request.headers[HEADER] = token;
    if (request.body?.has?.(FIELD)) request.body.set(FIELD, token);
    return ask(address, request);
  };
});

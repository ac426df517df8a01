// Trusted Types: htmx alone may make HTML from text, and nothing may make code from it.
const policy = self.trustedTypes?.createPolicy("htmx", { createHTML: (html) => html });
const refuse = () => {
  throw new Error("Code in attributes is switched off.");
};
htmx.registerExtension("secure", {
  init(api) {
    const makers = { createHTML: (html) => policy.createHTML(html), createScript: refuse };
    api.initSecurity(policy && makers, refuse, refuse);
  },
});

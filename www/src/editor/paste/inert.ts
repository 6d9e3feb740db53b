// The one place that gives foreign HTML to a parser: the document it makes belongs to no window, so nothing in it runs, and
// nothing it names is loaded. The page's policy knows this maker by name and allows no other.

interface Policy {
  createHTML(text: string): string;
}
interface Policies {
  trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
}

const policy = (globalThis as Policies).trustedTypes?.createPolicy("thethuc-inert", { createHTML: (text) => text });

/** A document of its own from the HTML somebody pasted. */
export function inertDocument(html: string): Document {
  return new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");
}

// The only scripts that are named by an address: one beside a served page, and the workers this page carries inside.
// The browser takes such an address from one place alone, and this is it.

interface Policies {
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL(url: string): string },
    ): { createScriptURL(url: string): string };
  };
}

const SERVICE_WORKER = "./thethuc-sw.js";
const mine = new Set<string>([SERVICE_WORKER]);

const policy = (globalThis as Policies).trustedTypes?.createPolicy("thethuc-scripts", {
  createScriptURL(url) {
    if (!mine.has(url)) throw new TypeError(`${url} is no script of this page`);
    return url;
  },
});
const named = (url: string) => (policy ? policy.createScriptURL(url) : url);

export const serviceWorker = () => named(SERVICE_WORKER);

/** A worker that runs this text. */
export function startWorker(code: string): Worker {
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  mine.add(url);
  try {
    return new Worker(named(url));
  } finally {
    mine.delete(url);
    // Firefox reads it only a moment later.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}

// Served over https the page can be installed and opens without the network. From a file there is nothing to do: it is all here.

interface Policy {
  createScriptURL(url: string): string;
}
interface Policies {
  trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
}

const WORKER = "./thethuc-sw.js";

export function keepOffline(): void {
  if (location.protocol === "file:" || !isSecureContext || !("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = "./thethuc.webmanifest";
  document.head.append(manifest);
  // The one script the page may ever name by its address.
  const policy = (globalThis as Policies).trustedTypes?.createPolicy("thethuc-offline", { createScriptURL: () => WORKER });
  navigator.serviceWorker.register(policy ? policy.createScriptURL(WORKER) : WORKER).catch(() => {
    // A server that has only the page serves it as well; it is just not kept.
  });
}

// Served over https the page can be installed and opens without the network. From a file there is nothing to do: it is all here.
import { serviceWorker } from "./scripts.ts";

export function keepOffline(): void {
  if (location.protocol === "file:" || !isSecureContext || !("serviceWorker" in navigator) || import.meta.env.DEV)
    return;
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = "./thethuc.webmanifest";
  document.head.append(manifest);
  navigator.serviceWorker.register(serviceWorker()).catch(() => {
    // A server that has only the page serves it as well; it is just not kept.
  });
}

// Editors that store what was typed a moment later say so here, so that nothing that reads the values ever misses a letter.

const waiting = new Set<() => void>();

/** Registers what an editor still has to store; the function that comes back takes the editor out. */
export function pending(store: () => void): () => void {
  waiting.add(store);
  return () => waiting.delete(store);
}

/** Stores everything that is still waiting. */
export function settle(): void {
  for (const store of waiting) store();
}

// Before anybody else looks at the values for the last time.
if (typeof addEventListener === "function") {
  addEventListener("pagehide", settle);
  addEventListener("visibilitychange", settle, { capture: true });
}

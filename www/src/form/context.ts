import { getContext, setContext } from "svelte";
import type { Work } from "../work.svelte.ts";

const KEY = Symbol("work");

export function provideWork(work: () => Work): void {
  setContext(KEY, work);
}

/** The document that the form around a component fills. */
export function useWork(): Work {
  return getContext<() => Work>(KEY)();
}

export const inputId = (path: string) => `f-${path.replaceAll(".", "-")}`;
export const helpId = (path: string) => `${inputId(path)}-help`;
export const problemsId = (path: string) => `${inputId(path)}-problems`;

import { getContext, setContext } from "svelte";
import type { FormState } from "./state.ts";

const KEY = Symbol("form");

export function provideForm(form: () => FormState): void {
  setContext(KEY, form);
}

/** What the form around a component fills. */
export function useForm(): FormState {
  return getContext<() => FormState>(KEY)();
}

export const inputId = (path: string) => `f-${path.replaceAll(".", "-")}`;
export const helpId = (path: string) => `${inputId(path)}-help`;
export const problemsId = (path: string) => `${inputId(path)}-problems`;

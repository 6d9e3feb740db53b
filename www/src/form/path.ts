// Places in the values: `nhiem_vu.0.don_vi`.
import type { Value, Values } from "../core/model.ts";

export function join(path: string, part: string | number): string {
  return path === "" ? String(part) : `${path}.${part}`;
}

/** `a.0.b` lies within `a`, `a.0` and itself. */
export function within(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}.`);
}

/** The path and everything it lies in, nearest first. */
export function* outward(path: string): Generator<string> {
  for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1)) yield path.slice(0, end);
}

function step(value: Value | undefined, key: string): Value | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  if (value !== null && typeof value === "object" && Object.hasOwn(value, key)) return value[key];
  return undefined;
}

export function read(values: Values, path: string): Value | undefined {
  return path.split(".").reduce<Value | undefined>(step, values);
}

/** Puts a value at a place and makes the lists and groups on the way there; `undefined` takes it away. */
export function write(values: Values, path: string, value: Value | undefined): void {
  const keys = path.split(".");
  const last = keys.pop() as string;
  let at: Value | undefined = values;
  keys.forEach((key, i) => {
    let next = step(at, key);
    if (next === null || typeof next !== "object") {
      next = /^\d+$/.test(keys[i + 1] ?? last) ? [] : {};
      put(at, key, next);
      // A reactive store hands back its own wrapper of what was put in; go on with that.
      next = step(at, key);
    }
    at = next;
  });
  put(at, last, value);
}

function put(into: Value | undefined, key: string, value: Value | undefined): void {
  if (Array.isArray(into)) into[Number(key)] = value ?? "";
  else if (into !== null && typeof into === "object") {
    if (value === undefined) delete into[key];
    else Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
  }
}

/** Nothing in it that anybody typed. */
export function isBlank(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  if (typeof value !== "object") return false;
  return Object.values(value).every(isBlank);
}

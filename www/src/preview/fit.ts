// "Vừa trang": the layout that takes a page less, within the bounds the standard leaves and by what is seen least. Nothing is
// tried that the form itself would not take, and nothing changes until a layout is found.
import type { JsonSchema, Value, Values } from "../core/model.ts";

/** What a layout is called in the values. */
export const LAYOUT = "trinh_bay";

export interface Bound {
  name: string;
  min: number;
  max: number;
  /** What it is while nobody chose. */
  usual: number;
}

export interface Change {
  name: string;
  from: number;
  to: number;
}

export interface Try {
  layout: { [name: string]: Value };
  changes: Change[];
  /** The head of the document in its smaller sizes. */
  smallHead: boolean;
}

/** In the order in which a reader would notice: gaps and lines before margins, margins before the size of the letters. */
const STEPS = ["cach_doan", "gian_dong", "le_phai", "le_duoi", "le_tren", "le_trai", "thut", "co_chu"];
/** Of these a smaller value takes less room; each is so in every standard. */
const SIZES = ["12-13-13"];

const decimal = (text: unknown) => Number(String(text ?? "").replace(",", "."));

/** What the form leaves to choose, with the usual values. */
export function bounds(schema: JsonSchema): Bound[] {
  const parts = schema.properties?.[LAYOUT]?.properties ?? {};
  return STEPS.flatMap((name): Bound[] => {
    const part = parts[name];
    const [min, max, usual] = [decimal(part?.["x-min"]), decimal(part?.["x-max"]), decimal(part?.["x-placeholder"])];
    return part && Number.isFinite(min) && Number.isFinite(max) && Number.isFinite(usual)
      ? [{ name, min, max, usual }]
      : [];
  });
}

const isObject = (value: Value | undefined): value is { [name: string]: Value } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The layouts to try, from the least visible on: each single change, then more and more of them together.
 * Gaps and lines also go half the way.
 */
export function* tries(schema: JsonSchema, values: Values): Generator<Try> {
  const given = isObject(values[LAYOUT]) ? values[LAYOUT] : {};
  const open = bounds(schema).flatMap(({ name, min, usual }): Change[] => {
    const chosen = decimal(given[name]);
    const from =
      given[name] === undefined || given[name] === null || given[name] === "" || !Number.isFinite(chosen)
        ? usual
        : chosen;
    return from > min ? [{ name, from, to: min }] : [];
  });
  const head = isHead(schema) && given.co_chu_dau !== SIZES[0] ? SIZES[0] : undefined;
  const laid = (changes: Change[], small = false): Try => ({
    layout: {
      ...given,
      ...Object.fromEntries(changes.map(({ name, to }) => [name, to])),
      ...(small && head !== undefined ? { co_chu_dau: head } : {}),
    },
    changes,
    smallHead: small,
  });
  for (const change of open) {
    if (change.name === "gian_dong" || change.name === "cach_doan")
      yield laid([{ ...change, to: Math.round(((change.from + change.to) / 2) * 20) / 20 }]);
    yield laid([change]);
  }
  for (let count = 2; count <= open.length; count++) yield laid(open.slice(0, count));
  if (head !== undefined && open.length > 0) yield laid(open, true);
}

function isHead(schema: JsonSchema): boolean {
  const choices = schema.properties?.[LAYOUT]?.properties?.co_chu_dau?.oneOf ?? [];
  return choices.some((choice) => choice.const === SIZES[0]);
}

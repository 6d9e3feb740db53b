// Find and replace within one body. Marks and case may be ignored: every Vietnamese letter folds to one letter, so places stay the same.
import type { Node } from "prosemirror-model";
import { type Command, Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

export interface Query {
  text: string;
  /** `â` is not `a`, `A` is not `a`. */
  exact: boolean;
}

interface Found {
  query: Query;
  places: { from: number; to: number }[];
  decorations: DecorationSet;
}

export const findKey = new PluginKey<Found>("find");
const NOTHING: Query = { text: "", exact: false };

/** One letter for each letter. */
function fold(text: string): string {
  return [...text].map((letter) => (letter.length > 1 ? letter : letter === "đ" || letter === "Đ" ? "d" : (letter.normalize("NFD")[0] ?? letter).toLowerCase().slice(0, 1) || letter)).join("");
}

function search(doc: Node, query: Query): { from: number; to: number }[] {
  const wanted = query.exact ? query.text : fold(query.text.normalize("NFC"));
  if (wanted === "") return [];
  const places: { from: number; to: number }[] = [];
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    // What is no letter counts as one that nothing matches.
    const text = node.textBetween(0, node.content.size, undefined, "\u0000");
    const within = query.exact ? text : fold(text);
    for (let found = within.indexOf(wanted); found >= 0; found = within.indexOf(wanted, found + wanted.length)) places.push({ from: at + 1 + found, to: at + 1 + found + wanted.length });
    return false;
  });
  return places;
}

function found(doc: Node, query: Query): Found {
  const places = search(doc, query);
  return { query, places, decorations: DecorationSet.create(doc, places.map(({ from, to }) => Decoration.inline(from, to, { class: "found" }))) };
}

export function finding(): Plugin<Found> {
  return new Plugin<Found>({
    key: findKey,
    state: {
      init: (_, state) => found(state.doc, NOTHING),
      apply(transaction, before) {
        const query = (transaction.getMeta(findKey) as Query | undefined) ?? before.query;
        return query !== before.query || (transaction.docChanged && query.text !== "") ? found(transaction.doc, query) : before;
      },
    },
    props: { decorations: (state) => findKey.getState(state)?.decorations },
  });
}

export function look(view: EditorView, query: Query): void {
  view.dispatch(view.state.tr.setMeta(findKey, query));
}

/** Marks the next place, or the one before; round the end. */
export function step(by: 1 | -1): Command {
  return (state, dispatch) => {
    const places = findKey.getState(state)?.places ?? [];
    if (places.length === 0) return false;
    const { from, to } = state.selection;
    const next = by > 0 ? (places.find((place) => place.from >= to) ?? places[0]) : (places.findLast((place) => place.to <= from) ?? places[places.length - 1]);
    if (next) dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, next.from, next.to)).scrollIntoView());
    return true;
  };
}

/** Replaces the marked place and goes on to the next. */
export function replaceOne(by: string): Command {
  return (state, dispatch, view) => {
    const { from, to } = state.selection;
    const here = findKey.getState(state)?.places.some((place) => place.from === from && place.to === to);
    if (here) dispatch?.(by === "" ? state.tr.delete(from, to) : state.tr.insertText(by, from, to));
    const now = view?.state ?? state;
    return step(1)(now, dispatch);
  };
}

export function replaceAll(by: string): Command {
  return (state, dispatch) => {
    const places = findKey.getState(state)?.places ?? [];
    if (places.length === 0) return false;
    const { tr } = state;
    for (const { from, to } of [...places].reverse()) {
      if (by === "") tr.delete(from, to);
      else tr.insertText(by, from, to);
    }
    dispatch?.(tr);
    return true;
  };
}

// Find and replace within one body. Marks and case may be ignored: every Vietnamese letter folds to one letter, so places stay the same.
// A footnote is one place, however often it holds what is looked for.
import type { Node } from "prosemirror-model";
import { type Command, NodeSelection, Plugin, PluginKey, TextSelection, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { Inline } from "../core/model.ts";
import { plain, schema } from "./schema.ts";

export interface Query {
  text: string;
  /** `â` is not `a`, `A` is not `a`. */
  exact: boolean;
}

interface Place {
  from: number;
  to: number;
}

interface Found {
  query: Query;
  places: Place[];
  decorations: DecorationSet;
}

export const findKey = new PluginKey<Found>("find");
const NOTHING: Query = { text: "", exact: false };

/** One letter for each letter. */
function fold(text: string): string {
  return [...text]
    .map((letter) =>
      letter.length > 1
        ? letter
        : letter === "đ" || letter === "Đ"
          ? "d"
          : (letter.normalize("NFD")[0] ?? letter).toLowerCase().slice(0, 1) || letter,
    )
    .join("");
}

const letters = (text: string, query: Query) => (query.exact ? text : fold(text));

/** Where what is looked for begins in a text. */
function starts(text: string, query: Query): number[] {
  const wanted = letters(query.exact ? query.text : query.text.normalize("NFC"), query);
  if (wanted === "") return [];
  const within = letters(text, query);
  const result: number[] = [];
  for (let found = within.indexOf(wanted); found >= 0; found = within.indexOf(wanted, found + wanted.length))
    result.push(found);
  return result;
}

const lengthOf = ({ exact, text }: Query) => (exact ? text : text.normalize("NFC")).length;

function search(doc: Node, query: Query): Place[] {
  const places: Place[] = [];
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    // What is no letter counts as one that nothing matches.
    const text = node.textBetween(0, node.content.size, undefined, "\u0000");
    const own = starts(text, query).map((start) => ({ from: at + 1 + start, to: at + 1 + start + lengthOf(query) }));
    node.forEach((child, offset) => {
      if (child.type === schema.nodes.footnote && starts(plain(child.attrs.text as Inline[]), query).length > 0)
        own.push({ from: at + 1 + offset, to: at + 2 + offset });
    });
    places.push(...own.sort((a, b) => a.from - b.from));
    return false;
  });
  return places;
}

function found(doc: Node, query: Query): Found {
  const places = search(doc, query);
  return {
    query,
    places,
    decorations: DecorationSet.create(
      doc,
      places.map(({ from, to }) => Decoration.inline(from, to, { class: "found" })),
    ),
  };
}

export function finding(): Plugin<Found> {
  return new Plugin<Found>({
    key: findKey,
    state: {
      init: (_, state) => found(state.doc, NOTHING),
      apply(transaction, before) {
        const query = (transaction.getMeta(findKey) as Query | undefined) ?? before.query;
        return query !== before.query || (transaction.docChanged && query.text !== "")
          ? found(transaction.doc, query)
          : before;
      },
    },
    props: { decorations: (state) => findKey.getState(state)?.decorations },
  });
}

export function look(view: EditorView, query: Query): void {
  view.dispatch(view.state.tr.setMeta(findKey, query));
}

const isFootnote = (doc: Node, { from }: Place) => doc.nodeAt(from)?.type === schema.nodes.footnote;

/** Marks the next place, or the one before; round the end. */
export function step(by: 1 | -1): Command {
  return (state, dispatch) => {
    const places = findKey.getState(state)?.places ?? [];
    if (places.length === 0) return false;
    const { from, to } = state.selection;
    const next =
      by > 0
        ? (places.find((place) => place.from >= to) ?? places[0])
        : (places.findLast((place) => place.to <= from) ?? places[places.length - 1]);
    if (next)
      dispatch?.(
        state.tr
          .setSelection(
            isFootnote(state.doc, next)
              ? NodeSelection.create(state.doc, next.from)
              : TextSelection.create(state.doc, next.from, next.to),
          )
          .scrollIntoView(),
      );
    return true;
  };
}

function replace(tr: Transaction, place: Place, query: Query, by: string): Transaction {
  if (!isFootnote(tr.doc, place))
    return by === "" ? tr.delete(place.from, place.to) : tr.insertText(by, place.from, place.to);
  const text = replaced(tr.doc.nodeAt(place.from)?.attrs.text as Inline[], query, by);
  return plain(text).trim() === ""
    ? tr.delete(place.from, place.to)
    : tr.setNodeMarkup(place.from, undefined, { text });
}

/** The letters of a footnote with every match replaced; the new ones look like the first they stand for. */
function replaced(text: Inline[], query: Query, by: string): Inline[] {
  const matches = starts(plain(text), query);
  let at = 0;
  return text.flatMap((piece): Inline[] => {
    const start = at;
    at += plain([piece]).length;
    if (piece.type !== "text") return [piece];
    let result = "";
    let kept = start;
    for (const match of matches) {
      const end = match + lengthOf(query);
      if (end <= start || match >= at) continue;
      result += piece.text.slice(kept - start, Math.max(0, match - start));
      if (match >= start) result += by;
      kept = Math.min(end, at);
    }
    result += piece.text.slice(kept - start);
    return result === "" ? [] : [{ ...piece, text: result }];
  });
}

/** Replaces the marked place and goes on to the next. */
export function replaceOne(by: string): Command {
  return (state, dispatch, view) => {
    const { from, to } = state.selection;
    const found = findKey.getState(state);
    const here = found?.places.find((place) => place.from === from && place.to === to);
    if (found && here) dispatch?.(replace(state.tr, here, found.query, by));
    const now = view?.state ?? state;
    return step(1)(now, dispatch);
  };
}

export function replaceAll(by: string): Command {
  return (state, dispatch) => {
    const found = findKey.getState(state);
    if (!found || found.places.length === 0) return false;
    const { tr } = state;
    for (const place of [...found.places].reverse()) replace(tr, place, found.query, by);
    dispatch?.(tr);
    return true;
  };
}

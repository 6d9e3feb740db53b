// The ProseMirror view of one body.
import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import type { Node } from "prosemirror-model";
import { type Command, EditorState, type Plugin, Selection, TextSelection, type Transaction } from "prosemirror-state";
import { addRowAfter, goToNextCell, isInTable, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { finding } from "./find.ts";
import { type Markup, documentOf, toLines } from "./convert.ts";
import { continueLabels } from "./labels.ts";
import { fromClipboard } from "./paste/paste.ts";
import type { Brought, Clipboard } from "./paste/paste.ts";
import { schema } from "./schema.ts";
import { structure } from "./structure.ts";

export interface Handlers {
  changed(): void;
  /** Something other than text changed, such as the selection. */
  moved(): void;
  blurred(): void;
  pasted(brought: Brought): void;
  find(): void;
  footnote(at: number): void;
}

const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
  return true;
};

/** From the last cell on there is a new row, as in Word. */
const nextCell: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch, view)) return true;
  if (!view) return false;
  addRowAfter(view.state, view.dispatch);
  return goToNextCell(1)(view.state, view.dispatch, view);
};

/** Behind the table, so that Tab can leave the editor. */
const leaveTable: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const after = state.selection.$from.after(1);
  const { tr } = state;
  if (!tr.doc.nodeAt(after)?.isTextblock) tr.insert(after, schema.nodes.line.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
};

function plugins(core: Markup, on: Handlers): Plugin[] {
  const find: Command = () => {
    on.find();
    return true;
  };
  return [
    history({ newGroupDelay: 400 }),
    keymap({
      "Mod-z": undo,
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      "Mod-b": toggleMark(schema.marks.strong),
      "Mod-i": toggleMark(schema.marks.em),
      "Mod-f": find,
      "Mod-h": find,
      "Shift-Enter": lineBreak,
      Tab: nextCell,
      "Shift-Tab": goToNextCell(-1),
      Escape: leaveTable,
      Enter: chainCommands(continueLabels(core)),
    }),
    keymap(baseKeymap),
    tableEditing(),
    structure(),
    finding(),
  ];
}

export function documentFor(core: Markup, text: string): Node {
  return documentOf(toLines(core, core.parseBody(text).blocks));
}

export function createView(
  place: HTMLElement,
  core: Clipboard,
  text: string,
  attributes: () => Record<string, string>,
  on: Handlers,
): EditorView {
  const view: EditorView = new EditorView(place, {
    state: EditorState.create({ doc: documentFor(core, text), plugins: plugins(core, on) }),
    attributes,
    dispatchTransaction(transaction: Transaction) {
      view.updateState(view.state.apply(transaction));
      if (transaction.docChanged) on.changed();
      on.moved();
    },
    handleClickOn(_, __, node, at) {
      if (node.type !== schema.nodes.footnote) return false;
      on.footnote(at);
      return true;
    },
    handleDOMEvents: {
      // Before the view's own reader, which would hand foreign HTML to a parser the page's policy does not know.
      paste: (_, event) => {
        event.preventDefault();
        if (event.clipboardData) bring(event.clipboardData);
        return true;
      },
      drop: (_, event) => {
        if (view.dragging || !event.dataTransfer || event.dataTransfer.files.length > 0) return false;
        event.preventDefault();
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (at) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
        bring(event.dataTransfer);
        return true;
      },
      blur: () => {
        on.blurred();
        return false;
      },
    },
  });

  /** Everything from outside comes in here: the view's own reader never sees foreign HTML. */
  function bring(data: DataTransfer): void {
    const brought = fromClipboard(core, data.getData("text/html"), data.getData("text/plain"));
    if (brought.slice.size > 0)
      view.dispatch(view.state.tr.replaceSelection(brought.slice).scrollIntoView().setMeta("paste", true));
    on.pasted(brought);
  }
  return view;
}

/** Puts another text in the place of all, as one step of its own that is not undone. */
export function replaceText(view: EditorView, core: Markup, text: string): void {
  const { doc } = view.state;
  const next = documentFor(core, text);
  // Only what differs, so that the caret stays where it is.
  const start = doc.content.findDiffStart(next.content);
  const end = doc.content.findDiffEnd(next.content);
  if (start === null || end === null) return;
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  view.dispatch(
    view.state.tr
      .replace(start, end.a + overlap, next.slice(start, end.b + overlap))
      .setMeta("addToHistory", false)
      .setMeta("external", true),
  );
}

/** Puts a footnote after the last letter of what is selected, and the caret after it. */
export function insertBehind(tr: Transaction, node: Node): Transaction {
  const { $from, $to, from, to } = tr.selection;
  let at = to;
  if (!$to.parent.inlineContent) at = (Selection.findFrom($to, -1, true) ?? Selection.findFrom($to, 1, true))?.to ?? to;
  else if ($from.sameParent($to)) at -= trailing(tr.doc.textBetween(from, to, undefined, "\u0000"));
  tr.insert(at, node);
  return tr.setSelection(Selection.near(tr.doc.resolve(at + node.nodeSize))).scrollIntoView();
}

/** How many spaces a text ends with: a double click selects one with the word. */
const trailing = (text: string) => text.length - text.trimEnd().length;

/** Ms between looks at the caret, and how many are taken before an answer is no longer waited for. */
const LOOK = 20;
const LOOKS = 5;

/**
 * Draws once the view knows where the caret is. A browser tells of a caret that an input method moved only a moment later, and
 * what is drawn before would put it back. Gives what calls the drawing off.
 */
export function drawCalmly(view: EditorView, draw: () => void, looks = LOOKS): () => void {
  if (looks === 0 || view.isDestroyed || knowsCaret(view)) {
    if (!view.isDestroyed) draw();
    return () => undefined;
  }
  let callOff = () => clearTimeout(timer);
  const timer = setTimeout(() => (callOff = drawCalmly(view, draw, looks - 1)), LOOK);
  return () => callOff();
}

function knowsCaret(view: EditorView): boolean {
  const shown = view.dom.ownerDocument.getSelection();
  const { selection } = view.state;
  if (
    !(selection instanceof TextSelection) ||
    !shown?.anchorNode ||
    !shown.focusNode ||
    !view.dom.contains(shown.focusNode)
  )
    return true;
  return (
    view.posAtDOM(shown.anchorNode, shown.anchorOffset) === selection.anchor &&
    view.posAtDOM(shown.focusNode, shown.focusOffset) === selection.head
  );
}

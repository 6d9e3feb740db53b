// What each line is, told by the core's parser a moment after somebody stopped typing, and shown by classes alone: nothing is ever
// rewritten under the caret.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { Block } from "../core/model.ts";
import { inlines } from "./convert.ts";
import { schema } from "./schema.ts";

const { nodes } = schema;

/** What a line is. */
export type Kind = Exclude<Block["type"], "heading"> | "phan" | "chuong" | "muc" | "tieu_muc" | "muc_la_ma" | "title";

export interface Line {
  /** Where its node starts. */
  at: number;
  node: Node;
  kind: Kind;
  block: Block | undefined;
}

/** Matches the blocks of the parsed text with the lines they came from. */
export function linesOf(doc: Node, blocks: Block[]): Line[] {
  const result: Line[] = [];
  let next = 0;
  let titled: Block | undefined;
  doc.forEach((node, at) => {
    if (node.type === nodes.line && inlines(node).length === 0) return;
    if (titled) {
      result.push({ at, node, kind: "title", block: titled });
      titled = undefined;
      return;
    }
    const block = blocks[next++];
    if (!block) return;
    const kind: Kind = block.type === "heading" ? block.level : block.type;
    result.push({ at, node, kind, block });
    if (block.type === "heading" && block.level !== "muc_la_ma" && block.title.length > 0) titled = block;
  });
  return result;
}

export const structureKey = new PluginKey<DecorationSet>("structure");

/** Shows the lines given by `setMeta(structureKey, lines)`. */
export function structure(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: structureKey,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before) {
        const lines = transaction.getMeta(structureKey) as Line[] | undefined;
        if (!lines) return before.map(transaction.mapping, transaction.doc);
        return DecorationSet.create(
          transaction.doc,
          lines.map(({ at, node, kind, block }) => {
            const titled = block && "titled" in block && block.titled ? " is-titled" : "";
            return Decoration.node(at, at + node.nodeSize, { class: `is-${kind}${titled}` });
          }),
        );
      },
    },
    props: { decorations: (state) => structureKey.getState(state) },
  });
}

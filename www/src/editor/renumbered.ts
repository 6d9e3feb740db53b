/** What renumbering a body would change. */
export interface Renumbered {
  /** The body with its numbers in order. */
  body: string;
  changes: { before: string; after: string }[];
  /** Places in the text that name a number which changes. */
  references: { text: string; line: number; becomes: string }[];
}

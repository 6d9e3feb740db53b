/** The text of a worker, see build/inline-worker.ts. */
declare module "*?inlined" {
  const code: string;
  export default code;
}

/** Remembers the cursor of the focused text input; the function that comes back puts it there again if the text was changed from outside. */
export function holdCursor(): () => void {
  const input = document.activeElement;
  if (!(input instanceof HTMLTextAreaElement || (input instanceof HTMLInputElement && input.selectionStart !== null)))
    return () => {};
  const { value: before, selectionStart, selectionEnd } = input;
  return () => {
    const now = input.value;
    if (now === before || document.activeElement !== input) return;
    // What stands before the cursor is the same, or else what stands behind it.
    const moved = (at: number) =>
      before.slice(0, at) === now.slice(0, at) ? at : Math.max(0, now.length - (before.length - at));
    input.setSelectionRange(moved(selectionStart ?? 0), moved(selectionEnd ?? 0));
  };
}

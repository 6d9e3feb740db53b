/** Lets a textarea be as high as its text where the browser cannot do it by itself. */
export function grow(area: HTMLTextAreaElement): (() => void) | undefined {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
  fit();
  area.addEventListener("input", fit);
  const resized = new ResizeObserver(fit);
  if (area.parentElement) resized.observe(area.parentElement);
  return () => {
    area.removeEventListener("input", fit);
    resized.disconnect();
  };
}

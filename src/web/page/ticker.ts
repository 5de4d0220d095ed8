/** Slow things need no more pictures a second; who wants no motion gets one. */
const PER_SECOND = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 20;

const visible = new Map<Element, () => void>();
const waiting = new Map<Element, () => void>();
let last = 0;
let running = false;

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const draw = waiting.get(target);
    if (isIntersecting && draw !== undefined) visible.set(target, draw);
    else visible.delete(target);
  }
  if (visible.size > 0 && !running) {
    running = true;
    requestAnimationFrame(tick);
  }
});

/** Calls `draw` again and again while the element can be seen; returns what ends it. */
export function animate(element: Element, draw: () => void): () => void {
  waiting.set(element, draw);
  watcher.observe(element);
  return () => {
    watcher.unobserve(element);
    waiting.delete(element);
    visible.delete(element);
  };
}

function tick(at: number): void {
  running = visible.size > 0;
  if (!running) return;
  if (at - last >= 1000 / PER_SECOND - 1) {
    last = at;
    for (const draw of visible.values()) draw();
  }
  requestAnimationFrame(tick);
}

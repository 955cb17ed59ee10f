// @ts-check
const EDGE = 64;

/**
 * Lets a handle be dragged with a mouse, a pen or a finger. `moved` hears how far it came, in page pixels, and the event; `ended` hears the event of
 * the drop, or nothing where the drag was given up (Escape, or the browser took the pointer away).
 * @param {HTMLElement} handle
 * @param {{ moved: (x: number, y: number, event: PointerEvent) => void, ended: (drop?: PointerEvent) => void }} heard
 */
export function makeDraggable(handle, { moved, ended }) {
  handle.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || !down.isPrimary) return;
    down.preventDefault();
    handle.setPointerCapture(down.pointerId);
    const listening = new window.AbortController();
    const end = (/** @type {PointerEvent} */ drop) => { listening.abort(); ended(drop); };
    const giveUp = () => { listening.abort(); ended(); };
    const move = (/** @type {PointerEvent} */ event) => { scrollAtEdge(event.clientY); moved(event.pageX - down.pageX, event.pageY - down.pageY, event); };
    handle.addEventListener("pointermove", move, listening);
    handle.addEventListener("pointerup", end, listening);
    handle.addEventListener("pointercancel", giveUp, listening);
    window.addEventListener("keydown", (event) => { if (event.key === "Escape") giveUp(); }, listening);
  });
}

/** What is dragged to the edge of the window takes the page along. */
function scrollAtEdge(/** @type {number} */ y) {
  if (y < EDGE) window.scrollBy(0, -EDGE / 4);
  else if (y > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 4);
}

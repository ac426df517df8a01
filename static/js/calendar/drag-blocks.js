// Moves a block of the calendar by a pointer: drag it, or its lower edge for its length;
// a finger has to rest on it first. A press on its handle takes it up as well, and the next
// press puts it down, for whom dragging is hard.
const FAR_PX = 5;
const LONG_PRESS_MS = 450;
const NEAR_EDGE_PX = 40;
const QUARTER = 3;

let press = null;
let justDropped = false;

const snap = (step) => Math.round(step / QUARTER) * QUARTER;
const forget = () => {
  clearTimeout(press?.timer);
  press = null;
};

const begin = () => {
  clearTimeout(press.timer);
  if (!press.moves.pick(press.block)) return forget();
  press.moves.held.dragged = true;
  press.held = press.moves.held;
};

const columnAt = (moves, x) =>
  moves.columns.find((one) => {
    const { left, right } = one.getBoundingClientRect();
    return x >= left && x < right && !one.hasAttribute("data-fixed");
  }) ?? moves.held.column;

const follow = ({ clientX, clientY }) => {
  const { moves, grabbed, edge } = press;
  const { was } = press.held;
  const column = edge ? was.column : columnAt(moves, clientX);
  const { top, height } = column.getBoundingClientRect();
  const [from, span] = moves.extent;
  const raw = ((clientY - grabbed - top) / height) * span + from;
  const by = snap(raw - was.t);
  if (edge) moves.place(was.t, by ? snap(was.t + was.n + by) - was.t : was.n, column);
  else moves.place(by ? snap(was.t + by) : was.t, was.n, column);
  const body = moves.closest(".body");
  const box = body.getBoundingClientRect();
  if (clientY > box.bottom - NEAR_EDGE_PX) body.scrollBy(0, 12);
  if (clientY < box.top + 2 * NEAR_EDGE_PX) body.scrollBy(0, -12);
};

const grab = (event, block) => {
  const moves = block.closest("move-blocks");
  const edge = Boolean(event.target.closest(".ev__edge"));
  const grabbed = event.clientY - block.getBoundingClientRect().top;
  return { moves, block, edge, grabbed, x: event.clientX, y: event.clientY };
};

document.addEventListener("pointerdown", (event) => {
  justDropped = false;
  if (press || event.button !== 0 || !event.isPrimary) return;
  const block = event.target.closest?.("move-blocks .ev[data-starts]");
  if (!block || event.target.closest(".ev__grip")) return;
  press = grab(event, block);
  press.touch = event.pointerType === "touch";
  if (press.touch) press.timer = setTimeout(begin, LONG_PRESS_MS);
});

document.addEventListener("pointermove", (event) => {
  if (!press) return;
  if (!press.held) {
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < FAR_PX) return;
    if (press.touch) return forget();
    begin();
  }
  if (press?.held === press?.moves.held) follow(event);
});

document.addEventListener("pointerup", () => {
  if (!press || press.carried) return;
  justDropped = Boolean(press.held);
  if (press.held && press.moves.held === press.held) press.moves.drop();
  forget();
});

document.addEventListener("pointercancel", () => {
  if (press?.held && press.moves.held === press.held) press.moves.putBack();
  forget();
});

// A page scrolls under a finger, but not while that moves a block.
document.addEventListener("touchmove", (event) => press?.held && event.preventDefault(), {
  passive: false,
});
document.addEventListener("contextmenu", (event) => press?.touch && event.preventDefault());

const clicked = (event) => {
  if (justDropped) return true;
  if (press?.carried) {
    const { moves, held } = press;
    if (moves.held === held) {
      follow(event);
      moves[event.target.closest?.(".cal__col") ? "drop" : "putBack"]();
    }
    forget();
    return true;
  }
  const block = event.target.closest?.(".ev__grip")?.closest(".ev[data-starts]");
  if (!block) return false;
  press = { ...grab(event, block), carried: true };
  begin();
  return true;
};

document.addEventListener(
  "click",
  (event) => {
    if (!clicked(event)) return;
    justDropped = false;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

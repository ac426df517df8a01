// Moves a block of the calendar by keys: Alt and an arrow take it up and move it by a
// quarter of an hour or to the next column, with Shift its end instead; Enter drops it,
// Escape puts it back. Space takes it up as well, and then the arrows alone will do.
const QUARTER = 3;
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

// The next quarter in a direction: what began at 10:40 goes to 10:45, not to 10:55.
const onward = (step, by) => {
  if (!by) return step;
  const quarters = by > 0 ? Math.floor(step / QUARTER) + 1 : Math.ceil(step / QUARTER) - 1;
  return quarters * QUARTER;
};

const beside = (moves, by) => {
  const { columns, held } = moves;
  const near = columns[columns.indexOf(held.column) + by];
  return near && !near.hasAttribute("data-fixed") ? near : held.column;
};

const shift = (moves, [down, across], length) => {
  const { t, n, block } = moves.held;
  if (!length) return moves.place(onward(t, down), n, beside(moves, across), { aloud: true });
  if (down && !("after" in block.dataset)) {
    moves.place(t, onward(t + n, down) - t, moves.held.column, { aloud: true });
  }
};

const deedOf = (event, moves, block) => {
  const arrow = ARROWS[event.key];
  if (arrow && (event.altKey || moves.held)) {
    return () => (moves.held || moves.pick(block)) && shift(moves, arrow, event.shiftKey);
  }
  if (event.key === " ") return () => moves.held || moves.pick(block);
  if (!moves.held) return null;
  return { Enter: () => moves.drop(), Escape: () => moves.putBack() }[event.key];
};

// Before anybody else's keys: an arrow of ours is nobody's way to the next row.
document.addEventListener(
  "keydown",
  (event) => {
    const block = event.target.closest?.("move-blocks .ev[data-starts]");
    const moves = document.querySelector("move-blocks");
    if (event.key === "Escape" && moves?.held && !block) return moves.putBack();
    const deed = block && !event.ctrlKey && !event.metaKey && deedOf(event, moves, block);
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  },
  true,
);

// Whoever goes elsewhere with the keyboard lets go of it.
document.addEventListener("focusout", (event) => {
  const { held } = event.target.closest?.("move-blocks") ?? {};
  if (held && !held.dragged && held.block.contains(event.target) && document.hasFocus()) {
    event.target.closest("move-blocks").putBack();
  }
});

// The keyboard of a drawing map: one tab stop, every key of which is told by H. Nothing here draws; the map is told what to do.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const KEYS = {
  h: (map) => map.help(),
  "?": (map) => map.help(),
  b: (map) => map.begin(),
  n: (map) => map.next(),
  f: (map) => map.fit(),
  w: (map) => map.world(),
  0: (map) => map.world(),
  "+": (map) => map.zoom(2),
  "=": (map) => map.zoom(2),
  "-": (map) => map.zoom(0.5),
  Enter: (map) => map.enter(),
  Escape: (map) => map.leave(),
  Delete: (map) => map.remove(),
  Backspace: (map) => map.remove(),
};

export function listenForKeys(map) {
  map.stage.element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const act = arrow ? () => map.arrow(...arrow, event.shiftKey) : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act(map);
  });
}

/** What will happen, soonest first: a heap, because long runs hold thousands of events. */

interface Event {
  atMs: number;
  happen: () => void;
}

export function agenda() {
  const heap: Event[] = [];
  const swap = (a: number, b: number) => {
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  };
  const isSooner = (a: number, b: number) => (heap[a]?.atMs ?? Infinity) < (heap[b]?.atMs ?? Infinity);
  return {
    add: (atMs: number, happen: () => void) => {
      let at = heap.push({ atMs, happen }) - 1;
      for (let up = (at - 1) >> 1; at > 0 && isSooner(at, up); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    next: (): Event | null => {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return null;
      if (heap.length === 0) return first;
      heap[0] = last;
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const down = isSooner(right, left) ? right : left;
        if (!isSooner(down, at)) return first;
        swap(at, down);
        at = down;
      }
    },
  };
}

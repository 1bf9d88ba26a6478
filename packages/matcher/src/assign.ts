/**
 * Gives each row at most one column, no column twice, so that the sum of what is gained is greatest; a row whose gain is
 * nowhere above 0 gets none. Shortest augmenting paths (Jonker and Volgenant); each row has an empty place of its own.
 */
export function assign(
  rows: readonly (readonly { readonly column: number; readonly gain: number }[])[],
  columns: number,
): readonly (number | null)[] {
  const places = columns + rows.length;
  const cost = rows.map((row, index) => {
    const line = new Map(row.filter(({ gain }) => gain > 0).map(({ column, gain }) => [column, -gain]));
    return line.set(columns + index, 0);
  });
  const rowOf = new Int32Array(places).fill(-1);
  const rowPrice = Float64Array.from(cost, (line) => Math.min(...line.values()));
  const placePrice = new Float64Array(places);
  for (let start = 0; start < rows.length; start++) augment(start, cost, rowOf, rowPrice, placePrice);
  const answer: (number | null)[] = rows.map(() => null);
  for (let place = 0; place < columns; place++) {
    const row = rowOf[place] ?? -1;
    if (row >= 0) answer[row] = place;
  }
  return answer;
}

/** Finds the cheapest way to give one more row a place, moving others where that costs less. */
function augment(
  start: number,
  cost: readonly ReadonlyMap<number, number>[],
  rowOf: Int32Array,
  rowPrice: Float64Array,
  placePrice: Float64Array,
): void {
  const distance = new Map<number, number>();
  const cameFrom = new Map<number, number>();
  const done = new Set<number>();
  let [row, reached, end] = [start, 0, -1];
  while (end < 0) {
    for (const [place, price] of cost[row] ?? []) {
      if (done.has(place)) continue;
      const length = reached + price - (rowPrice[row] ?? 0) - (placePrice[place] ?? 0);
      if (length >= (distance.get(place) ?? Number.POSITIVE_INFINITY)) continue;
      distance.set(place, length);
      cameFrom.set(place, row);
    }
    let [nearest, least] = [-1, Number.POSITIVE_INFINITY];
    for (const [place, length] of distance) if (!done.has(place) && length < least) [nearest, least] = [place, length];
    done.add(nearest);
    reached = least;
    if ((rowOf[nearest] ?? -1) < 0) end = nearest;
    else row = rowOf[nearest] ?? 0;
  }
  rowPrice[start] = (rowPrice[start] ?? 0) + reached;
  for (const place of done) {
    const length = distance.get(place) ?? 0;
    const owner = rowOf[place] ?? -1;
    if (owner >= 0) rowPrice[owner] = (rowPrice[owner] ?? 0) + reached - length;
    placePrice[place] = (placePrice[place] ?? 0) - (reached - length);
  }
  for (let place = end; ; ) {
    const from = cameFrom.get(place) ?? start;
    const next = [...(cost[from] ?? new Map()).keys()].find((other) => other !== place && rowOf[other] === from);
    rowOf[place] = from;
    if (from === start || next === undefined) break;
    place = next;
  }
}

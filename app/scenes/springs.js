// Springs between atoms follow them: straight lines that move their ends, or zigzags that stretch.

// `springs` are lines (x0, y0)–(x1, y1) that tie atoms `from` and `to`.
const follow = (springs, atoms) => {
  const s = springs.data, { x, y } = atoms.data;
  for (let k = 0; k < s.from.length; k++) {
    const a = s.from[k], b = s.to[k];
    s.x0[k] = x[a]; s.y0[k] = y[a];
    s.x1[k] = x[b]; s.y1[k] = y[b];
  }
};

// Where the corners of zigzags are along a row of ends, in so many pieces from each to the next.
const stretched = (ends, pieces) => {
  const along = [];
  for (let k = 0; k + 1 < ends.length; k++)
    for (let s = 0; s <= pieces; s++) along.push(ends[k] + (ends[k + 1] - ends[k]) * s / pieces);
  return along;
};

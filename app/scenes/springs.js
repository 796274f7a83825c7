// Move the ends of springs to where the atoms that they tie stand now.
const follow = (springs, atoms) => {
  const s = springs.data, { x, y } = atoms.data;
  for (let k = 0; k < s.from.length; k++) {
    const a = s.from[k], b = s.to[k];
    s.x0[k] = x[a]; s.y0[k] = y[a];
    s.x1[k] = x[b]; s.y1[k] = y[b];
  }
};

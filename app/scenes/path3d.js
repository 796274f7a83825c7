// Turns paths and cells to the eye and draws them: far pieces first, near ones wider, old paler.
// Several changes in one frame of the screen are drawn once.

const PIECES = 64;      // of one path, each with its own paleness and width
const SMOOTH = 6000;    // points that are drawn while the picture is being turned
const BINS = 5;         // of the cells' edges, by depth

const basis = () => {
  const turn = view.data.turn[0] * Math.PI / 180, tilt = view.data.tilt[0] * Math.PI / 180;
  const c = Math.cos(turn), s = Math.sin(turn), C = Math.cos(tilt), S = Math.sin(tilt);
  return { right: [c, -s, 0], up: [s * S, c * S, C], eye: [-s * C, -c * C, S] };
};

const drawPaths = (dot, coarse) => {
  const { x, y, z } = cloud.data, pieces = [];
  const every = coarse ? Math.ceil(x.length / SMOOTH) : 1, radius = stage.data.radius[0];
  for (let r = 0; r < runs.data.first.length; r++) {
    const first = runs.data.first[r], last = runs.data.last[r];
    const step = every * Math.max(Math.ceil((last - first) / PIECES / every), 1);
    for (let from = first; from < last; from += step) {
      const to = Math.min(from + step, last), n = Math.ceil((to - from) / every) + 1;
      const xs = new Float64Array(n), ys = new Float64Array(n);
      let depth = 0;
      for (let k = 0; k < n; k++) {
        const i = Math.min(from + k * every, to);
        xs[k] = dot(right, x[i], y[i], z[i]);
        ys[k] = dot(up, x[i], y[i], z[i]);
        depth += dot(eye, x[i], y[i], z[i]) / n;
      }
      const near = Math.min(Math.max(0.5 + depth / radius / 2, 0), 1);
      const age = (to - first) / (last - first);
      pieces.push({ depth, xs, ys, color: runs.data.color[r], alpha: 0.25 + 0.7 * age,
                    width: 0.8 + 1.8 * near });
    }
  }
  pieces.sort((a, b) => a.depth - b.depth);
  for (const name of ["xs", "ys", "color", "alpha", "width"])
    path.data[name] = pieces.map((piece) => piece[name]);
  path.change.emit();
};

const drawCells = (dot, pixel) => {
  const { i, j, k, axis } = edges.data, a = stage.data.a[0], radius = stage.data.radius[0];
  const bins = Array.from({ length: BINS }, () => ({ xs: [], ys: [] }));
  for (let e = 0; e < i.length; e++) {
    const x = a * i[e], y = a * j[e], z = a * k[e];
    const u = dot(right, x, y, z), v = dot(up, x, y, z), depth = dot(eye, x, y, z) / radius;
    const near = Math.min(Math.max(Math.floor(BINS * (0.5 + depth / 2)), 0), BINS - 1);
    bins[near].xs.push(u, u + a * right[axis[e]], NaN);
    bins[near].ys.push(v, v + a * up[axis[e]], NaN);
  }
  const fade = Math.min(Math.max(a / pixel / 30, 0.3), 1);  // far away they would be a fog
  cells.data.xs = bins.map((bin) => bin.xs);
  cells.data.ys = bins.map((bin) => bin.ys);
  cells.data.alpha = bins.map((_, n) => fade * (0.3 + 0.5 * n / (BINS - 1)));
  cells.change.emit();
};

// The axes at the lower left, a length at the lower right.
const drawCross = (pixel) => {
  const x = fig.x_range.start + 50 * pixel, y = fig.y_range.start + 50 * pixel, axes = [0, 1, 2];
  const at = (length) => ({ x: axes.map((n) => x + length * pixel * right[n]),
                            y: axes.map((n) => y + length * pixel * up[n]) });
  const tip = at(28), name = at(40), end = fig.x_range.end - 24 * pixel;
  const decade = 10 ** Math.floor(Math.log10(160 * pixel));
  const length = decade * [5, 2, 1].find((n) => n * decade <= 160 * pixel);
  Object.assign(cross.data, {
    x0: [x, x, x, end - length], y0: [y, y, y, y - 26 * pixel],
    x1: [...tip.x, end], y1: [...tip.y, y - 26 * pixel],
    xn: [...name.x, end - length / 2], yn: [...name.y, y - 14 * pixel],
    name: ["x", "y", "z", `${Number(length.toPrecision(1))} Å`],
  });
  cross.change.emit();
};

const placeEnds = (dot, share) => {
  const { x, y, z, t } = cloud.data, { first, last } = runs.data;
  const now = share * Math.max(0, ...[...last].map((i) => t[i]));
  const spots = [...first].map((from, r) => {  // the last point that is not later than now
    let low = from, high = last[r];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (t[middle] <= now + 1e-6 * Math.abs(now)) low = middle; else high = middle - 1;
    }
    return low;
  });
  for (const [where, at] of [[starts, [...first]], [ions, spots]]) {
    where.data.x = at.map((i) => dot(right, x[i], y[i], z[i]));
    where.data.y = at.map((i) => dot(up, x[i], y[i], z[i]));
    where.data.color = [...runs.data.color];
    where.data.marker = [...runs.data.marker];
    where.change.emit();
  }
};

let right, up, eye;
const draw = () => {
  view.waiting = false;
  if (fig.properties.inner_width.is_unset) return;  // it has no place on the page yet
  square();
  ({ right, up, eye } = basis());
  const [cx, cy, cz] = ["x", "y", "z"].map((name) => stage.data[name][0]);
  const dot = (d, x, y, z) => d[0] * (x - cx) + d[1] * (y - cy) + d[2] * (z - cz);
  const pixel = (fig.y_range.end - fig.y_range.start) / Math.max(fig.inner_height || fig.height, 1);
  drawCells(dot, pixel);
  drawPaths(dot, view.data.coarse[0]);
  drawCross(pixel);
  view.place = () => placeEnds(dot, view.data.share[0]);  // for the player, who moves no more
  view.place();
};
if (!view.waiting) {
  view.waiting = true;
  requestAnimationFrame(draw);
}

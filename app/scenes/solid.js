const at = atoms.data, { swings: [swings], frames: [frames] } = mode.data;
const turn = 2 * Math.PI * swings * source.frame / Math.max(frames - 1, 1);
const c = Math.cos(turn), s = Math.sin(turn);
for (let i = 0; i < at.x.length; i++) {
  at.x[i] = at.x0[i] + at.xc[i] * c + at.xs[i] * s;
  at.y[i] = at.y0[i] + at.yc[i] * c + at.ys[i] * s;
}
follow(springs, atoms);
atoms.change.emit(); springs.change.emit();

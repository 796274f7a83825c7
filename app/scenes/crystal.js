const at = atoms.data, { px: [px], py: [py], swings: [swings], frames: [frames] } = mode.data;
const turn = 2 * Math.PI * swings * source.frame / Math.max(frames - 1, 1);
for (let i = 0; i < at.x.length; i++) {
  const c = Math.cos(at.phase[i] - turn);
  at.x[i] = at.x0[i] + px * c;
  at.y[i] = at.y0[i] + py * c;
}
follow(springs, atoms);
atoms.change.emit(); springs.change.emit();

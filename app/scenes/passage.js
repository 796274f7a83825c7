const i = Math.min(source.frame, path.data.x.length - 1);
if (i < 0) return;
const at = atoms.data, more = scale.data.more[0];
for (let k = 0; k < at.x.length; k++) {
  at.x[k] = at.x0[k] + more * path.data.dx[i][k];
  at.y[k] = at.y0[k] + more * path.data.dy[i][k];
}
ion.data.x = [path.data.x[i]]; ion.data.y = [path.data.y[i]];
now.data.x = [path.data.length[i]];
follow(springs, atoms);
for (const c of [atoms, springs, ion, now]) c.change.emit();

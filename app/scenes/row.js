// The ion and the atoms of the row at the player's frame, the springs between them as zigzags.
const i = Math.min(source.frame, path.data.z.length - 1);
if (i < 0) return;
ion.data.x = [path.data.z[i]];
const r = path.data.r[i], more = scale.data.more[0];
for (let k = 0; k < atoms.data.x.length; k++) atoms.data.x[k] = atoms.data.x0[k] + more * r[k];
const x = atoms.data.x, pieces = 2 * turns.data.turns[0];
const xs = [];
for (let k = 0; k + 1 < x.length; k++)
  for (let s = 0; s <= pieces; s++) xs.push(x[k] + (x[k + 1] - x[k]) * s / pieces);
springs.data.x = xs;
now.data.x = [path.data.time[i]];
for (const c of [ion, atoms, springs, now]) c.change.emit();

// The ion and the atoms of the row at the player's frame, the springs between them as zigzags.
const i = Math.min(source.frame, path.data.z.length - 1);
if (i < 0) return;
ion.data.x = [path.data.z[i]];
const r = path.data.r[i], more = scale.data.more[0];
for (let k = 0; k < atoms.data.x.length; k++) atoms.data.x[k] = atoms.data.x0[k] + more * r[k];
springs.data.x = stretched(atoms.data.x, 2 * turns.data.turns[0]);
now.data.x = [path.data.time[i]];
for (const c of [ion, atoms, springs, now]) c.change.emit();

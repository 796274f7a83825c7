// Bodies, rings, spring and the cursors of the pictures below follow the player's frame.
const i = Math.min(source.frame, path.data.tau.length - 1);
if (i < 0) return;
const { tau, x, y, v_y, s } = path.data;
bodies.data.x = [x[i], 0];
bodies.data.y = [s[i], y[i]];
rings.data.y = Array.from(rings.data.y, () => y[i]);
spring.data.y = stretched([spring.data.y[0], y[i]], spring.data.x.length - 1);
now.data.x = [tau[i]];
state.data.x = [y[i]];
state.data.y = [v_y[i]];
for (const moved of [bodies, rings, spring, now, state]) moved.change.emit();

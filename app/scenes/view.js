// Turns, tilts and zooms a picture whose drawing follows `view`. A call of one of these follows.

const PER_PIXEL = 0.4;  // degrees that a drag turns by
const FIRST = { turn: 20, tilt: 22 };  // as the other scenes of the crystal are seen

const wrapped = () => ((view.data.turn[0] + 180) % 360 + 360) % 360 - 180;

// The sliders' component is not known before it is shown: it is made known to the view then.
const meet = () => {
  if (!view.follower) view.change.connect(() => {
    view.follower.setv({ turn: wrapped(), tilt: view.data.tilt[0] }, { sync: false });
  });
  view.follower = source;
  view.change.emit();
};

const follow = () => {
  if (source.turn === wrapped() && source.tilt === view.data.tilt[0]) return;
  view.data.turn = [source.turn];
  view.data.tilt = [source.tilt];
  view.change.emit();
};

const zoom = (factor) => {
  for (const range of [fig.x_range, fig.y_range]) {
    const middle = (range.start + range.end) / 2, half = (range.end - range.start) / 2 / factor;
    range.setv({ start: middle - half, end: middle + half });
  }
};

const home = () => {
  view.data.turn = [FIRST.turn];
  view.data.tilt = [FIRST.tilt];
  for (const range of [fig.x_range, fig.y_range])
    range.setv({ start: range.reset_start, end: range.reset_end });
  view.change.emit();
};

const drag = () => {
  const { turn, tilt, coarse } = view.data, moves = cb_obj.event_name === "pan";
  if (cb_obj.event_name === "panstart") view.held = [turn[0], tilt[0]];
  if (moves && view.held) {
    turn[0] = view.held[0] + PER_PIXEL * cb_obj.delta_x;
    tilt[0] = Math.min(Math.max(view.held[1] + PER_PIXEL * cb_obj.delta_y, -90), 90);
  }
  coarse[0] = moves;
  view.change.emit();
};

// A curve drawn by hand: `said` holds how high it was drawn at each place, as a share of the
// picture's height, `y` the curve through what was drawn.
const { x, y, said } = hand.data, n = x.length;
const even = (value, log) => log ? Math.log10(value) : value;
const share = (value, [low, high, log]) =>
  (even(value, log) - even(low, log)) / (even(high, log) - even(low, log));
const back = (part, [low, high, log]) => {
  const value = even(low, log) + part * (even(high, log) - even(low, log));
  return log ? 10 ** value : value;
};

const join = () => {
  const known = [...said.keys()].filter((i) => Number.isFinite(said[i]));
  y.fill(NaN);
  known.forEach((i, k) => {
    const next = known[k + 1] ?? i;
    for (let j = i; j <= next; j++) {
      const part = next > i ? (j - i) / (next - i) : 0;
      y[j] = back(said[i] + part * (said[next] - said[i]), up);
    }
  });
};

const at = Math.round(share(cb_obj.x, across) * (n - 1)), moves = cb_obj.event_name === "pan";
const height = Math.min(Math.max(share(cb_obj.y, up), 0), 1);
if (hand.name === "open") {
  if (at >= 0 && at < n && Number.isFinite(height)) {
    const [from, low] = moves && hand.last ? hand.last : [at, height];
    const step = Math.sign(at - from) || 1;
    for (let i = from; i !== at + step; i += step)
      said[i] = at === from ? height : low + (height - low) * (i - from) / (at - from);
    hand.last = [at, height];
    join();
    hand.change.emit();
  }
  if (!moves && cb_obj.event_name !== "panstart") {
    hand.last = null;
    hand.data = { x, y: [...y], said: [...said] };  // the server is told once the hand rests
  }
}

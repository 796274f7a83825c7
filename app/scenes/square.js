// A length is as long across as upwards: the width of x follows the height of y, about its middle.
const square = () => {
  if (fig.properties.inner_width.is_unset) return;  // it has no place on the page yet
  const x = fig.x_range, y = fig.y_range;
  const half = (y.end - y.start) / 2 * fig.inner_width / Math.max(fig.inner_height, 1);
  const middle = (x.start + x.end) / 2;
  if (!(half > 0) || Math.abs(x.end - x.start - 2 * half) < 1e-6 * half) return;
  x.setv({ start: middle - half, end: middle + half });
};

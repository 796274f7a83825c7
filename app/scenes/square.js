// A length is as long across as upwards: the width of x follows the height of y.
const half = (y.end - y.start) / 2 * fig.inner_width / Math.max(fig.inner_height, 1);
x.start = -half;
x.end = half;

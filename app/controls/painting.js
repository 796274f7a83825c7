// Bokeh 3.9 gives a glyph new data in several steps, and may paint in between, when a change of the
// page's layout comes in the same message. Lines that are no more are then asked for, the paint
// fails with its clipping on, and the figure's axes are never drawn again. So: no such line, no points.
export function render() {
  const { RaggedArray } = window.Bokeh.require("core/util/ragged_array");
  if (RaggedArray.prototype.mended) return;
  const get = RaggedArray.prototype.get;
  RaggedArray.prototype.get = function (i) {
    return i < this.length ? get.call(this, i) : this.data.subarray(0, 0);
  };
  RaggedArray.prototype.mended = true;
}

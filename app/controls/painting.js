// Bokeh 3.9 gives a glyph new data in several steps, and may paint in between, when a change of the
// page's layout comes in the same message. Lines, outlines and colours that are no more are then
// asked for, the paint fails with its clipping on, and the figure's axes are never drawn again.
// So: no such line, no points; no such colour, none; no such outline, none.
function mendPainting() {
  const { RaggedArray } = window.Bokeh.require("core/util/ragged_array");
  if (RaggedArray.prototype.mended) return;
  const { UniformVector, ColorUniformVector } = window.Bokeh.require("core/uniforms");
  const { MultiPolygonsView } = window.Bokeh.require("models/glyphs/multi_polygons");

  const line = RaggedArray.prototype.get;
  RaggedArray.prototype.get = function (i) {
    return i < this.length ? line.call(this, i) : this.data.subarray(0, 0);
  };
  const color = ColorUniformVector.prototype.get;
  ColorUniformVector.prototype.get = function (i) { return i < this.length ? color.call(this, i) : 0; };
  const value = UniformVector.prototype.get;
  UniformVector.prototype.get = function (i) {
    return i < this.length ? value.call(this, i) : this.array[this.length - 1] ?? [];
  };
  const paint = MultiPolygonsView.prototype._paint;
  MultiPolygonsView.prototype._paint = function (ctx, indices, data) {
    const there = (data?.sxs ?? this.sxs).length;
    paint.call(this, ctx, indices.filter((i) => i < there), data);
  };
  RaggedArray.prototype.mended = true;
}

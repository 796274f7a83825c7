// Letters on the canvases of figures: subscripts are lowered (E_osc), and names in the colour of a
// curve that would be pale on the page get a deeper or lighter shade of it. Tools get their roles.
// INKS has, by colour, a shade for light pages and one for dark ones.

// a symbol with its subscript, not a name like my_run
const SUBSCRIPT = /(?<![\p{L}\p{N}_.])(kT|\p{L}[\u0302\u0303\u0307]?)_([\p{L}\p{N},]+)/gu;
const SMALL = 0.72, LOW = 0.22;  // size of a subscript, and how far it stands below, as shares

// what tells it stands in a shadow, where no selector of the document finds it
const isDark = () => Boolean(window.Bokeh?.index?.roots?.[0]?.model?.data?.dark_theme);

// text as pieces [text, is subscript]
function pieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(SUBSCRIPT)) {
    if (match.index > end) found.push([text.slice(end, match.index), false]);
    found.push([match[1], false], [match[2], true]);
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push([text.slice(end), false]);
  return found;
}

const smaller = (font) => font.replace(/([\d.]+)(px|pt|em)/, (_, size, unit) => `${SMALL * size}${unit}`);
const sized = (font) => Number(/([\d.]+)px/.exec(font)?.[1] ?? 13);

function mendLettering() {
  const graphics = window.Bokeh.require("core/graphics"), { TextBox } = graphics;
  if (TextBox.prototype.lettered) return;
  const { color2rgba } = window.Bokeh.require("core/util/color");
  const width = graphics.text_width, paint = TextBox.prototype.paint;
  graphics.text_width = (text, font) => text.includes("_")
    ? pieces(text).reduce((sum, [part, low]) => sum + width(part, low ? smaller(font) : font), 0)
    : width(text, font);
  const inks = new Map(Object.entries(INKS).map(([color, shades]) => [color2rgba(color).join(), shades]));
  const ink = (color) => {
    const shades = inks.get(color2rgba(color).join());
    return shades ? shades[isDark() ? 1 : 0] : color;
  };
  const write = (context, fill) => (text, x, y) => {
    const font = context.font;
    let at = x;
    for (const [part, low] of pieces(text)) {
      const own = low ? smaller(font) : font;
      context.font = own;
      fill.call(context, part, at, low ? y + LOW * sized(font) : y);
      at += width(part, own);
    }
    context.font = font;
  };
  TextBox.prototype.paint = function (context) {
    if (typeof this.color === "string") {
      if (this.color !== this.inked) this.own = this.color;  // it has been given another one since
      this.color = this.inked = ink(this.own);  // pages turn dark and light
    }
    if (!this.text.includes("_")) return paint.call(this, context);
    const { fillText } = context;
    context.fillText = write(context, fillText);
    context.strokeText = () => {};
    try {
      paint.call(this, context);
    } finally {
      delete context.fillText;
      delete context.strokeText;
    }
  };
  TextBox.prototype.lettered = true;
}

// Legends are no canvases: their names are elements.
function mendLegends() {
  const { LegendView } = window.Bokeh.require("models/annotations/legend");
  if (LegendView.prototype.lettered) return;
  const render = LegendView.prototype._render_items;
  LegendView.prototype._render_items = function () {
    render.call(this);
    for (const { label_el, label } of this.entries) label_el.replaceChildren(...pieces(label).map(([text, low]) => {
      const part = document.createElement(low ? "sub" : "span");
      part.textContent = text;
      if (low) part.style.cssText = "position: relative; top: 0.3em";  // it stands in a flexible box
      return part;
    }));
  };
  LegendView.prototype.lettered = true;
}

// The buttons beside a figure say that they are buttons, and which.
function mendTools() {
  const { ToolButtonView } = window.Bokeh.require("models/tools/tool_button");
  if (ToolButtonView.prototype.named) return;
  const render = ToolButtonView.prototype.render;
  ToolButtonView.prototype.render = function () {
    render.call(this);
    this.el.setAttribute("role", "button");
    this.el.setAttribute("aria-label", this.el.title);
  };
  ToolButtonView.prototype.named = true;
}

// A finger that begins on a figure scrolls the page; two fingers zoom in it. Dragging is for those
// who have a mouse: the tools above the figure still turn it on.
function mendTouch() {
  if (!window.matchMedia("(pointer: coarse)").matches) return;
  const { PlotView } = window.Bokeh.require("models/plots/plot_canvas");
  if (PlotView.prototype.touched) return;
  const rest = ({ toolbar }) => {
    for (const tool of toolbar.tools)
      if (tool.active && tool.event_types?.includes("pan")) tool.setv({ active: false }, { sync: false });
  };
  const initialize = PlotView.prototype.initialize;
  PlotView.prototype.initialize = function () {
    rest(this.model);
    initialize.call(this);
  };
  PlotView.prototype.touched = true;
  PlotView.prototype.rested = function () { rest(this.model); };
}

// Figures that came with the document may be there before all this is mended.
function mendWhatIsThere(views = Object.values(window.Bokeh.index)) {
  const { LegendView } = window.Bokeh.require("models/annotations/legend");
  const { ToolButtonView } = window.Bokeh.require("models/tools/tool_button");
  for (const view of views) {
    view.rested?.();
    if (view instanceof LegendView) view._render_items();
    else if (view instanceof ToolButtonView) view.render();
    else if (view.model.toolbar) view.request_repaint?.();
    if (view.children) mendWhatIsThere([...view.children()]);
  }
}

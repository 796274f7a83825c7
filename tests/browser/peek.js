// What the tests ask the page: Bokeh's models and where their points stand on the screen.
window.peek = {
  models: (type) => [...(window.Bokeh?.documents?.[0]?._all_models.values() ?? [])]
    .filter((model) => model.type === type),

  // a figure by its name
  figure: (name) => peek.models("Figure").find((fig) => fig.name === name),

  // the columns of a figure's renderer that is drawn with `glyph`
  columns: (name, glyph, nth = 0) => peek.figure(name)?.renderers
    .filter((renderer) => renderer.glyph.type === glyph)[nth]?.data_source.data,

  // Adler-32, as zlib has it, of the first image of a figure; 0 while there is none
  image: (name) => {
    const image = peek.columns(name, "Image")?.image[0];
    if (!image) return 0;
    let a = 1, b = 0;
    for (const value of image) { a = (a + value) % 65521; b = (b + a) % 65521; }
    return b * 65536 + a;
  },

  view: (model) => {
    const find = (views) => {
      for (const view of views) {
        if (view.model === model) return view;
        const inner = view.children ? find([...view.children()]) : null;
        if (inner) return inner;
      }
      return null;
    };
    return find(Object.values(Bokeh.index));
  },

  // pixels of a point (x, y) of a figure in the window; null unless it is drawn
  pixel: (name, x, y) => {
    const view = peek.view(peek.figure(name)), frame = view?.frame;
    if (!frame?.bbox?.width) return null;
    const box = view.el.getBoundingClientRect();
    return [box.left + frame.x_scale.compute(x), box.top + frame.y_scale.compute(y)];
  },

  // all elements, in reading order, inside shadow roots too
  elements: (selector, root = document) => [...root.querySelectorAll("*")].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? peek.elements(selector, element.shadowRoot) : []),
  ]),

  // 0 black … 1 white
  luminance: (color) => {
    const brush = document.createElement("canvas").getContext("2d");
    brush.fillStyle = color;
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  },

  focused: () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  },
};

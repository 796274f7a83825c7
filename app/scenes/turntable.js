// Turn, tilt and zoom of a picture in three dimensions, for those without a mouse as well.

export function render({ model, view, el }) {
  el.innerHTML = `
    <div class="keys" role="group" aria-label="View">
      <label>turn <input type="range" class="turn" min="-180" max="180" step="1" aria-label="Turn"></label>
      <label>tilt <input type="range" class="tilt" min="-90" max="90" step="1" aria-label="Tilt"></label>
      <button type="button" class="farther" aria-label="Zoom out" title="Zoom out">−</button>
      <button type="button" class="nearer" aria-label="Zoom in" title="Zoom in">+</button>
      <button type="button" class="home" title="Back to the first view (double click)">Reset view</button>
    </div>`;
  const at = (name) => el.querySelector(`.${name}`);
  // told to the picture here in the browser, not to the server
  const tell = (values) => view.model.data.setv(values, { sync: false });
  const show = (name) => {
    at(name).value = model[name];
    at(name).setAttribute("aria-valuetext", `${Math.round(model[name])} degrees`);
  };
  for (const name of ["turn", "tilt"]) {
    at(name).addEventListener("input", () => tell({ [name]: Number(at(name).value) }));
    model.on(name, () => show(name));
    show(name);
  }
  for (const name of ["nearer", "farther", "home"])
    at(name).addEventListener("click", () => tell({ [name]: model[name] + 1 }));
  tell({ mounted: model.mounted + 1 });
}

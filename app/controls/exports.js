// What a person takes home: files that the server makes, pictures that the browser draws, and lines.
function view(name, views = Object.values(Bokeh.index)) {
  for (const each of views) {
    if (each.model.type === "Figure" && each.model.name === name) return each;
    const inner = each.children ? view(name, [...each.children()]) : null;
    if (inner) return inner;
  }
  return null;
}

export function render({ model, el }) {
  el.innerHTML = `
    <details><summary>Export: data, picture, the lines that repeat this run</summary>
      <div class="body"><div class="files"></div>
      <p>Command line <button type="button">Copy command</button></p>
      <pre aria-label="Command line"></pre>
      <p>Python <button type="button">Copy Python</button></p>
      <pre aria-label="Python"></pre></div>
    </details>`;
  const files = el.querySelector(".files"), lines = [...el.querySelectorAll("pre")];
  const button = (label, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", press);
    files.append(made);
  };
  const picture = (kind) => {
    const figure = view(model.picture);
    if (!figure) { alert("The picture is not on the page yet."); return; }
    figure.export(kind, false).to_blob().then((blob) => save(blob, `${model.stem}.${kind}`));
  };
  button("CSV", () => model.send_msg("csv"));
  button("NetCDF", () => model.send_msg("nc"));
  button("PNG", () => picture("png"));
  button("SVG", () => picture("svg"));
  for (const kind of ["png", "svg"])
    button(`Slide (${kind.toUpperCase()})`, () => model.send_msg(`slide-${kind}`));
  model.on("sent", () => {
    save(new Blob([model.file]), model.name_of_file);
    model.send_msg("got");
  });
  el.querySelectorAll("p button").forEach((copy, i) => copiesOnPress(copy, () => model.lines[i] ?? "", "Copied"));
  const paint = () => lines.forEach((line, i) => { line.textContent = model.lines[i] ?? ""; });
  model.on("lines", paint);
  paint();
}

// What the whole page listens to: Esc stops what runs; the width says whether the rail fits.
const NARROW = 900;

export function render({ model }) {
  const stop = (event) => { if (event.key === "Escape") model.stops = model.stops + 1; };
  const width = () => {
    const narrow = window.innerWidth < NARROW;
    if (narrow !== model.narrow) model.narrow = narrow;
  };
  document.addEventListener("keydown", stop);
  window.addEventListener("resize", width);
  model.on("remove", () => {
    document.removeEventListener("keydown", stop);
    window.removeEventListener("resize", width);
  });
  setTimeout(width, 300);  // what is set while the page is being built does not reach the server
}

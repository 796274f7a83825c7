// The tabs of a group of pages, and the question that this one answers.
export function render({ model, el }) {
  const tabs = document.createElement("nav"), question = document.createElement("h1");
  tabs.setAttribute("aria-label", "Pages of this group");
  for (const [key, title] of JSON.parse(model.tabs)) {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.textContent = title;
    tab.className = `nav-${key}${key === model.here ? " here" : ""}`;
    tab.setAttribute("aria-current", key === model.here ? "page" : "false");
    tab.addEventListener("click", () => {
      window.ionoscopeTab = key;  // the page it leads to has tabs of its own: the focus goes there
      model.send_msg(key);
    });
    tabs.append(tab);
  }
  question.textContent = model.question;
  el.replaceChildren(tabs, question);
  const size = () => {
    tabs.hidden = model.large;
    question.classList.toggle("large", model.large);
  };
  model.on("large", size);
  size();
  if (window.ionoscopeTab !== model.here) return;
  window.ionoscopeTab = null;
  requestAnimationFrame(() => tabs.querySelector(".here")?.focus());
}

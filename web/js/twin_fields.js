// The fields of the twin: real <input>, <textarea> and <select> elements over the frames that the canvas draws. They
// are seen and touched; the DOM owns value, caret, selection, undo, IME and autofill, and C++ hears of every change. A
// value is written back only where C++ has changed it. A <select> is transparent: the canvas draws it, the browser's
// own picker opens.

Module.portail = Module.portail || {};

Module.portail.fields = (act, ACTION) => {
  // The order of portail::ui::InputKind: [type, inputmode]. Dates and times are typed as people write them ("demain",
  // "14.30"), which type="date" and type="time" would refuse.
  const KINDS = [["text", ""], ["textarea", ""], ["password", ""], ["email", "email"], ["tel", "tel"], ["search", "search"],
    ["text", "decimal"], ["text", ""], ["text", "decimal"], ["text", ""]];
  const MULTILINE = 1;

  const isField = (node) => node.role === "field" || node.role === "select";

  const create = (node) => {
    node.element = document.createElement("div");
    node.element.className = "field";
    node.inside = node.element;
    node.label = document.createElement("label");
    node.label.htmlFor = "portail-field-" + node.id;
    node.element.append(node.label);
  };

  const onInput = (node) => act(node.id, ACTION.SET_VALUE, node.field.value);

  const makeControl = (node, tag) => {
    const field = document.createElement(tag);
    field.id = "portail-field-" + node.id;
    field.name = field.id;
    field.portailId = node.id;
    if (tag === "select") {
      field.addEventListener("change", () => onInput(node));
    } else {
      field.addEventListener("input", () => onInput(node));
      field.spellcheck = tag === "textarea";
    }
    if (tag === "input") {
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) {
          event.preventDefault();
          act(node.id, ACTION.SUBMIT);
        }
      });
    }
    node.field = field;
    node.label.after(field);
  };

  const setLabel = (node, name) => {
    node.label.textContent = name;
  };

  const set = (element, name, value) => {
    if (value) {
      element.setAttribute(name, String(value));
    } else {
      element.removeAttribute(name);
    }
  };

  const setDetails = (node, properties) => {
    const input = properties.i;
    if (!input) {
      return;
    }
    const tag = node.role === "select" ? "select" : input.kind === MULTILINE ? "textarea" : "input";
    if (!node.field) {
      makeControl(node, tag);
    }
    const field = node.field;
    const [x, y, width, height] = input.box;
    field.style.left = x + "px";
    field.style.top = y + "px";
    field.style.width = width + "px";
    field.style.height = height + "px";
    if (tag === "select") {
      setOptions(node, properties.o || [], input.hint);
      return;
    }
    node.combobox = Boolean(input.popup);
    const [kind, mode] = KINDS[input.kind];
    const type = node.combobox && kind === "search" ? "text" : kind; // HTML lets only a text field be a combobox
    if (tag === "input" && field.type !== type) {
      field.type = type;
    }
    // Older password managers go by the name.
    field.name = input.complete || field.id;
    set(field, "inputmode", mode);
    set(field, "autocomplete", input.complete || "off");
    set(field, "enterkeyhint", input.enter);
    set(field, "placeholder", input.hint);
    set(field, "maxlength", input.max);
    set(field, "role", node.combobox && "combobox");
    set(field, "aria-autocomplete", node.combobox && "list");
    set(field, "aria-expanded", node.combobox && "true");
    set(field, "aria-controls", node.combobox && "portail-" + input.popup);
    set(field, "aria-activedescendant", input.active && "portail-" + input.active);
    if (type === "email" || type === "password" || input.complete === "username") {
      set(field, "autocapitalize", "none");
    }
  };

  const setOptions = (node, options, hint) => {
    const texts = [hint || "", ...options];
    const field = node.field;
    if (field.options.length !== texts.length || texts.some((text, index) => field.options[index].text !== text)) {
      field.replaceChildren(...texts.map((text, index) => new Option(text, index ? String(index - 1) : "")));
      field.options[0].hidden = true;
      field.value = node.properties.v || "";
    }
  };

  const setValue = (node, value) => {
    if (node.field && node.field.value !== value) {
      node.field.value = value;
    }
  };

  // Colours and sizes as CSS variables, so that fields look like what is drawn.
  const setTheme = (theme) => {
    const style = document.documentElement.style;
    for (const [name, value] of Object.entries(theme)) {
      style.setProperty("--" + name, value);
    }
    style.colorScheme = theme.scheme;
    for (const color of document.querySelectorAll("meta[name=theme-color]")) {
      color.content = theme.accent;
    }
  };

  return { isField, create, setLabel, setDetails, setValue, setTheme };
};

// The twin: the tree of meanings as real elements over the canvas, so that screen readers, keyboards, password managers
// and tests find what they know. C++ sends patches (shared/ui/twin_encoder.h); elements are kept and changed, never
// rebuilt, or the focus would be lost. They are invisible and let pointers through; only real fields, which are in
// web/js/twin_fields.js, are seen and touched. What people do to an element goes back as an action.

Module.portail = Module.portail || {};

Module.portail.twin = (() => {
  // The order of portail::ui::Role, State and ActionKind.
  const ROLE = ["root", "banner", "main", "navigation", "complementary", "search", "form", "group", "scroll", "heading", "text",
    "image", "separator", "button", "link", "checkbox", "switch", "radiogroup", "radio", "field", "select", "slider", "list",
    "listitem", "table", "row", "columnheader", "rowheader", "cell", "tablist", "tab", "tabpanel", "listbox", "option", "menu",
    "menuitem", "dialog", "alert", "status", "progressbar", "grid", "gridcell"];
  const TAG = { banner: "header", main: "main", navigation: "nav", complementary: "aside", form: "form", text: "p", separator: "hr",
    button: "button", link: "a", checkbox: "input", switch: "input", radio: "input", list: "ul", listitem: "li", tab: "button" };
  // Said even where the tag implies it: styles would otherwise take the meaning away in some browsers.
  const ARIA = { search: "search", image: "img", switch: "switch", radiogroup: "radiogroup", list: "list", table: "table", row: "row",
    columnheader: "columnheader", rowheader: "rowheader", cell: "cell", tablist: "tablist", tab: "tab", tabpanel: "tabpanel",
    listbox: "listbox", option: "option", menu: "menu", menuitem: "menuitem", dialog: "dialog", alert: "alert", status: "status",
    progressbar: "progressbar", slider: "slider", grid: "grid", gridcell: "gridcell" };
  const DISABLED = 1, REQUIRED = 2, INVALID = 4, CHECKED = 8, SELECTED = 16, EXPANDED = 32, COLLAPSED = 64, BUSY = 128, READ_ONLY = 256,
    CURRENT = 512, MODAL = 1024, PRESSED = 8192, ASCENDING = 16384, DESCENDING = 32768,
    COVERED = 131072, SKIPPED = 262144;
  const PRESS = 0, FOCUS = 1, BLUR = 2, SET_VALUE = 3, SUBMIT = 4, DISMISS = 6, SCROLL = 7, KEY = 8, SHORTCUT = 9;
  const GRID_KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];
  const COMBOBOX_KEYS = ["ArrowUp", "ArrowDown", "PageUp", "PageDown"];

  const root = document.getElementById("twin");
  const nodes = new Map(); // id → { id, element, inside, role, properties }
  let isApplying = false;
  let fields = null;
  let shortcuts = [];

  const act = (id, kind, value, isVisible) => {
    const text = value || "";
    const size = Module.lengthBytesUTF8(text) + 1;
    const memory = Module._malloc(size);
    Module.stringToUTF8(text, memory, size);
    Module._portail_twin_action(id, kind, memory, isVisible ? 1 : 0);
    Module._free(memory);
  };

  const attribute = (element, name, value) => {
    if (value === null || value === undefined || value === false || value === "") {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value === true ? "true" : String(value));
    }
  };

  // Visible text, before any child elements.
  const setText = (node, text) => {
    if (!node.text) {
      node.text = document.createTextNode("");
      node.inside.prepend(node.text);
    }
    if (node.text.data !== text) {
      node.text.data = text;
    }
  };

  const create = (id, properties) => {
    const role = ROLE[properties.r || 0];
    const node = { id, role, properties: {} };
    if (role === "field" || role === "select") {
      fields.create(node);
    } else {
      const tag = role === "heading" ? "h" + (properties.l || 2) : TAG[role] || "div";
      node.element = document.createElement(tag);
      node.inside = node.element;
    }
    const element = node.element;
    if (ARIA[role]) {
      element.setAttribute("role", ARIA[role]);
    }
    if (role === "button" || role === "tab") {
      element.type = "button";
    } else if (role === "checkbox" || role === "switch") {
      element.type = "checkbox";
    } else if (role === "radio") {
      element.type = "radio";
    } else if (role === "heading" || role === "main" || role === "dialog") {
      element.tabIndex = -1;
    } else if (role === "form") {
      element.noValidate = true;
    }
    if (role === "scroll") {
      element.className = "scroll";
    }
    if (role === "main" || role === "scroll") {
      // What is inside moves as one when it is scrolled.
      node.inside = document.createElement("div");
      element.append(node.inside);
    }
    element.portailId = id;
    if (role === "main") {
      element.id = "main";
    } else if (role === "listbox" || role === "option") {
      element.id = "portail-" + id; // a combobox points to it
    }
    return node;
  };

  // What has the focus keeps it until it is left: a browser would otherwise drop it. C++ takes no press from it.
  const setDisabled = (control, isDisabled) => {
    const waits = isDisabled && control === document.activeElement;
    control.disabled = isDisabled && !waits;
    control.portailWaits = waits;
    attribute(control, "aria-disabled", waits);
  };

  const setState = (node, state) => {
    const element = node.element;
    const role = node.role;
    const control = node.field || element;
    if ("disabled" in control) {
      setDisabled(control, (state & DISABLED) !== 0);
    } else if (role === "option" || role === "link") {
      attribute(control, "aria-disabled", (state & DISABLED) !== 0);
    }
    if (role === "checkbox" || role === "switch" || role === "radio") {
      element.checked = (state & CHECKED) !== 0;
      element.required = (state & REQUIRED) !== 0;
    } else if (role === "field" || role === "select") {
      control.style.visibility = state & COVERED ? "hidden" : "";
      control.required = (state & REQUIRED) !== 0;
      control.readOnly = (state & READ_ONLY) !== 0 || Boolean(control.portailWaits);
    } else if (role === "radiogroup") {
      attribute(element, "aria-required", (state & REQUIRED) !== 0);
    }
    if (role === "tab" || role === "option") {
      element.setAttribute("aria-selected", String((state & SELECTED) !== 0));
    }
    if (role === "tab") {
      element.tabIndex = (state & SELECTED) !== 0 ? 0 : -1;
    } else if (role === "option") {
      element.tabIndex = -1;
    } else if (role === "button") {
      element.tabIndex = state & SKIPPED ? -1 : 0;
    } else if (role === "gridcell") {
      element.setAttribute("aria-selected", String((state & SELECTED) !== 0));
    }
    if (role !== "select" && !node.combobox) {
      attribute(control, "aria-expanded", state & EXPANDED ? "true" : state & COLLAPSED ? "false" : null);
    }
    attribute(control, "aria-invalid", (state & INVALID) !== 0);
    attribute(element, "aria-busy", (state & BUSY) !== 0);
    attribute(element, "aria-pressed", role === "button" && state & PRESSED ? "true" : null);
    attribute(element, "aria-current", state & CURRENT ? (role === "link" ? "page" : "true") : null);
    attribute(element, "aria-modal", (state & MODAL) !== 0);
    if (role === "columnheader") {
      attribute(element, "aria-sort", state & ASCENDING ? "ascending" : state & DESCENDING ? "descending" : null);
    }
  };

  const setName = (node) => {
    const { element, role, properties } = node;
    const name = properties.n || "";
    if (fields.isField(node)) {
      fields.setLabel(node, name);
      return;
    }
    // A name that becomes visible, or is no longer: nothing of what it was stays.
    if (properties.t) {
      element.removeAttribute("aria-label");
      setText(node, name);
      return;
    }
    if (node.text) {
      setText(node, "");
    }
    if (role === "checkbox" || role === "switch" || role === "radio" || name) {
      attribute(element, "aria-label", name);
    } else {
      element.removeAttribute("aria-label");
    }
    if (role === "group") {
      attribute(element, "role", name ? "group" : null);
    } else if (role === "scroll") {
      attribute(element, "role", name ? "region" : null);
    }
  };

  // Help and error are elements that the control points to.
  const setDescription = (node) => {
    const text = [node.properties.e, node.properties.d].filter(Boolean).join(" ");
    const control = node.field || node.element;
    if (!text) {
      if (node.note) {
        node.note.remove();
        node.note = null;
        control.removeAttribute("aria-describedby");
      }
      return;
    }
    if (!node.note) {
      node.note = document.createElement("span");
      node.note.id = "portail-note-" + node.id;
      node.note.className = "note";
      control.after(node.note);
      control.setAttribute("aria-describedby", node.note.id);
    }
    node.note.textContent = text;
  };

  const setBox = (element, box) => {
    const style = element.style;
    style.left = box[0] + "px";
    style.top = box[1] + "px";
    style.width = box[2] + "px";
    style.height = box[3] + "px";
  };

  const update = (node, changes) => {
    Object.assign(node.properties, changes);
    const { element, role, properties } = node;
    if ("b" in changes) {
      setBox(element, changes.b);
    }
    if ("c" in changes) {
      node.inside.style.transform = "translate(" + -changes.c[0] + "px," + -changes.c[1] + "px)";
    }
    if ("h" in changes && role === "link") {
      attribute(element, "href", changes.h);
      element.draggable = false;
    }
    if ("k" in changes) {
      attribute(element, "aria-keyshortcuts", changes.k);
    }
    if ("n" in changes || "t" in changes) {
      setName(node);
    }
    if ("i" in changes || "o" in changes) {
      fields.setDetails(node, properties);
    }
    if ("s" in changes) {
      setState(node, changes.s);
    }
    if ("v" in changes) {
      if (fields.isField(node)) {
        fields.setValue(node, changes.v);
      } else if (role === "progressbar") {
        attribute(element, "aria-valuenow", changes.v);
      }
    }
    if ("d" in changes || "e" in changes) {
      setDescription(node);
    }
    if ("p" in changes || "z" in changes) {
      const isRow = role === "row";
      attribute(element, isRow ? "aria-rowindex" : "aria-posinset", properties.p);
      attribute(element, role === "table" ? "aria-rowcount" : "aria-setsize", isRow ? null : properties.z);
    }
  };

  const insert = (node, parentId, previousId) => {
    const parent = nodes.get(parentId);
    const previous = nodes.get(previousId);
    const inside = parent ? parent.inside : root;
    // Text and a real field come before what lies inside their node: a password before the eye that shows it.
    const own = parent && (parent.field || parent.text);
    const before = previous ? previous.element.nextSibling : own ? own.nextSibling : inside.firstChild;
    if (node.element.parentNode !== inside || (before !== node.element && node.element.nextSibling !== before)) {
      inside.insertBefore(node.element, before);
    }
    if (node.role === "radio") {
      node.element.name = "portail-radio-" + parentId;
    }
    if (node.role === "link" && !node.element.hasAttribute("href")) {
      // Without an address an <a> is no link.
      node.element.setAttribute("role", "link");
      node.element.tabIndex = 0;
    }
  };

  // Everything beside an open dialog is out of reach. The last modal is the topmost.
  const guardDialogs = () => {
    const modals = root.querySelectorAll("[aria-modal=true]");
    const top = modals.length ? modals[modals.length - 1] : null;
    if (top === guardDialogs.top && !top) {
      return;
    }
    for (const element of root.querySelectorAll("[inert]")) {
      element.removeAttribute("inert");
    }
    guardDialogs.top = top;
    for (let at = top; at && at !== root; at = at.parentElement) {
      for (const sibling of at.parentElement.children) {
        if (sibling !== at && sibling.getAttribute("role") !== "status") {
          sibling.setAttribute("inert", "");
        }
      }
    }
  };

  const apply = (text) => {
    isApplying = true;
    const had = document.activeElement;
    let wanted = null;
    for (const patch of JSON.parse(text)) {
      const [operation, id] = patch;
      const node = nodes.get(id);
      if (operation === "-") {
        if (node) {
          node.element.remove();
          if (node.note) {
            node.note.remove();
          }
          nodes.delete(id);
        }
      } else if (operation === "+") {
        const made = create(id, patch[4]);
        nodes.set(id, made);
        insert(made, patch[2], patch[3]);
        update(made, patch[4]);
      } else if (operation === "~") {
        insert(node, patch[2], patch[3]);
      } else if (operation === "=") {
        update(node, patch[2]);
      } else if (operation === "f") {
        wanted = [id, patch[2]];
      } else if (operation === "t") {
        fields.setTheme(patch[1]);
      } else if (operation === "k") {
        shortcuts = patch[1];
      }
    }
    guardDialogs();
    if (wanted && nodes.has(wanted[0])) {
      const node = nodes.get(wanted[0]);
      const control = node.field || node.element;
      control.focus({ preventScroll: true, focusVisible: Boolean(wanted[1]) });
    } else if (had !== document.activeElement && had && had.isConnected && root.contains(had)) {
      had.focus({ preventScroll: true }); // it was moved
    }
    isApplying = false;
  };

  const clear = () => {
    isApplying = true;
    root.textContent = "";
    nodes.clear();
    isApplying = false;
  };

  // The node of an element or of what is around it.
  const nodeOf = (element) => {
    for (let at = element; at && at !== root; at = at.parentElement) {
      if (at.portailId && nodes.has(at.portailId)) {
        return nodes.get(at.portailId);
      }
    }
    return null;
  };

  const isForBrowser = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0;

  const onClick = (event) => {
    const node = nodeOf(event.target);
    if (!node || fields.isField(node)) {
      return;
    }
    if (node.role === "link" && node.element.hasAttribute("href") && isForBrowser(event)) {
      return; // in another tab or window
    }
    event.preventDefault(); // C++ decides what happens, and says what is checked then
    if (Module.portail.page.tookPointer(event)) {
      return; // the canvas has been pressed already
    }
    if (["button", "link", "checkbox", "switch", "radio", "tab", "option", "menuitem"].includes(node.role)) {
      act(node.id, PRESS);
    }
  };

  // The page does not scroll by itself, for its areas are drawn.
  const scrollByKey = (event, node) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || (node && fields.isField(node))) {
      return;
    }
    const isFree = !node || ["heading", "main", "dialog"].includes(node.role);
    const lines = isFree ? { ArrowDown: 60, ArrowUp: -60 }[event.key] : 0;
    const pages = { PageDown: 0.85, PageUp: -0.85, End: 1000, Home: -1000, " ": isFree ? (event.shiftKey ? -0.85 : 0.85) : 0 }[event.key];
    if (!lines && !pages) {
      return;
    }
    let area = event.target.closest("main, .scroll");
    if (!area || !area.portailId || !root.contains(area)) {
      area = [...root.querySelectorAll("main, .scroll")].filter((element) => !element.closest("[inert]")).pop();
    }
    if (area) {
      event.preventDefault();
      act(area.portailId, SCROLL, String(lines || pages * area.clientHeight));
    }
  };

  const chordOf = (event) => {
    if (event.altKey || event.isComposing) {
      return "";
    }
    const isChord = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    return isChord ? (event.shiftKey ? "" : "Ctrl+" + key) : key === "?" || !event.shiftKey ? key : "";
  };

  const takeShortcut = (event, node) => {
    const chord = chordOf(event);
    const isTyping = (node && fields.isField(node)) || event.target.isContentEditable;
    if (!shortcuts.includes(chord) || (isTyping && !chord.startsWith("Ctrl+"))) {
      return false;
    }
    event.preventDefault();
    act(1, SHORTCUT, chord);
    return true;
  };

  const onKeyDown = (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      act(1, DISMISS);
      return;
    }
    const node = nodeOf(event.target);
    if (takeShortcut(event, node)) {
      return;
    }
    const hasModifier = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
    const own = !node || hasModifier ? [] : node.combobox ? COMBOBOX_KEYS : node.element.closest("[role=gridcell]") ? GRID_KEYS : [];
    if (own.includes(event.key) && !event.isComposing) {
      event.preventDefault();
      act(node.id, KEY, event.key);
      return;
    }
    scrollByKey(event, node);
    if (!node) {
      return;
    }
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (step && (node.role === "tab" || node.role === "option")) {
      const all = [...node.element.parentElement.children].filter((element) => element.getAttribute("role") === node.role);
      const next = all[(all.indexOf(node.element) + step + all.length) % all.length];
      event.preventDefault();
      next.focus();
      if (node.role === "tab") {
        act(next.portailId, PRESS);
      }
    } else if ((event.key === "Enter" || event.key === " ") && ["option", "menuitem"].includes(node.role)) {
      event.preventDefault();
      act(node.id, PRESS);
    }
  };

  const onFocusIn = (event) => {
    const node = nodeOf(event.target);
    if (node && !isApplying) {
      act(node.id, FOCUS, "", event.target.matches(":focus-visible"));
    }
  };
  const onFocusOut = (event) => {
    const node = nodeOf(event.target);
    if (event.target.portailWaits) {
      setTimeout(() => event.target.portailWaits && setDisabled(event.target, true));
    }
    if (node && !isApplying && !(event.relatedTarget && root.contains(event.relatedTarget))) {
      act(node.id, BLUR);
    }
  };

  const start = () => {
    fields = Module.portail.fields(act, { SET_VALUE, SUBMIT });
    root.addEventListener("click", onClick);
    document.addEventListener("keydown", onKeyDown);
    root.addEventListener("focusin", onFocusIn);
    root.addEventListener("focusout", onFocusOut);
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      const node = nodeOf(event.target);
      if (node) {
        act(node.id, SUBMIT);
      }
    });
    // A browser that scrolls an element into view must not move the twin away from the canvas.
    root.addEventListener("scroll", () => root.scrollTo(0, 0));
    root.addEventListener("invalid", (event) => event.preventDefault(), true);
  };

  return { start: start, apply: apply, clear: clear };
})();

// What the page knows and can do for the program: preferences of the person, the address bar. The other half
// is web/host_services_web.cpp.

Module.portail = Module.portail || {};

Module.portail.host = (() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const fine = matchMedia("(pointer: fine)");
  const forced = matchMedia("(forced-colors: active)");
  // The order of web/host_services_web.cpp.
  const SYSTEM_COLORS = ["Canvas", "CanvasText", "LinkText", "GrayText", "Highlight", "HighlightText", "ButtonBorder", "Field"];
  const PREFIX = "portail.";

  // How much larger than usual the person reads: the browser's own font size, 16 px by default.
  const textScale = () => Math.min(2, Math.max(1, parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1));

  // A canvas is not recoloured by the system: what it imposes is read from an element that shows it.
  const systemColors = () => {
    if (!forced.matches) {
      return "";
    }
    const probe = document.createElement("span");
    document.body.append(probe);
    const colors = SYSTEM_COLORS.map((name) => {
      probe.style.cssText = "forced-color-adjust: none; color: " + name;
      const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
      return "#" + [red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");
    });
    probe.remove();
    return colors.join(",");
  };

  const preferences = () =>
    [dark.matches ? 1 : 0, still.matches ? 1 : 0, fine.matches ? 1 : 0, textScale(), (navigator.languages || [navigator.language]).join(","),
      systemColors(), /Mac|iP(hone|ad|od)/.test(navigator.platform) ? 1 : 0].join("\n");

  const location_ = () => location.pathname + location.search;

  const start = () => {
    Module.portail.offline.start();
    Module.portail.installation.start();
    for (const query of [dark, still, fine, forced]) {
      query.addEventListener("change", () => Module._portail_preferences_changed());
    }
    window.addEventListener("online", () => Module._portail_online_changed(1));
    window.addEventListener("offline", () => Module._portail_online_changed(0));
    Module.portail.places.start();
    document.addEventListener("visibilitychange", () => Module._portail_visibility_changed(document.visibilityState === "visible" ? 1 : 0));
  };

  // Storage may be forbidden (private windows, blocked cookies); preferences are then forgotten with the page.
  const stored = (key) => {
    try {
      return localStorage.getItem(PREFIX + key);
    } catch (error) {
      return null;
    }
  };
  const store = (key, value) => {
    try {
      localStorage.setItem(PREFIX + key, value);
    } catch (error) {
      // see above
    }
  };

  const openAddress = (address) => {
    if (/^https?:/.test(address)) {
      window.open(address, "_blank", "noopener");
    } else {
      location.href = address; // tel:, mailto:
    }
  };

  return { start: start, preferences: preferences, location: location_, stored: stored, store: store, openAddress: openAddress };
})();

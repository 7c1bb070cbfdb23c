// The places of the tab's history: each entry has a key and its number in history.state, and what the program keeps with
// it (how far it was scrolled, what was typed) lies under that key. It outlives a reload in sessionStorage, which ends
// with the tab. The other half is web/host_services_web.cpp.

Module.portail = Module.portail || {};

Module.portail.places = (() => {
  const NAME = "portail.places";
  const MOST = 50; // entries, the oldest forgotten first

  let places = new Map(); // key → { name: text }
  let here = null; // { key, index } of the present entry

  const newKey = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 8);

  // Storage may be forbidden; places are then forgotten by a reload.
  const load = () => {
    try {
      places = new Map(JSON.parse(sessionStorage.getItem(NAME) || "[]"));
    } catch (error) {
      places = new Map();
    }
  };
  const save = () => {
    try {
      sessionStorage.setItem(NAME, JSON.stringify([...places]));
    } catch (error) {
      // see above
    }
  };

  // An entry that is not ours yet: the page was just opened, or its #fragment was changed by hand.
  const arrive = () => {
    const state = history.state && history.state.portail;
    if (state) {
      here = state;
      return;
    }
    here = { key: newKey(), index: here ? here.index + 1 : 0 };
    history.replaceState({ portail: here }, "");
  };

  const start = () => {
    history.scrollRestoration = "manual"; // the areas are drawn
    load();
    arrive();
    window.addEventListener("popstate", () => {
      arrive();
      Module._portail_location_changed();
    });
    window.addEventListener("pagehide", save);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  };

  const push = (location) => {
    here = { key: newKey(), index: here.index + 1 };
    history.pushState({ portail: here }, "", location);
  };
  const replace = (location) => history.replaceState({ portail: here }, "", location);

  const keep = (name, text) => {
    const place = places.get(here.key) || {};
    place[name] = text;
    places.delete(here.key);
    places.set(here.key, place);
    if (places.size > MOST) {
      places.delete(places.keys().next().value);
    }
  };
  const kept = (name) => (places.get(here.key) || {})[name] || "";
  const forget = () => {
    places.clear();
    save();
  };

  return { start: start, push: push, replace: replace, before: () => here.index, keep: keep, kept: kept, forget: forget };
})();

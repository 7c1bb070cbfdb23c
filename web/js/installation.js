// Whether and how the program can be put on the home screen. web/js/loader.js keeps the browser's own offer
// (Module.portailInstallPrompt), which may come before the program; the program finds the moment
// (shared/ui/install_offer.cpp). The numbers are those of InstallWay in shared/platform/host_services.h.

Module.portail = Module.portail || {};

Module.portail.installation = (() => {
  const NONE = 0;
  const ASK = 1;
  const BY_HAND = 2;
  const installed = matchMedia("(display-mode: standalone)");

  const way = () => {
    if (installed.matches || navigator.standalone === true) {
      return NONE;
    }
    return Module.portailInstallPrompt ? ASK : navigator.standalone === false ? BY_HAND : NONE;
  };

  const changed = () => Module._portail_install_way_changed();

  // An offer of the browser can be used once; after a refusal it makes another when it sees fit.
  const ask = () => {
    const offer = Module.portailInstallPrompt;
    if (offer) {
      Module.portailInstallPrompt = null;
      offer.prompt();
      changed();
    }
  };

  const start = () => {
    window.addEventListener("beforeinstallprompt", changed); // after the loader's own listener
    window.addEventListener("appinstalled", () => {
      Module.portailInstallPrompt = null;
      changed();
    });
  };

  return { start: start, way: way, ask: ask };
})();

// Newer versions of the program: notices them, says when one is kept whole on the device, and starts it when the program
// says that the moment is good: a page that starts is the newest version. The worker that keeps versions is
// web/js/service_worker.js; web/js/loader.js registers it.

Module.portail = Module.portail || {};

Module.portail.offline = (() => {
  const LONGEST_WAIT = 10000;
  const LEAST_BETWEEN_LOOKS = 60000;
  const HOUR = 3600000;
  const workers = navigator.serviceWorker;
  const loader = document.querySelector("script[data-path]").dataset; // "/portal/3f9a01c2ab12", "portal"
  let registration = null;
  let lastLook = 0;
  let isReady = false;

  // What the worker has noted as the newest version that is kept whole.
  const newest = async () => {
    const noted = await caches.match(`/${loader.program}/`, { cacheName: "portail.newest" });
    return noted ? `/${loader.program}/${await noted.text()}` : loader.path;
  };

  const tellWhenReady = async () => {
    if (!isReady && (await newest()) !== loader.path) {
      isReady = true;
      Module._portail_update_ready();
    }
  };

  const fetched = (worker) =>
    new Promise((resolve) => {
      const look = () => worker.state !== "installing" && resolve();
      worker.addEventListener("statechange", look);
      look();
    });

  const look = () => {
    lastLook = Date.now();
    return registration.update().catch(() => {}); // without a network there is nothing newer
  };

  const begin = (ours) => {
    registration = ours;
    registration.active.postMessage("remove_old_versions");
    const follow = () => registration.installing && fetched(registration.installing).then(tellWhenReady);
    registration.addEventListener("updatefound", follow);
    follow();
    tellWhenReady();
    look();
    setInterval(look, HOUR);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && Date.now() - lastLook > LEAST_BETWEEN_LOOKS) {
        look();
      }
    });
  };

  const start = () => workers && workers.ready.then(begin);

  // Starts the newest version in this window; others follow when it suits them.
  const applyUpdate = () => location.reload();

  // The server finds this version too old: fetches the new one, whatever it takes.
  const reload = () => {
    const patience = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT));
    const coming = registration ? look().then(() => registration.installing && fetched(registration.installing)) : Promise.resolve();
    Promise.race([coming, patience]).then(applyUpdate);
  };

  return { start, hasUpdate: () => isReady, applyUpdate, reload };
})();

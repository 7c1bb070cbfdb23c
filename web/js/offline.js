// Newer versions of the program: notices them, says when one is on the device and waits, and starts it when the program
// says that the moment is good. The worker that keeps versions is web/js/service_worker.js; web/js/loader.js registers it
// and uses a version that waits at a start.

Module.portail = Module.portail || {};

Module.portail.offline = (() => {
  const LONGEST_WAIT = 10000;
  const LEAST_BETWEEN_LOOKS = 60000;
  const HOUR = 3600000;
  const workers = navigator.serviceWorker;
  let registration = null;
  let lastLook = 0;
  let isReady = false;
  let isReloading = false;

  const ready = () => {
    if (!isReady) {
      isReady = true;
      Module._portail_update_ready();
    }
  };

  const reached = (worker, states) =>
    new Promise((resolve) => {
      const look = () => states.includes(worker.state) && resolve(worker.state);
      worker.addEventListener("statechange", look);
      look();
    });

  const tellWhenReady = (worker) => worker && reached(worker, ["installed", "activated", "redundant"]).then((state) => state !== "redundant" && ready());

  const look = () => {
    lastLook = Date.now();
    return registration.update().catch(() => {}); // without a network there is nothing newer
  };

  const begin = (ours) => {
    registration = ours;
    registration.active.postMessage("remove_old_versions");
    registration.addEventListener("updatefound", () => tellWhenReady(registration.installing));
    tellWhenReady(registration.waiting || registration.installing);
    look();
    setInterval(look, HOUR);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && Date.now() - lastLook > LEAST_BETWEEN_LOOKS) {
        look();
      }
    });
  };

  const start = () => {
    if (!workers) {
      return;
    }
    let isKept = Boolean(workers.controller);
    workers.addEventListener("controllerchange", () => {
      if (isReloading) {
        location.reload();
      } else if (isKept) {
        ready(); // another window uses the new version already
      }
      isKept = true;
    });
    workers.ready.then(begin);
  };

  // Starts the version that waits, in this window; others follow when it suits them.
  const applyUpdate = () => {
    isReloading = true;
    if (registration && registration.waiting) {
      registration.waiting.postMessage("use_new_version");
      setTimeout(() => location.reload(), LONGEST_WAIT);
    } else {
      location.reload();
    }
  };

  // The server finds this version too old: fetches the new one, whatever it takes.
  const reload = () => {
    const patience = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT));
    const fetched = registration ? look().then(() => registration.installing && reached(registration.installing, ["installed", "redundant"])) : Promise.resolve();
    Promise.race([fetched, patience]).then(applyUpdate);
  };

  return { start: start, hasUpdate: () => isReady, applyUpdate: applyUpdate, reload: reload };
})();

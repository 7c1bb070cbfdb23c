// Fetches a newer program and starts it, for a page that the server finds too old. The worker that keeps the program on
// the device is web/js/service_worker.js; web/js/loader.js registers it.

Module.portail = Module.portail || {};

Module.portail.offline = (() => {
  const LONGEST_WAIT = 10000;

  const reached = (worker, states) =>
    new Promise((resolve) => {
      const look = () => states.includes(worker.state) && resolve();
      worker.addEventListener("statechange", look);
      look();
    });

  const useNewVersion = async () => {
    const registration = navigator.serviceWorker && (await navigator.serviceWorker.getRegistration());
    if (!registration) {
      return;
    }
    await registration.update();
    const coming = registration.installing || registration.waiting;
    if (coming) {
      await reached(coming, ["installed", "activated", "redundant"]);
      coming.postMessage("use_new_version");
      await reached(coming, ["activated", "redundant"]);
    }
  };

  const reload = () => {
    const patience = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT));
    Promise.race([useNewVersion().catch(() => {}), patience]).then(() => location.reload());
  };

  return { reload: reload };
})();

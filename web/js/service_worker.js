// Keeps one program on the device, so that it opens without a network. A version is one set of files, fetched whole
// before it is used and never mixed with another: the page and everything that it loads come from the same cache.
// A new version waits until no window of the old one is open, or until the page says that the moment is good.
// web/site/assemble_site.py fills in the four constants.
"use strict";

const PROGRAM = "@PROGRAM@";
const VERSION = "@VERSION@";
const PAGES = @PAGES@; // the addresses that the program's page answers: exact ones, and those that begin with "…/"
const FILES = @FILES@; // the first is the page itself

const cacheName = "portail-" + PROGRAM + "-" + VERSION;
const isOwnCache = (name) => name.startsWith("portail-" + PROGRAM + "-");

const isPage = (path) => PAGES.some((page) => (page.endsWith("/") ? path.startsWith(page) : path === page));

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(FILES)));
});

self.addEventListener("activate", (event) => {
  const removeOldVersions = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => isOwnCache(name) && name !== cacheName).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(removeOldVersions());
});

self.addEventListener("message", (event) => {
  if (event.data === "use_new_version") {
    self.skipWaiting();
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  const file = request.mode === "navigate" && isPage(url.pathname) ? FILES[0] : url.pathname;
  if (FILES.includes(file)) {
    event.respondWith(caches.open(cacheName).then(async (cache) => (await cache.match(file)) || fetch(request)));
  }
});

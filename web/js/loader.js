// Starts the program, or says plainly why it cannot run and what to do. It is the first script of the page and depends
// on nothing; old browsers must understand it too.
(function () {
  "use strict";
  var script = document.currentScript;
  var path = script.getAttribute("data-path");
  var program = script.getAttribute("data-program");
  var worker = script.getAttribute("data-worker");
  var scope = script.getAttribute("data-scope");
  var WORDS = {
    fr: {
      loading: "Chargement…",
      old: "Ce navigateur est trop ancien pour cette page. Mettez-le à jour, ou ouvrez la page dans un autre navigateur.",
      graphics: "Ce navigateur ne peut pas afficher la page : WebGL est désactivé. Activez l’accélération graphique dans ses réglages, ou ouvrez la page dans un autre navigateur.",
      storage: "Ce navigateur n’autorise pas l’enregistrement sur cet appareil. Quittez la navigation privée ou autorisez les données de ce site.",
      network: "La page n’a pas pu être chargée. Vérifiez la connexion, puis réessayez.",
      crash: "La page s’est arrêtée. Ce qui était enregistré l’est toujours.",
      retry: "Réessayer",
      call: "Appeler {phone}"
    },
    en: {
      loading: "Loading…",
      old: "This browser is too old for this page. Update it, or open the page in another browser.",
      graphics: "This browser cannot show the page: WebGL is turned off. Turn on graphics acceleration in its settings, or open the page in another browser.",
      storage: "This browser does not allow saving on this device. Leave private browsing, or allow this site’s data.",
      network: "The page could not be loaded. Check the connection and try again.",
      crash: "The page has stopped. What was saved is still saved.",
      retry: "Try again",
      call: "Call {phone}"
    },
    de: {
      loading: "Wird geladen…",
      old: "Dieser Browser ist zu alt für diese Seite. Aktualisieren Sie ihn oder öffnen Sie die Seite in einem anderen Browser.",
      graphics: "Dieser Browser kann die Seite nicht anzeigen: WebGL ist ausgeschaltet. Schalten Sie die Grafikbeschleunigung in den Einstellungen ein oder öffnen Sie die Seite in einem anderen Browser.",
      storage: "Dieser Browser erlaubt kein Speichern auf diesem Gerät. Verlassen Sie den privaten Modus oder erlauben Sie die Daten dieser Website.",
      network: "Die Seite konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
      crash: "Die Seite wurde angehalten. Was gespeichert war, ist weiterhin gespeichert.",
      retry: "Erneut versuchen",
      call: "{phone} anrufen"
    },
    it: {
      loading: "Caricamento…",
      old: "Questo browser è troppo vecchio per questa pagina. Aggiornalo o apri la pagina in un altro browser.",
      graphics: "Questo browser non può mostrare la pagina: WebGL è disattivato. Attiva l’accelerazione grafica nelle impostazioni o apri la pagina in un altro browser.",
      storage: "Questo browser non permette di salvare su questo dispositivo. Esci dalla navigazione privata o consenti i dati di questo sito.",
      network: "Non è stato possibile caricare la pagina. Controlla la connessione e riprova.",
      crash: "La pagina si è fermata. Ciò che era salvato lo è ancora.",
      retry: "Riprova",
      call: "Chiama {phone}"
    }
  };
  var root = document.documentElement;
  var shell = document.getElementById("shell");
  var message = document.getElementById("shell-message");
  var actions = document.getElementById("shell-actions");

  // --- what this person has chosen on this device (shared/ui/app.cpp) ---
  function chosen(key) {
    try {
      return localStorage.getItem("portail." + key);
    } catch (error) {
      return null; // forbidden: nothing is remembered
    }
  }
  var language = WORDS[chosen("language")] ? chosen("language") : root.lang;
  var words = WORDS[language] || WORDS.fr;
  root.lang = language;
  var scheme = chosen("color_scheme");
  if (scheme === "light" || scheme === "dark") {
    root.setAttribute("data-scheme", scheme);
    [].forEach.call(document.querySelectorAll('meta[name="theme-color"]'), function (meta) {
      meta.media = meta.media.indexOf(scheme) < 0 ? "not all" : "all";
    });
  }
  var textScale = Number(chosen("text_scale"));
  if (textScale >= 100 && textScale <= 200) {
    shell.style.fontSize = textScale + "%";
  }
  message.textContent = words.loading;
  var call = actions.querySelector("a");
  if (call) {
    call.textContent = words.call.replace("{phone}", call.getAttribute("data-phone"));
  }

  function fail(text) {
    root.classList.add("shell-failed");
    message.className = "shell-problem";
    message.textContent = text;
    message.setAttribute("role", "alert");
    if (!actions.querySelector("button")) {
      var retry = document.createElement("button");
      retry.className = "shell-action";
      retry.textContent = words.retry;
      retry.onclick = function () {
        location.reload();
      };
      actions.insertBefore(retry, actions.firstChild);
    }
    actions.hidden = false;
  }

  // The program's own context, with the attributes that web/app_loop_web.cpp gives: it becomes ready meanwhile.
  function hasGraphics() {
    var canvas = document.getElementById("canvas");
    try {
      if (canvas.width === 300) {
        // Nobody has given it its size yet (web/js/page.js): it need not be made twice.
        canvas.width = Math.round(root.clientWidth * (window.devicePixelRatio || 1));
        canvas.height = Math.round(window.innerHeight * (window.devicePixelRatio || 1));
      }
      return Boolean(
        canvas.getContext("webgl", {
          alpha: false,
          depth: false,
          stencil: false,
          antialias: false,
          powerPreference: "low-power"
        })
      );
    } catch (error) {
      return false;
    }
  }
  function storage() {
    try {
      return window.indexedDB;
    } catch (error) {
      return null;
    }
  }

  if (typeof WebAssembly !== "object" || typeof Promise !== "function" || !window.PointerEvent || !window.fetch) {
    fail(words.old);
    return;
  }
  if (!storage()) {
    fail(words.storage);
    return;
  }
  // It is there, and may still be closed to us.
  var trial = storage().open("portail:start");
  trial.onsuccess = function () {
    trial.result.close();
  };
  trial.onerror = function () {
    fail(words.storage);
  };

  // --- the program ---
  var files = path + "/" + program;
  // Where the server has another version by now, the page of today names that one; it is asked for once.
  function isFirstTry() {
    try {
      var tried = sessionStorage.getItem("portail.missing");
      sessionStorage.setItem("portail.missing", path);
      return tried !== path;
    } catch (error) {
      return false;
    }
  }
  function unreachable() {
    fetch(files + ".js", { method: "HEAD", cache: "no-store" }).then(
      function (response) {
        if (response.status === 404 && isFirstTry()) {
          location.reload();
        } else {
          fail(words.network);
        }
      },
      function () {
        fail(words.network);
      }
    );
  }

  // Compiled while it arrives, and at the same time as the scripts.
  var compiled = fetch(files + ".wasm", { credentials: "same-origin" }).then(function (response) {
    if (!response.ok) {
      throw new TypeError(response.url + ": " + response.status);
    }
    return WebAssembly.compileStreaming
      ? WebAssembly.compileStreaming(response)
      : response.arrayBuffer().then(function (bytes) {
          return WebAssembly.compile(bytes);
        });
  });
  compiled.catch(function (error) {
    error instanceof WebAssembly.CompileError ? fail(words.old) : unreachable();
  });

  window.Module = {
    instantiateWasm: function (imports, done) {
      compiled.then(function (module) {
        return WebAssembly.instantiate(module, imports).then(
          function (instance) {
            done(instance, module);
          },
          function () {
            fail(words.old);
          }
        );
      });
      return {};
    },
    onAbort: function () {
      fail(words.crash);
    },
    portailFail: function (reason) {
      fail(words[reason]);
    },
    portailGoOn: function () {
      root.classList.remove("shell-failed");
    }
  };
  // The browser offers to install the program; the program itself finds a better moment (web/js/host.js).
  window.addEventListener("beforeinstallprompt", function (event) {
    event.preventDefault();
    window.Module.portailInstallPrompt = event;
  });
  // On iPhones an installed page has a storage of its own, without the session: it must start at the personal link where
  // it was installed, and without a manifest it does.
  if ("standalone" in navigator) {
    var manifest = document.querySelector('link[rel="manifest"]');
    manifest && manifest.remove();
  }

  [path + "/page.js", files + ".js"].forEach(function (source) {
    var element = document.createElement("script");
    element.src = source;
    element.async = false; // fetched at the same time, run in this order
    element.onerror = unreachable;
    document.head.appendChild(element);
  });
  // After the first paint, which it would hold up.
  requestAnimationFrame(function () {
    setTimeout(function () {
      if (!hasGraphics()) {
        fail(words.graphics);
      }
    });
  });

  // --- the copy on this device (web/js/service_worker.js) ---
  // Without it (an address that is not secure, private browsing) everything works but opening without a network.
  var workers = worker && navigator.serviceWorker;
  if (!workers) {
    return;
  }
  // As long as a window holds it, the worker keeps the files of its version.
  if (navigator.locks) {
    navigator.locks.request("portail-version:" + path, { mode: "shared" }, function () {
      return new Promise(function () {});
    });
  }
  window.addEventListener("load", function () {
    // Once everything that matters more has been fetched.
    workers.register(worker, { scope: scope, updateViaCache: "none" }).catch(function (error) {
      console.warn("Not kept on this device:", error);
    });
  });
})();

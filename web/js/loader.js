// Starts the program, or says plainly why it cannot run and what to do. It is the first script of the page and depends
// on nothing; old browsers must understand it too.
(function () {
  "use strict";
  var program = document.currentScript.getAttribute("data-program");
  var worker = document.currentScript.getAttribute("data-worker");
  var scope = document.currentScript.getAttribute("data-scope");
  var language = (navigator.language || "fr").slice(0, 2);
  var WORDS = {
    fr: {
      loading: "Chargement…",
      old: "Ce navigateur est trop ancien pour cette page. Mettez-le à jour, ou ouvrez la page dans un autre navigateur.",
      graphics: "Ce navigateur ne peut pas afficher la page : WebGL est désactivé. Activez l’accélération graphique dans ses réglages, ou ouvrez la page dans un autre navigateur.",
      storage: "Ce navigateur n’autorise pas l’enregistrement sur cet appareil. Quittez la navigation privée ou autorisez les données de ce site.",
      network: "La page n’a pas pu être chargée. Vérifiez la connexion, puis réessayez.",
      crash: "La page s’est arrêtée. Ce qui était enregistré l’est toujours.",
      retry: "Réessayer"
    },
    en: {
      loading: "Loading…",
      old: "This browser is too old for this page. Update it, or open the page in another browser.",
      graphics: "This browser cannot show the page: WebGL is turned off. Turn on graphics acceleration in its settings, or open the page in another browser.",
      storage: "This browser does not allow saving on this device. Leave private browsing, or allow this site’s data.",
      network: "The page could not be loaded. Check the connection and try again.",
      crash: "The page has stopped. What was saved is still saved.",
      retry: "Try again"
    },
    de: {
      loading: "Wird geladen…",
      old: "Dieser Browser ist zu alt für diese Seite. Aktualisieren Sie ihn oder öffnen Sie die Seite in einem anderen Browser.",
      graphics: "Dieser Browser kann die Seite nicht anzeigen: WebGL ist ausgeschaltet. Schalten Sie die Grafikbeschleunigung in den Einstellungen ein oder öffnen Sie die Seite in einem anderen Browser.",
      storage: "Dieser Browser erlaubt kein Speichern auf diesem Gerät. Verlassen Sie den privaten Modus oder erlauben Sie die Daten dieser Website.",
      network: "Die Seite konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
      crash: "Die Seite wurde angehalten. Was gespeichert war, ist weiterhin gespeichert.",
      retry: "Erneut versuchen"
    },
    it: {
      loading: "Caricamento…",
      old: "Questo browser è troppo vecchio per questa pagina. Aggiornalo o apri la pagina in un altro browser.",
      graphics: "Questo browser non può mostrare la pagina: WebGL è disattivato. Attiva l’accelerazione grafica nelle impostazioni o apri la pagina in un altro browser.",
      storage: "Questo browser non permette di salvare su questo dispositivo. Esci dalla navigazione privata o consenti i dati di questo sito.",
      network: "Non è stato possibile caricare la pagina. Controlla la connessione e riprova.",
      crash: "La pagina si è fermata. Ciò che era salvato lo è ancora.",
      retry: "Riprova"
    }
  };
  var words = WORDS[language] || WORDS.fr;
  var root = document.documentElement;
  var message = document.getElementById("shell-message");
  root.lang = WORDS[language] ? language : "fr";
  message.textContent = words.loading;

  function fail(text) {
    root.classList.remove("is-running");
    root.classList.add("shell-failed");
    message.className = "shell-problem";
    message.textContent = text;
    message.setAttribute("role", "alert");
    if (!document.querySelector(".shell-retry")) {
      var retry = document.createElement("button");
      retry.className = "shell-retry";
      retry.textContent = words.retry;
      retry.onclick = function () {
        location.reload();
      };
      message.parentNode.insertBefore(retry, message.nextSibling);
    }
  }

  function hasGraphics() {
    try {
      var canvas = document.createElement("canvas");
      return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
    } catch (error) {
      return false;
    }
  }

  if (typeof WebAssembly !== "object" || typeof Promise !== "function" || !window.PointerEvent) {
    fail(words.old);
    return;
  }
  if (!window.indexedDB) {
    fail(words.storage);
    return;
  }
  if (!hasGraphics()) {
    fail(words.graphics);
    return;
  }
  window.Module = {
    onAbort: function () {
      fail(words.crash);
    },
    portailFail: function (reason) {
      fail(words[reason] || words.crash);
    }
  };
  window.addEventListener("unhandledrejection", function (event) {
    // The program could not be fetched or compiled; later ones are the program's own to handle.
    if (!root.classList.contains("is-running") && /wasm|fetch|WebAssembly/i.test(String(event.reason))) {
      fail(words.network);
    }
  });
  // Fetched at the same time, run in this order.
  [program.replace(/[^/]*$/, "page.js"), program].forEach(function (source) {
    var script = document.createElement("script");
    script.src = source;
    script.async = false;
    script.onerror = function () {
      fail(words.network);
    };
    document.head.appendChild(script);
  });

  // Keeps the program on the device, once everything that matters more has been fetched. Without it (an address that is
  // not secure, private browsing) everything works but opening without a network.
  if (worker && navigator.serviceWorker) {
    window.addEventListener("load", function () {
      navigator.serviceWorker.register(worker, { scope: scope }).catch(function (error) {
        console.warn("Not kept on this device:", error);
      });
    });
  }
})();

// Requests to our own server and the stream of its pokes, for web/http_client_web.cpp. An answer that is not ours (the
// page of a captive portal, an error of a proxy) counts as none: everything that our server says is JSON or empty.

Module.portail = Module.portail || {};

Module.portail.http = (() => {
  const running = new Map(); // id → AbortController
  let stream = null;

  const withMemory = (text, use) => {
    const size = Module.lengthBytesUTF8(text) + 1;
    const memory = Module._malloc(size);
    Module.stringToUTF8(text, memory, size);
    use(memory);
    Module._free(memory);
  };

  const answer = (id, status, body, headers) => {
    if (!running.delete(id)) {
      return; // cancelled
    }
    const memory = Module._malloc(body.byteLength + 1);
    if (memory === 0) {
      withMemory("", (empty) => Module._portail_http_answered(id, 0, empty, 0, empty));
      return;
    }
    Module.HEAPU8.set(new Uint8Array(body), memory);
    withMemory(headers, (lines) => Module._portail_http_answered(id, status, memory, body.byteLength, lines));
    Module._free(memory);
  };

  const NOTHING = new ArrayBuffer(0);

  const isOurs = (response, body) => {
    if (response.redirected || response.type !== "basic") {
      return false;
    }
    const type = response.headers.get("content-type") || "";
    return body.byteLength === 0 ? response.status === 204 : type.startsWith("application/json");
  };

  const send = (id, method, path, body, timeout) => {
    const controller = new AbortController();
    running.set(id, controller);
    const timer = setTimeout(() => controller.abort(), timeout);
    const options = { method, credentials: "same-origin", redirect: "error", cache: "no-store", signal: controller.signal };
    if (body) {
      options.body = body;
      options.headers = { "Content-Type": "application/json" };
    }
    fetch(path, options)
      .then((response) =>
        response.arrayBuffer().then((bytes) => {
          if (!isOurs(response, bytes)) {
            throw new TypeError("not an answer of our server");
          }
          let headers = "";
          response.headers.forEach((value, name) => (headers += name + ":" + value + "\n"));
          answer(id, response.status, bytes, headers);
        })
      )
      .catch(() => answer(id, 0, NOTHING, ""))
      .finally(() => clearTimeout(timer));
  };

  const cancel = (id) => {
    const controller = running.get(id);
    if (controller) {
      running.delete(id);
      controller.abort();
    }
  };

  const closeStream = () => {
    if (stream) {
      stream.close();
      stream = null;
    }
  };

  const openStream = (path) => {
    closeStream();
    const opened = (stream = new EventSource(path));
    const tell = (kind, name, id) => {
      if (stream === opened) {
        withMemory(name, (event) => withMemory(id, (number) => Module._portail_stream_event(kind, event, number)));
      }
    };
    stream.onopen = () => tell(0, "", "");
    for (const name of ["poke", "heartbeat"]) {
      stream.addEventListener(name, (event) => tell(1, name, event.lastEventId));
    }
    // The program decides when to try again.
    stream.onerror = () => {
      opened.close();
      tell(2, "", "");
    };
  };

  return { send: send, cancel: cancel, openStream: openStream, closeStream: closeStream };
})();

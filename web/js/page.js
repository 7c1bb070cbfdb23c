// The page around the program: its size, its pointers, the frames that it asks for, and its drawing context. The other
// half is web/app_loop_web.cpp. Nothing runs while nothing happens: requestAnimationFrame is called only when asked.
//
// A classic script, loaded before the program; everything hangs on Module.portail. It is not given to Emscripten, whose
// optimiser (3.1.6) drops destructuring declarations.

Module.portail = Module.portail || {};

Module.portail.page = (() => {
  const stage = document.getElementById("stage");
  const canvas = document.getElementById("canvas");
  // For tests and for support: how many frames were drawn, and whether the first one was.
  const facts = (window["portail"] = { frames: 0, ready: false });
  const TOUCH = 1;
  let pending = 0;
  let timer = 0;
  let touch = null; // the pointer id of the finger that counts
  let hasTaken = false; // the canvas has got the pointer whose click comes now

  const requestFrame = () => {
    if (!pending) {
      pending = requestAnimationFrame((now) => {
        pending = 0;
        Module._portail_frame();
        facts.frames += 1;
        if (!facts.ready) {
          facts.ready = true;
          document.documentElement.classList.add("is-running");
          // Its link to the business is not the first of the page any more: that is the way past the bars.
          const shell = document.getElementById("shell");
          if (shell) {
            document.body.append(shell);
          }
        }
      });
    }
  };

  const wakeIn = (ms) => {
    clearTimeout(timer);
    timer = ms < 0 ? 0 : setTimeout(Module._portail_wake, ms);
  };

  // --- size -------------------------------------------------------------------------------------------------------
  // What a soft keyboard covers is not there to be drawn on; a page that is zoomed with two fingers keeps its size.
  const measure = () => {
    const view = window.visualViewport;
    const isZoomed = view && Math.abs(view.scale - 1) > 0.01;
    const width = document.documentElement.clientWidth;
    const height = view && !isZoomed ? Math.min(view.height, window.innerHeight) : window.innerHeight;
    const ratio = window.devicePixelRatio || 1;
    stage.style.width = width + "px";
    stage.style.height = height + "px";
    stage.style.top = (view && !isZoomed ? view.offsetTop : 0) + "px";
    const pixelWidth = Math.round(width * ratio);
    const pixelHeight = Math.round(height * ratio);
    if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
      canvas.width = pixelWidth;
      canvas.height = pixelHeight;
    }
    Module._portail_resize(width, height, ratio);
  };

  const watchPixelRatio = () => {
    const query = matchMedia("(resolution: " + window.devicePixelRatio + "dppx)");
    query.addEventListener("change", () => (measure(), watchPixelRatio()), { once: true });
  };

  // --- pointers -----------------------------------------------------------------------------------------------------
  const isField = (element) => element.matches && element.matches("input, textarea, select");
  const place = (event) => {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  // A link is the browser's where it is meant for another tab or for its menu.
  const isForBrowser = (event) =>
    event.pointerType !== "touch" && event.target.closest && event.target.closest("a[href]") && (event.button > 0 || event.ctrlKey || event.metaKey || event.shiftKey);

  const onDown = (event) => {
    const isTouch = event.pointerType === "touch";
    hasTaken = false;
    if (isForBrowser(event)) {
      return;
    }
    hasTaken = true;
    if (isTouch) {
      if (touch !== null) {
        return;
      }
      touch = event.pointerId;
    } else if (isField(event.target)) {
      return; // the field's own: caret and selection
    }
    if (!isField(event.target) && event.target.closest && !event.target.closest("#twin [tabindex]")) {
      // The canvas takes no focus; what had it loses it, as on any page.
      if (document.activeElement && document.activeElement !== document.body) {
        document.activeElement.blur();
      }
    }
    const [x, y] = place(event);
    Module._portail_pointer(x, y, isTouch ? TOUCH : 0, event.button === 2 ? 1 : event.button === 1 ? 2 : event.button, 1);
  };
  const onMove = (event) => {
    if (event.pointerType === "touch" && event.pointerId !== touch) {
      return;
    }
    const [x, y] = place(event);
    Module._portail_pointer(x, y, event.pointerType === "touch" ? TOUCH : 0, 0, -1);
  };
  const onUp = (event) => {
    const isTouch = event.pointerType === "touch";
    if (isTouch && event.pointerId !== touch) {
      return;
    }
    const [x, y] = place(event);
    Module._portail_pointer(x, y, isTouch ? TOUCH : 0, event.button === 2 ? 1 : event.button === 1 ? 2 : Math.max(0, event.button), 0);
    if (isTouch) {
      touch = null;
      Module._portail_pointer_gone();
    }
  };
  // A gesture that the browser took over (pinch zoom) presses nothing.
  const onCancel = (event) => {
    if (event.pointerId === touch) {
      Module._portail_pointer(-10000, -10000, TOUCH, 0, -1);
      Module._portail_pointer(-10000, -10000, TOUCH, 0, 0);
      touch = null;
      Module._portail_pointer_gone();
    }
  };
  const onWheel = (event) => {
    if (event.ctrlKey) {
      return; // zooming is the browser's
    }
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 20 : event.deltaMode === 2 ? stage.clientHeight : 1;
    Module._portail_wheel(event.deltaX * unit, event.deltaY * unit);
  };

  // --- the drawing context ------------------------------------------------------------------------------------------
  // Browsers take it away under memory pressure and give it back; where one does not, the person is told.
  const LONGEST_WITHOUT_CONTEXT = 5000;
  const watchContext = () => {
    let patience = 0;
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      patience = setTimeout(() => Module.portailFail("crash"), LONGEST_WITHOUT_CONTEXT);
    });
    canvas.addEventListener("webglcontextrestored", () => {
      clearTimeout(patience);
      Module.portailGoOn();
      Module._portail_context_restored();
    });
  };

  const start = () => {
    stage.addEventListener("pointerdown", onDown);
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", onCancel);
    stage.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && !event.buttons && Module._portail_pointer_gone());
    stage.addEventListener("wheel", onWheel, { passive: false });
    window.addEventListener("resize", measure);
    if (window.visualViewport) {
      window.visualViewport.addEventListener("resize", measure);
      window.visualViewport.addEventListener("scroll", measure);
    }
    watchContext();
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && requestFrame());
    watchPixelRatio();
    measure();
  };

  // Whether the click that a pointer made on an element of the twin was a press of the canvas. Those of keyboards and
  // screen readers (detail 0) were not.
  const tookPointer = (event) => event.detail > 0 && hasTaken;

  const setCursor = (name) => {
    if (canvas.style.cursor !== name) {
      canvas.style.cursor = name;
    }
  };

  return { start: start, requestFrame: requestFrame, wakeIn: wakeIn, setCursor: setCursor, tookPointer: tookPointer };
})();

// The clipboard and files for web/files_web.cpp: what is chosen, dropped or pasted stays a Blob here, under a number, and
// only the bytes that the program asks for are written into its memory. Pictures are decoded, turned upright and made
// small by the browser.

Module.portail = Module.portail || {};

Module.portail.files = (() => {
  const blobs = new Map(); // number → File
  const MOST_PIXELS = 120e6;
  const DONE = 0, UNREADABLE = 1, TOO_LARGE = 2, NO_PICTURE = 3, REFUSED = 4, DISMISSED = 5, SAVED = 6, MAILED = 7;
  const OVER = 0, LEFT = 1, DROPPED = 2;
  let lastNumber = 0;
  let isWanted = false;
  let isOver = false;
  let picker = null;

  const withText = (text, use) => {
    const size = Module.lengthBytesUTF8(text) + 1;
    const memory = Module._malloc(size);
    Module.stringToUTF8(text, memory, size);
    use(memory);
    Module._free(memory);
  };

  // Files are handed over one by one, then the call that they answer is ended.
  const give = (files) => {
    for (const file of files) {
      const number = ++lastNumber;
      blobs.set(number, file);
      withText(file.name || "", (name) => withText(file.type || "", (type) => Module._portail_file_given(number, name, type, file.size)));
    }
  };

  // --- reading ------------------------------------------------------------------------------------------------------
  const answerBytes = (call, buffer) => {
    const room = Module._portail_file_room(buffer.byteLength);
    if (room === 0 && buffer.byteLength > 0) {
      Module._portail_file_read(call, TOO_LARGE);
      return;
    }
    Module.HEAPU8.set(new Uint8Array(buffer), room);
    Module._portail_file_read(call, DONE);
  };

  const read = (call, number) => {
    blobs.get(number).arrayBuffer().then((buffer) => answerBytes(call, buffer), () => Module._portail_file_read(call, UNREADABLE));
  };

  const canvasOf = (width, height) => {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    return canvas;
  };

  const drawSmall = (image, side) => {
    // A drawing (SVG) may have no size of its own.
    const width = image.naturalWidth || side;
    const height = image.naturalHeight || side;
    if (width * height > MOST_PIXELS) {
      throw TOO_LARGE;
    }
    const scale = Math.min(1, side / Math.max(width, height));
    const canvas = canvasOf(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };

  const picture = (call, blob, side) => {
    const image = new Image();
    image.src = URL.createObjectURL(blob);
    image.decode()
      .catch(() => {
        throw NO_PICTURE;
      })
      .then(() => {
        const pixels = drawSmall(image, side);
        const room = Module._portail_file_room(pixels.data.length);
        if (room === 0) {
          throw TOO_LARGE;
        }
        Module.HEAPU8.set(pixels.data, room);
        Module._portail_file_picture(call, pixels.width, pixels.height, DONE);
      })
      .catch((reason) => Module._portail_file_picture(call, 0, 0, typeof reason === "number" ? reason : UNREADABLE))
      .then(() => URL.revokeObjectURL(image.src));
  };

  const encode = (call, pixels, width, height) => {
    const canvas = canvasOf(width, height);
    canvas.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
    canvas.toBlob((blob) => {
      if (blob) {
        blob.arrayBuffer().then((buffer) => answerBytes(call, buffer));
      } else {
        Module._portail_file_read(call, UNREADABLE);
      }
    }, "image/png");
  };

  // --- coming in ----------------------------------------------------------------------------------------------------
  const choose = (call, accept, isMultiple, isCapture) => {
    if (picker) {
      picker.remove();
    }
    const input = (picker = document.createElement("input"));
    input.type = "file";
    input.accept = accept;
    input.multiple = isMultiple;
    if (isCapture) {
      input.setAttribute("capture", "environment");
    }
    input.hidden = true;
    const end = (files) => {
      if (input === picker) {
        picker = null;
        input.remove();
        give(files);
        Module._portail_files_end(call, DONE);
      }
    };
    input.addEventListener("change", () => end(input.files));
    input.addEventListener("cancel", () => end([]));
    document.body.append(input); // Safari forgets an input that is not in the page
    input.click();
  };

  const hasFiles = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
  const place = (event) => {
    const box = document.getElementById("stage").getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const tellDrag = (phase, event) => {
    const [x, y] = place(event);
    isOver = phase === OVER;
    Module._portail_file_dragged(phase, x, y);
  };
  const onDragOver = (event) => {
    if (hasFiles(event)) {
      // Else the browser would leave the page and show the file.
      event.preventDefault();
      event.dataTransfer.dropEffect = isWanted ? "copy" : "none";
      if (isWanted) {
        tellDrag(OVER, event);
      }
    }
  };
  const onDragLeave = (event) => {
    if (isOver && !event.relatedTarget) {
      tellDrag(LEFT, event);
    }
  };
  const onDrop = (event) => {
    if (hasFiles(event)) {
      event.preventDefault();
      if (isWanted) {
        give(event.dataTransfer.files);
        tellDrag(DROPPED, event);
      }
    }
  };
  const onPaste = (event) => {
    const data = event.clipboardData;
    const isInField = event.target.matches && event.target.matches("input, textarea");
    if (!isWanted || !data || data.files.length === 0 || (isInField && data.types.includes("text/plain"))) {
      return;
    }
    event.preventDefault();
    give(data.files);
    Module._portail_files_pasted();
  };

  const start = () => {
    window.addEventListener("dragenter", onDragOver);
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("dragleave", onDragLeave);
    window.addEventListener("drop", onDrop);
    document.addEventListener("paste", onPaste);
  };

  // --- going out ----------------------------------------------------------------------------------------------------
  const copyByHand = (text) => {
    const area = document.createElement("textarea");
    const focused = document.activeElement;
    area.value = text;
    area.setAttribute("aria-hidden", "true");
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    if (focused && focused.focus) {
      focused.focus({ preventScroll: true });
    }
    return isDone;
  };
  const copyText = (call, text) => {
    const told = (isDone) => Module._portail_file_done(call, isDone ? DONE : REFUSED);
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(() => told(true), () => told(copyByHand(text)));
    } else {
      told(copyByHand(text)); // an address that is not secure
    }
  };

  const download = (file) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  let outgoing = []; // of the share or the saving that is being put together
  const add = (name, type, bytes) => outgoing.push(new File([bytes], name, { type: type }));
  const save = () => {
    outgoing.forEach(download);
    outgoing = [];
  };
  const share = (call, title, text, url) => {
    const files = outgoing;
    const told = (outcome) => Module._portail_file_done(call, outcome);
    const content = {};
    if (title) content.title = title;
    if (text) content.text = text;
    if (url) content.url = url;
    if (files.length > 0) content.files = files;
    const isPossible = navigator.share && (files.length === 0 || (navigator.canShare && navigator.canShare(content)));
    if (isPossible) {
      outgoing = [];
      navigator.share(content).then(() => told(DONE), (error) => told(error.name === "AbortError" ? DISMISSED : REFUSED));
    } else if (files.length > 0) {
      save();
      told(SAVED);
    } else {
      location.href = "mailto:?subject=" + encodeURIComponent(title) + "&body=" + encodeURIComponent([text, url].filter(Boolean).join("\n\n"));
      told(MAILED);
    }
  };

  return {
    start: start,
    accept: (wanted) => (isWanted = wanted),
    hasCamera: () => matchMedia("(pointer: coarse)").matches && navigator.maxTouchPoints > 0,
    hasShareSheet: () => Boolean(navigator.share),
    choose: choose,
    read: read,
    picture: (call, number, side) => picture(call, blobs.get(number), side),
    pictureOf: (call, bytes, side) => picture(call, new Blob([bytes]), side),
    encode: encode,
    release: (number) => blobs.delete(number),
    copyText: copyText,
    add: add,
    save: save,
    share: share,
  };
})();

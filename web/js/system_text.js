// Lines of text drawn by the browser's own fonts, in any script: what the program's embedded ones lack. The other half
// is web/system_text_web.cpp.

Module.portail = Module.portail || {};

Module.portail.systemText = (() => {
  const LONGEST = 4096; // pixels; nothing on a screen is wider
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  let revision = 1;

  // The program's own face first, so that what it has looks as everywhere else.
  const fontOf = (size, isSemibold) => (isSemibold ? "600 " : "400 ") + size + "px Portail, system-ui, sans-serif";

  const width = (line, size, isSemibold) => {
    context.font = fontOf(size, isSemibold);
    return context.measureText(line).width;
  };

  // { image, left, top }: pixels, and where they lie from the beginning of the baseline.
  const draw = (line, size, isSemibold, color) => {
    context.font = fontOf(size, isSemibold);
    const box = context.measureText(line);
    const left = -Math.ceil(box.actualBoundingBoxLeft) - 1;
    const top = -Math.ceil(box.actualBoundingBoxAscent) - 1;
    const canvas = context.canvas;
    canvas.width = Math.min(LONGEST, Math.ceil(box.actualBoundingBoxRight) + 1 - left);
    canvas.height = Math.min(LONGEST, Math.ceil(box.actualBoundingBoxDescent) + 1 - top);
    context.font = fontOf(size, isSemibold); // a new size resets everything
    context.fillStyle = color;
    context.fillText(line, -left, -top);
    return { image: context.getImageData(0, 0, canvas.width, canvas.height), left, top };
  };

  // A face has been loaded: what was measured without it is measured again.
  const fontsChanged = () => {
    revision += 1;
    Module.portail.page.requestFrame();
  };

  return { width, draw, fontsChanged, revision: () => revision };
})();

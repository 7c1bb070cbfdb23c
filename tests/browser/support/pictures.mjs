// Pictures for tests, made in the page itself: nothing lies in the repository.

/** The bytes of a PNG of one colour. */
export async function png(page, width, height, color = "#b3262e") {
    const bytes = await page.evaluate(
        ([width, height, color]) =>
            new Promise((resolve) => {
                const canvas = document.createElement("canvas");
                canvas.width = width;
                canvas.height = height;
                const context = canvas.getContext("2d");
                context.fillStyle = color;
                context.fillRect(0, 0, width, height);
                canvas.toBlob((blob) => blob.arrayBuffer().then((buffer) => resolve(Array.from(new Uint8Array(buffer)))));
            }),
        [width, height, color],
    );
    return Buffer.from(bytes);
}

/** Fires an event that carries files, as dragging or pasting does. `kind` is "drop", "dragover", "paste", … */
export function carry(page, kind, files, place = [100, 100]) {
    return page.evaluate(
        ([kind, files, [x, y]]) => {
            const data = new DataTransfer();
            for (const { name, type, bytes } of files) {
                data.items.add(new File([new Uint8Array(bytes)], name, { type }));
            }
            const options = { bubbles: true, cancelable: true };
            const event =
                kind === "paste"
                    ? new ClipboardEvent("paste", { ...options, clipboardData: data })
                    : new DragEvent(kind, { ...options, dataTransfer: data, clientX: x, clientY: y });
            return !document.getElementById("canvas").dispatchEvent(event); // whether it was taken
        },
        [kind, files.map(({ name, type, bytes }) => ({ name, type, bytes: Array.from(bytes) })), place],
    );
}

// Every tab of a headless browser counts as visible: what the person looks at is told to the page as the browser does.

/** Runs before the scripts of a page; setVisibility("hidden") and ("visible") are called in it. */
export const visibility = `{
    let state = "visible";
    Object.defineProperty(document, "visibilityState", { get: () => state });
    globalThis.setVisibility = (now) => {
        state = now;
        document.dispatchEvent(new Event("visibilitychange"));
    };
}`;

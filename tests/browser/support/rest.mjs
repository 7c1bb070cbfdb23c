// When a program has come to rest: what it shows is what it means to show.

/** Until nothing was drawn during a few animation frames; gives up after some seconds, with whatever is shown. */
export function rest(page) {
    return page.evaluate(
        () =>
            new Promise((resolve) => {
                let seen = -1;
                let quiet = 0;
                let patience = 300;
                const look = () => {
                    quiet = window.portail.frames === seen ? quiet + 1 : 0;
                    seen = window.portail.frames;
                    quiet > 5 || --patience < 0 ? resolve() : requestAnimationFrame(look);
                };
                look();
            }),
    );
}

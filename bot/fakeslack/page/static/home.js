// The app's home tab.

import { renderBlocks } from "./blocks.js";
import { el } from "./dom.js";
import { store } from "./state.js";
import { Surface, Values } from "./surface.js";

let surface = null;

/** The home as it was last published, or a word about its absence. */
export function homeView() {
    const view = store.home;
    if (!view)
        return el(
            "div",
            { class: "home empty" },
            el("p", { text: "This app has not shown anything here yet." }),
        );
    if (surface?.on.view !== view.id)
        surface = new Surface({ view: view.id }, new Values(view.values));
    return el("div", { class: "home" }, renderBlocks(view.blocks, surface));
}

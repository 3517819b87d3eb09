// How people and apps look.

import { el, icon } from "./dom.js";
import { store } from "./state.js";

const TONES = 10;

/** A picture of somebody: their initials on a colour that is always theirs. */
export function avatar(id, kind = "avatar") {
    const person = store.people[id];
    if (person?.is_bot || store.apps.some((app) => app.bot_user_id === id)) {
        return el("span", { class: `${kind} app`, "aria-hidden": "true" }, icon("hydrant"));
    }
    return el("span", {
        class: `${kind} tone-${toneOf(id)}`,
        "aria-hidden": "true",
        text: initials(store.name(id)),
    });
}

/** A number that looks thrown, and is the same for the same id. */
function toneOf(id) {
    const mixed = [...id].reduce(
        (sum, sign) => Math.imul(sum ^ sign.codePointAt(0), 0x01000193) >>> 0,
        0x811c9dc5,
    );
    return (((mixed >>> 16) ^ mixed) >>> 0) % TONES;
}

function initials(name) {
    const words = name
        .replaceAll(/[^\p{L}\p{N}\s]/gu, "")
        .split(/\s+/)
        .filter(Boolean);
    const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
    return picked.map((word) => [...word][0].toLocaleUpperCase()).join("");
}

/** People who can be chosen: neither gone nor apps. */
export function choosable() {
    return Object.values(store.people)
        .filter((one) => !one.deleted && !one.is_bot && one.id !== "USLACKBOT")
        .sort((a, b) => store.name(a.id).localeCompare(store.name(b.id)));
}

// What the keyboard can do.

import { showDialog } from "./dialogs.js";
import { el } from "./dom.js";

const KEYS = {
    "?": "Show this list",
    "Ctrl K": "Go to the side bar",
    "/": "Write here; / begins a command",
    Enter: "Send; Shift Enter begins a new line",
    Escape: "Close a menu, a form or the thread",
    "↑": "In an empty message field: edit your last message",
    "↑ ↓": "From message to message, from channel to channel",
    R: "React to the message",
    T: "Reply in its thread",
    M: "More for the message: shortcuts, edit, delete",
    E: "Edit the message, if it is yours",
    F6: "From pane to pane",
};

export function showHelp() {
    const rows = Object.entries(KEYS).map(([keys, words]) =>
        el(
            "tr",
            {},
            el(
                "th",
                { scope: "row" },
                keys.split(" ").map((key) => el("kbd", { text: key })),
            ),
            el("td", { text: words }),
        ),
    );
    showDialog("Keyboard shortcuts", el("table", { class: "keys" }, el("tbody", {}, rows)), {
        kind: "help",
    });
}

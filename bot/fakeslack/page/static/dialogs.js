// Dialogs: the browser's own, which keep the focus inside and give it back.

import { el, iconButton, uid } from "./dom.js";
import { textObject, wordsOf } from "./mrkdwn.js";

/** Show a dialog with this title and content; it is gone once closed. */
export function showDialog(title, content, { kind = "plain", closed = () => {} } = {}) {
    const id = uid("dialog");
    const dialog = el(
        "dialog",
        { class: `dialog ${kind}`, "aria-labelledby": id, "aria-modal": "true" },
        el(
            "header",
            { class: "dialog-head" },
            el("h2", { id, tabindex: "-1" }, title),
            iconButton("close", "Close", () => dialog.close()),
        ),
        el("div", { class: "dialog-body" }, content),
    );
    const back = document.activeElement;
    dialog.addEventListener("close", () => {
        dialog.remove();
        if (back?.isConnected) back.focus();
        closed();
    });
    dialog.addEventListener(
        "pointerdown",
        (event) => event.target === dialog && isOutside(dialog, event) && dialog.close(),
    );
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
}

function isOutside(dialog, event) {
    const box = dialog.getBoundingClientRect();
    return (
        event.clientX < box.left ||
        event.clientX > box.right ||
        event.clientY < box.top ||
        event.clientY > box.bottom
    );
}

/** Ask as Slack's confirm object says; whether the answer was yes. */
export function confirmed(asked) {
    return new Promise((resolve) => {
        let answer = false;
        const say = (yes) => () => {
            answer = yes;
            dialog.close();
        };
        const style = asked.style === "danger" ? "button danger" : "button primary";
        const content = [
            el("div", { class: "mrkdwn" }, textObject(asked.text)),
            el(
                "footer",
                { class: "dialog-foot" },
                el(
                    "button",
                    { type: "button", class: "button", onclick: say(false) },
                    wordsOf(asked.deny) || "Cancel",
                ),
                el(
                    "button",
                    { type: "button", class: style, onclick: say(true) },
                    wordsOf(asked.confirm) || "Yes",
                ),
            ),
        ];
        const title = wordsOf(asked.title) || "Are you sure?";
        const dialog = showDialog(title, content, {
            kind: "confirm",
            closed: () => resolve(answer),
        });
        dialog.querySelector(".button:last-child").focus();
    });
}

/** Ask yes or no in plain words. */
export function sure(title, text, confirm, style) {
    return confirmed({ title, text, confirm, deny: "Cancel", style });
}

// The form on top of the screen, as the app's views say.

import { act } from "./acts.js";
import { post } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { el, holdFocus, iconButton, toast, uid } from "./dom.js";
import { textObject, wordsOf } from "./mrkdwn.js";
import { store } from "./state.js";
import { Surface, Values } from "./surface.js";

const surfaces = new Map();
let dialog = null;
let shown = null;
let back = null;

/** Show the modal that the store has, or none. */
export function showModal() {
    const view = store.modal;
    if (!view) return hide();
    if (!dialog) make();
    const isSame = shown?.id === view.id;
    const again = isSame ? holdFocus(dialog) : () => false;
    shown = view;
    if (!surfaces.has(view.id))
        surfaces.set(view.id, new Surface({ view: view.id }, new Values(view.values)));
    fill(view, surfaces.get(view.id));
    if (!dialog.open) dialog.showModal();
    focus(view, again);
    return undefined;
}

function make() {
    back = document.activeElement;
    dialog = el("dialog", { class: "dialog modal", "aria-modal": "true" });
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        leave(false);
    });
    document.body.append(dialog);
}

function hide() {
    if (!dialog) return;
    const gone = dialog;
    dialog = null;
    shown = null;
    surfaces.clear();
    gone.close();
    gone.remove();
    if (back?.isConnected) back.focus();
}

function leave(everything) {
    return act({ do: "close", view: shown.id, everything });
}

function fill(view, surface) {
    const id = uid("modal");
    const top = el(
        "header",
        { class: "dialog-head" },
        view.stack > 1 ? iconButton("back", "Back", () => leave(false)) : null,
        el("h2", { id, tabindex: "-1" }, textObject(view.title)),
        iconButton("close", "Close", () => leave(true)),
    );
    const trouble = el("p", {
        class: "trouble",
        role: "alert",
        hidden: !view.trouble,
        text: view.trouble ?? "",
    });
    const body = el(
        "div",
        { class: "dialog-body", tabindex: "-1" },
        renderBlocks(view.blocks, surface, view.errors ?? {}),
    );
    const submit = view.submit
        ? el(
              "button",
              { type: "submit", class: "button primary", "data-control": "submit" },
              wordsOf(view.submit),
          )
        : null;
    const foot = el(
        "footer",
        { class: "dialog-foot" },
        el(
            "button",
            {
                type: "button",
                class: "button",
                "data-control": "close",
                onclick: () => leave(false),
            },
            wordsOf(view.close) || (submit ? "Cancel" : "Close"),
        ),
        submit,
    );
    const form = el(
        "form",
        { novalidate: true, "data-view": view.id, "data-callback": view.callback_id },
        top,
        trouble,
        body,
        foot,
    );
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        send(view, surface, submit, trouble);
    });
    dialog.setAttribute("aria-labelledby", id);
    const scrolled = dialog.querySelector(".dialog-body")?.scrollTop ?? 0;
    dialog.replaceChildren(form);
    body.scrollTop = scrolled;
}

async function send(view, surface, submit, trouble) {
    if (!submit || submit.disabled) return;
    submit.disabled = true;
    submit.setAttribute("aria-busy", "true");
    trouble.hidden = true;
    try {
        await post("act", {
            as: store.me.id,
            do: "submit",
            view: view.id,
            values: surface.values.all(view.blocks),
        });
    } catch (error) {
        trouble.textContent = error.message;
        trouble.hidden = false;
        if (!trouble.isConnected) toast(error.message);
    } finally {
        submit.disabled = false;
        submit.removeAttribute("aria-busy");
    }
}

/** Where the person goes on: what is wrong, where they were, or the beginning. */
function focus(view, again) {
    const wrong =
        Object.keys(view.errors ?? {}).length &&
        dialog.querySelector(".input.wrong :is(input, textarea, button)");
    if (wrong) wrong.focus();
    else if (!again()) first().focus();
}

function first() {
    return (
        dialog.querySelector("[data-autofocus]") ??
        dialog.querySelector(".dialog-body :is(input, textarea, select, button)") ??
        dialog.querySelector("h2")
    );
}

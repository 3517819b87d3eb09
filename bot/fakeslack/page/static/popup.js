// Small boxes that hang on a button: menus, lists, pickers. At most one is open.

import { el, icon, roving } from "./dom.js";

let open = null;

/** Hang the box on the anchor until Escape, a click elsewhere or `close`; returns `close`.
 *
 * The box lies in the top layer, inside of the dialog that the anchor is in, if any: what is
 * outside of a modal dialog could not be used.
 */
export function hang(box, anchor, { closed = () => {}, keepsFocus = false } = {}) {
    open?.close(false);
    const host =
        anchor.closest("dialog") ??
        anchor.closest("main, aside, header, nav, section") ??
        document.body;
    box.popover = "manual";
    box.classList.add("popup");
    host.append(box);
    anchor.classList.add("anchor");
    box.showPopover();
    const watch = new AbortController();
    const mine = { close, box };

    function close(givesBack = true) {
        if (open !== mine) return;
        open = null;
        watch.abort();
        box.remove();
        // The tools over a message show only while something hangs on them or has the focus.
        if (givesBack && !keepsFocus && anchor.isConnected) anchor.focus();
        anchor.classList.remove("anchor");
        closed();
    }

    open = mine;
    const signal = watch.signal;
    const outside = (event) => !box.contains(event.target) && !anchor.contains(event.target);
    document.addEventListener("pointerdown", (event) => outside(event) && close(false), {
        capture: true,
        signal,
    });
    for (const node of [box, anchor]) {
        node.addEventListener(
            "keydown",
            (event) => {
                if (event.key !== "Escape") return;
                event.preventDefault();
                event.stopPropagation();
                close();
            },
            { signal },
        );
    }
    return close;
}

/** Whether a box hangs somewhere. */
export function isHanging() {
    return Boolean(open?.box.isConnected);
}

/** Open a menu on the button. Items: `{label, description?, icon?, danger?, href?, checked?, run}`. */
export function openMenu(button, label, items) {
    const nodes = items.map((one) => menuItem(one, () => close()));
    const box = el("div", { class: "menu", role: "menu", "aria-label": label }, nodes);
    roving(box, ".menu-item");
    box.addEventListener("keydown", (event) => event.key === "Tab" && close());
    button.setAttribute("aria-expanded", "true");
    const close = hang(box, button, {
        closed: () => button.setAttribute("aria-expanded", "false"),
    });
    box.querySelector(".menu-item")?.focus();
}

function menuItem(one, close) {
    const inside = [
        one.icon ? icon(one.icon) : null,
        el(
            "span",
            { class: "menu-words" },
            el("span", {}, one.label),
            one.description ? el("small", { text: one.description }) : null,
        ),
        one.checked ? icon("check") : null,
    ];
    const role = one.checked === undefined ? "menuitem" : "menuitemradio";
    const props = { class: one.danger ? "menu-item danger" : "menu-item", role, tabindex: "-1" };
    if (one.checked !== undefined) props["aria-checked"] = String(Boolean(one.checked));
    const run = () => {
        close();
        one.run?.();
    };
    if (one.href)
        return el(
            "a",
            {
                ...props,
                href: one.href,
                target: "_blank",
                rel: "noopener noreferrer",
                onclick: run,
            },
            inside,
        );
    return el("button", { ...props, type: "button", onclick: run }, inside);
}

// Making and keeping nodes. Text reaches the page through textContent alone.

import { PATHS } from "./icons.js";

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "indeterminate"]);
const SVG = "http://www.w3.org/2000/svg";
let made = 0;

/** An element with its attributes, listeners (`onclick` …) and children; empty ones are left out. */
export function el(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) set(node, name, value);
    node.append(
        ...children
            .flat(Infinity)
            .filter((one) => one !== null && one !== undefined && one !== false),
    );
    return node;
}

function set(node, name, value) {
    if (value === null || value === undefined || value === false) return;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) node[name] = value;
    else if (name === "style" || name === "srcdoc") throw new Error(`${name} is not for this page`);
    else node.setAttribute(name, value === true ? "" : value);
}

/** An element of a drawing. */
export function svg(tag, attributes, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
}

/** One of our drawings, silent to screen readers: the button around it has the name. */
export function icon(name) {
    const paths = PATHS[name].map((d) => svg("path", { d }));
    return svg(
        "svg",
        { viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true" },
        ...paths,
    );
}

/** A button that shows a drawing and is called by its label. */
export function iconButton(name, label, onclick, props = {}) {
    return el(
        "button",
        {
            type: "button",
            class: "icon-button",
            "aria-label": label,
            title: label,
            onclick,
            ...props,
        },
        icon(name),
    );
}

/** A coloured dot or bar: SVG has `fill`, where CSS would need a style of its own. */
export function swatch(colour, kind = "swatch") {
    const fill = /^#?[0-9a-f]{3,8}$/i.test(colour) ? `#${colour.replace("#", "")}` : "gray";
    const shape = svg("rect", { width: "100%", height: "100%", fill });
    return svg("svg", { class: kind, "aria-hidden": "true" }, shape);
}

/** An id that nothing else on the page has. */
export function uid(prefix) {
    made += 1;
    return `${prefix}-${made}`;
}

/** Make the children of `parent` the wanted ones, in order; what did not change keeps its node.
 *
 * Wanted are `{key, stamp, make}`: a node is kept while its key has the same stamp.
 */
export function reconcile(parent, wanted) {
    const old = new Map([...parent.children].map((node) => [node.reconcileKey, node]));
    const focus = focusWithin(parent);
    const nodes = wanted.map(({ key, stamp, make }) => {
        const kept = old.get(key);
        if (kept && kept.reconcileStamp === stamp) return kept;
        const node = make();
        node.reconcileKey = key;
        node.reconcileStamp = stamp;
        return node;
    });
    const staying = new Set(nodes);
    for (const node of old.values()) if (!staying.has(node)) node.remove();
    place(parent, nodes);
    focus?.();
}

function place(parent, nodes) {
    if (!parent.childElementCount) {
        parent.append(...nodes);
        return;
    }
    let before = parent.firstElementChild;
    for (const node of nodes) {
        if (node === before) before = before.nextElementSibling;
        else parent.insertBefore(node, before);
    }
}

/** How to give the focus back to the same control after its surroundings were made anew. */
export function focusWithin(parent) {
    const held = document.activeElement;
    if (!held || held === parent || !parent.contains(held)) return null;
    const mark = held.closest("[data-control]")?.dataset.control;
    const item = [...parent.children].find((child) => child.contains(held))?.reconcileKey;
    return () => {
        if (document.activeElement && document.activeElement !== document.body) return;
        const again = [...parent.children].find((child) => child.reconcileKey === item) ?? parent;
        const control =
            mark &&
            [...again.querySelectorAll("[data-control]")].find(
                (one) => one.dataset.control === mark,
            );
        const target = control || (again === parent ? null : again);
        target?.focus({ preventScroll: true });
    };
}

/** How to find the same control again after all of `parent` was made anew; false if it is gone. */
export function holdFocus(parent) {
    const held = document.activeElement;
    if (!held || !parent?.contains(held)) return () => false;
    const control = held.closest("[data-control]")?.dataset.control;
    const block = held.closest("[data-block]")?.dataset.block;
    const [start, end] = [held.selectionStart, held.selectionEnd];
    return () => {
        const places = [...parent.querySelectorAll("[data-control]")].filter(
            (one) => one.dataset.control === control,
        );
        const node =
            places.find((one) => one.closest("[data-block]")?.dataset.block === block) ?? places[0];
        node?.focus({ preventScroll: true });
        if (typeof start === "number" && node?.matches("textarea, input[type='text']"))
            node.setSelectionRange(start, end);
        return Boolean(node);
    };
}

/** Let the arrow keys go from one to the next; Tab meets only the one that is current. */
export function roving(parent, selector, { horizontal = false } = {}) {
    const [back, forth] = horizontal ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    parent.addEventListener("keydown", (event) => {
        const items = [...parent.querySelectorAll(selector)];
        const at = items.indexOf(event.target.closest(selector));
        if (at < 0 || !items.length) return;
        const to = { [back]: at - 1, [forth]: at + 1, Home: 0, End: items.length - 1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        items[Math.min(Math.max(to, 0), items.length - 1)].focus();
    });
    parent.addEventListener("focusin", (event) => {
        const current = event.target.closest(selector);
        if (!current) return;
        for (const item of parent.querySelectorAll(selector))
            item.tabIndex = item === current ? 0 : -1;
    });
}

/** Say something short to everybody, screen readers included, and take it away again. */
export function toast(sentence) {
    const box = document.getElementById("toasts");
    const node = el("p", { class: "toast", text: sentence });
    const host = document.querySelector("dialog[open]:last-of-type");
    (host && !box.contains(host) ? host : box).append(node);
    if (host) box.append(el("span", { class: "unseen", text: sentence }));
    setTimeout(() => node.remove(), 8000);
}

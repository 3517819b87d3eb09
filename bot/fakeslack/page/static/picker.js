// Choosing an emoji.

import { el, uid } from "./dom.js";
import { CATEGORIES, COMMON, glyphOf, itemNamed, spoken } from "./emoji.js";
import { hang } from "./popup.js";
import { keep, kept, store } from "./state.js";

const FOUND = 120;
const HANDS = ["", "2", "3", "4", "5", "6"];
const TONE_NAMES = ["default", "light", "medium-light", "medium", "medium-dark", "dark"];
const COLUMNS = 9;

/** Let a person choose an emoji; `chosen(name)` hears its name, with the skin tone they like. */
export function pickEmoji(anchor, chosen) {
    let tone = kept("skin-tone") ?? "";
    const grid = el("div", { class: "emoji-grid" });
    const search = el("input", {
        class: "field",
        type: "search",
        placeholder: "Search emoji",
        "aria-label": "Search emoji",
    });
    const name = el("p", { class: "emoji-name", "aria-hidden": "true" });
    const box = el(
        "div",
        { class: "emoji-picker", role: "dialog", "aria-label": "Choose an emoji" },
        el("div", { class: "emoji-top" }, search, tones()),
        grid,
        name,
    );

    function tones() {
        const id = uid("tone");
        return HANDS.map((hand, n) => {
            const input = el("input", {
                type: "radio",
                name: id,
                value: hand,
                "aria-label": `Skin tone: ${TONE_NAMES[n]}`,
            });
            input.checked = hand === tone;
            input.addEventListener("change", () => {
                tone = hand;
                keep("skin-tone", hand);
                fill();
            });
            return el(
                "label",
                { class: "tone" },
                input,
                el("span", {
                    class: "emoji",
                    "aria-hidden": "true",
                    text: glyphOf(hand ? `hand::skin-tone-${hand}` : "hand"),
                }),
            );
        });
    }

    function fill() {
        const wanted = search.value.trim().toLowerCase().replaceAll(" ", "_").replaceAll(":", "");
        grid.replaceChildren(...(wanted ? found(wanted) : everything()));
        const first = grid.querySelector("button");
        if (first) first.tabIndex = 0;
    }

    function found(wanted) {
        const own = Object.keys(store.emoji).filter(
            (one) => one.includes(wanted) && !itemNamed(one),
        );
        const names = CATEGORIES.flatMap((one) =>
            one.items.flatMap((item) =>
                item.names.filter((other) => other.includes(wanted)).slice(0, 1),
            ),
        );
        const all = [...own, ...names]
            .sort((a, b) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)))
            .slice(0, FOUND);
        return all.length
            ? [part("Found", all)]
            : [el("p", { class: "nothing", text: "No emoji has such a name" })];
    }

    function everything() {
        const own = Object.keys(store.emoji).filter((one) => !itemNamed(one));
        return [
            part("Common", COMMON),
            ...(own.length ? [part("This workspace", own)] : []),
            ...CATEGORIES.map((one) =>
                part(
                    one.title,
                    one.items.map((item) => item.names[0]),
                ),
            ),
        ];
    }

    function part(title, names) {
        const id = uid("emoji");
        return el(
            "div",
            { class: "emoji-part", role: "group", "aria-labelledby": id },
            el("p", { id, class: "emoji-title", text: title }),
            el("div", { class: "emoji-cells" }, names.map(cell)),
        );
    }

    function cell(plain) {
        const full = tone && itemNamed(plain)?.hasTones ? `${plain}::skin-tone-${tone}` : plain;
        const glyph = glyphOf(full);
        const picture =
            glyph ??
            el("img", {
                class: "emoji-picture",
                src: store.emoji[plain],
                alt: "",
                loading: "lazy",
            });
        const take = () => {
            close();
            chosen(full);
        };
        return el(
            "button",
            {
                type: "button",
                class: "emoji-cell",
                "aria-label": spoken(full),
                title: `:${plain}:`,
                tabindex: "-1",
                onclick: take,
            },
            picture,
        );
    }

    grid.addEventListener("focusin", (event) => {
        for (const one of grid.querySelectorAll("[tabindex='0']")) one.tabIndex = -1;
        event.target.tabIndex = 0;
        name.textContent = event.target.title ?? "";
    });
    grid.addEventListener(
        "pointerover",
        (event) => (name.textContent = event.target.closest("button")?.title ?? name.textContent),
    );
    grid.addEventListener("keydown", (event) => {
        const cells = [...grid.querySelectorAll("button")];
        const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS }[
            event.key
        ];
        if (!step) return;
        event.preventDefault();
        const to = cells.indexOf(event.target) + step;
        if (to < 0) search.focus();
        else cells[Math.min(to, cells.length - 1)].focus();
    });
    search.addEventListener("input", fill);
    search.addEventListener("keydown", (event) => {
        if (event.key === "ArrowDown") grid.querySelector("button")?.focus();
        if (event.key === "Enter") grid.querySelector("button")?.click();
        if (["ArrowDown", "Enter"].includes(event.key)) event.preventDefault();
    });
    fill();
    const close = hang(box, anchor);
    search.focus();
}

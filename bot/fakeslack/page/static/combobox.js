// A box in which one or many can be chosen from a list that typing narrows down.

import { el, icon, iconButton, uid } from "./dom.js";
import { hang } from "./popup.js";

const SHOWN = 200;

/** A combobox.
 *
 * `options()` gives `{value, label, description?, group?, mark?}` anew at each opening; `changed`
 * hears the chosen value, or the list of them if `many`. `names` are attributes for the input.
 */
export function combobox({
    options,
    many = false,
    most = Infinity,
    value,
    placeholder,
    names,
    changed,
    clears = true,
}) {
    const list = el("div", {
        class: "listbox",
        role: "listbox",
        id: uid("list"),
        "aria-label": "Options",
        "aria-multiselectable": many ? "true" : null,
    });
    const input = el("input", {
        class: "combo-input",
        type: "text",
        role: "combobox",
        autocomplete: "off",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": list.id,
        placeholder,
        ...names,
    });
    const chips = many ? el("span", { class: "chips" }) : null;
    const clear =
        !many && clears
            ? iconButton("close", "Clear", empty, { class: "icon-button clear" })
            : null;
    const box = el(
        "div",
        { class: many ? "combo many" : "combo" },
        chips,
        input,
        clear,
        el("span", { class: "combo-arrow" }, icon("down")),
    );
    let chosen = many ? [...(value ?? [])] : (value ?? null);
    let rows = [];
    let at = -1;
    let close = null;

    function show() {
        if (chips) chips.replaceChildren(...chosen.map(chip));
        else input.value = labelOf(chosen);
        if (clear) clear.hidden = chosen === null;
        if (many) input.placeholder = chosen.length ? "" : (placeholder ?? "");
    }

    function labelOf(one) {
        return one === null
            ? ""
            : (options().find((option) => option.value === one)?.label ?? String(one));
    }

    function chip(one) {
        const label = labelOf(one);
        const remove = () => {
            chosen = chosen.filter((other) => other !== one);
            tell();
            input.focus();
        };
        return el(
            "span",
            { class: "chip" },
            label,
            iconButton("close", `Remove ${label}`, remove, { class: "icon-button" }),
        );
    }

    function tell() {
        show();
        if (close) fill();
        changed(many ? [...chosen] : chosen);
    }

    function empty() {
        chosen = null;
        tell();
        input.focus();
    }

    function open() {
        if (close) return;
        list.hidden = false;
        close = hang(list, box, {
            keepsFocus: true,
            closed: () => {
                close = null;
                input.setAttribute("aria-expanded", "false");
                input.removeAttribute("aria-activedescendant");
                if (many) input.value = "";
                show();
            },
        });
        input.setAttribute("aria-expanded", "true");
        fill();
    }

    function fill() {
        const isTyped = many || input.value !== labelOf(chosen);
        const wanted = isTyped ? input.value.trim().toLocaleLowerCase() : "";
        const offered = options().filter((one) =>
            [one.label, one.description, one.group].some((text) =>
                text?.toLocaleLowerCase().includes(wanted),
            ),
        );
        rows = [];
        list.replaceChildren(...grouped(offered.slice(0, SHOWN)));
        if (!rows.length) list.append(el("p", { class: "nothing", text: "Nothing matches" }));
        move(
            Math.max(
                0,
                rows.findIndex((row) => row.one.value === chosen),
            ),
        );
    }

    function grouped(offered) {
        const nodes = [];
        let group = null;
        for (const one of offered) {
            if (one.group && group?.label !== one.group) {
                const id = uid("group");
                const node = el(
                    "div",
                    { role: "group", "aria-labelledby": id },
                    el("div", { class: "group-label", id, role: "presentation", text: one.group }),
                );
                group = { label: one.group, node };
                nodes.push(node);
            }
            const node = row(one);
            rows.push({ one, node });
            if (one.group) group.node.append(node);
            else nodes.push(node);
        }
        return nodes;
    }

    function row(one) {
        const isChosen = many ? chosen.includes(one.value) : chosen === one.value;
        return el(
            "div",
            {
                class: "option",
                role: "option",
                id: uid("option"),
                "aria-selected": String(isChosen),
                onpointerdown: (event) => event.preventDefault(),
                onclick: () => take(one),
            },
            one.mark ?? null,
            el(
                "span",
                { class: "option-words" },
                el("span", { text: one.label }),
                one.description ? el("small", { text: one.description }) : null,
            ),
            isChosen ? icon("check") : null,
        );
    }

    function take(one) {
        if (!many) {
            chosen = one.value;
            close?.();
        } else if (chosen.includes(one.value))
            chosen = chosen.filter((other) => other !== one.value);
        else if (chosen.length < most) chosen = [...chosen, one.value];
        if (many) input.value = "";
        tell();
    }

    function move(to) {
        rows[at]?.node.classList.remove("active");
        at = rows.length ? (to + rows.length) % rows.length : -1;
        const node = rows[at]?.node;
        node?.classList.add("active");
        node?.scrollIntoView({ block: "nearest" });
        if (node) input.setAttribute("aria-activedescendant", node.id);
        else input.removeAttribute("aria-activedescendant");
    }

    input.addEventListener("click", () => {
        open();
        input.select();
    });
    input.addEventListener("input", () => (close ? fill() : open()));
    input.addEventListener("blur", () =>
        setTimeout(() => close && !box.contains(document.activeElement) && close(), 150),
    );
    input.addEventListener("keydown", (event) => {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            if (!close) open();
            else move(at + (event.key === "ArrowDown" ? 1 : -1));
        } else if (event.key === "Enter" && close) {
            event.preventDefault();
            event.stopPropagation();
            if (rows[at]) take(rows[at].one);
        } else if (event.key === "Tab") close?.();
        else if (event.key === "Backspace" && many && !input.value && chosen.length) {
            chosen = chosen.slice(0, -1);
            tell();
        }
    });
    box.addEventListener(
        "click",
        (event) =>
            event.target.closest(".combo-arrow, .chips") &&
            !event.target.closest("button") &&
            input.focus() === undefined &&
            open(),
    );
    show();
    return box;
}

// The bar on top: the workspace and its clock, who one is, and the switches.

import { post } from "./api.js";
import { showPeople } from "./chooser.js";
import { clockFace, momentOf } from "./dates.js";
import { showHelp } from "./help.js";
import { el, icon, iconButton, toast } from "./dom.js";
import { avatar } from "./people.js";
import { openMenu } from "./popup.js";
import { keep, kept, store } from "./state.js";

const JUMPS = { hour: "Next hour", tomorrow: "Tomorrow", monday: "Next Monday, 09:00" };
const THEMES = { "": "As this computer does", light: "Light", dark: "Dark" };
const clock = el("time", { class: "clock-face" });

/** Draw the bar into its place. */
export function showTopbar(place, { toggleInspector }) {
    place.replaceChildren(
        el(
            "div",
            { class: "brand" },
            icon("hydrant"),
            el("span", { class: "brand-name", text: store.workspace.name }),
        ),
        machine(),
        el("span", { class: "spring" }),
        iconButton("bug", "Inspector", toggleInspector, {
            "aria-pressed": "false",
            id: "inspector-switch",
        }),
        themeButton(),
        iconButton("help", "Keyboard shortcuts", showHelp),
        whoButton(),
    );
    showClock();
}

/** Show the workspace's time. */
export function showClock() {
    const now = store.now();
    const said = clockFace(now);
    if (clock.textContent === said) return;
    clock.textContent = said;
    clock.title = momentOf(now);
    clock.dateTime = new Date(now * 1000).toISOString();
}

function machine() {
    if (!store.controls.machine) return el("div", { class: "machine" }, icon("clock"), clock);
    const items = Object.entries(JUMPS).map(([to, label]) => ({
        label,
        run: () => jump(to, button),
    }));
    const button = el(
        "button",
        {
            type: "button",
            class: "machine",
            "aria-haspopup": "menu",
            "aria-expanded": "false",
            "aria-label": "Time machine",
            title: "Time machine: move the workspace's clock",
            onclick: () => openMenu(button, "Time machine", items),
        },
        icon("clock"),
        clock,
        icon("down"),
    );
    return button;
}

async function jump(to, button) {
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
    try {
        const { now } = await post("clock", { to });
        if (now) store.take("clock", { now });
    } catch (error) {
        toast(error.message);
    } finally {
        button.removeAttribute("aria-busy");
        button.disabled = false;
        button.focus();
    }
}

function themeButton() {
    const button = iconButton(
        "sun",
        "Light or dark",
        () => {
            const chosen = kept("theme") ?? "";
            const items = Object.entries(THEMES).map(([theme, label]) => ({
                label,
                checked: theme === chosen,
                run: () => setTheme(theme),
            }));
            openMenu(button, "Light or dark", items);
        },
        { "aria-haspopup": "menu", "aria-expanded": "false" },
    );
    return button;
}

export function setTheme(theme) {
    keep("theme", theme);
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
}

function whoButton() {
    const { me } = store;
    return el(
        "button",
        {
            type: "button",
            class: "who",
            "aria-label": `You are ${store.name(me.id)}. Be somebody else`,
            title: "Be somebody else, here or in another window",
            onclick: () => showPeople(),
        },
        avatar(me.id, "avatar small"),
        el(
            "span",
            { class: "who-words" },
            el("span", { text: store.name(me.id) }),
            me.title ? el("small", { text: me.title }) : null,
        ),
        icon("down"),
    );
}

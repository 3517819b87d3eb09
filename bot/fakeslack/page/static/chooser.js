// Choosing who one is, in this window or in another.

import { get } from "./api.js";
import { showDialog } from "./dialogs.js";
import { el, icon, toast } from "./dom.js";
import { avatar } from "./people.js";
import { store } from "./state.js";

/** Where the page is as that person. */
export function addressOf(id) {
    return `/?${new URLSearchParams({ as: id })}`;
}

/** The page before one is anybody. */
export async function showChooser(place) {
    const found = await get("people");
    store.workspace = found.workspace;
    store.people = Object.fromEntries(found.people.map((one) => [one.id, one]));
    document.title = found.workspace.name;
    place.replaceChildren(
        el(
            "main",
            { class: "chooser", id: "main", tabindex: "-1" },
            el(
                "header",
                {},
                el("span", { class: "chooser-mark" }, icon("hydrant")),
                el("h1", { text: `Welcome to ${found.workspace.name}` }),
                el("p", {
                    text: "A small workspace that behaves like Slack. Whom do you want to be? You can open several windows, each as somebody else.",
                }),
            ),
            directory(found),
        ),
    );
}

/** The same choice as a dialog, with a second window for each. */
export async function showPeople() {
    try {
        showDialog("Who are you?", directory(await get("people")), { kind: "people" });
    } catch (error) {
        toast(error.message);
    }
}

function directory({ people, suggested }) {
    const choosable = people.filter((one) => !one.deleted && !one.is_bot && one.id !== "USLACKBOT");
    const first = suggested.map((id) => choosable.find((one) => one.id === id)).filter(Boolean);
    const rest = choosable
        .filter((one) => !suggested.includes(one.id))
        .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
    const list = el("div", { class: "people" });
    const fill = (wanted) => {
        const fits = (one) =>
            [nameOf(one), one.name, one.title, one.role].some((text) =>
                text?.toLocaleLowerCase().includes(wanted),
            );
        list.replaceChildren(
            ...group(first.length ? "Good to begin with" : "", first.filter(fits)),
            ...group(first.length ? "Everybody else" : "", rest.filter(fits)),
        );
        if (!list.childElementCount)
            list.append(el("p", { class: "nothing", text: "Nobody has that name" }));
    };
    fill("");
    if (choosable.length < 9) return [list];
    const search = el("input", {
        class: "field",
        type: "search",
        placeholder: "Find somebody",
        "aria-label": "Find somebody",
        oninput: () => fill(search.value.trim().toLocaleLowerCase()),
    });
    return [search, list];
}

function nameOf(person) {
    return person.real_name || person.name;
}

function group(title, people) {
    if (!people.length) return [];
    return [
        title ? el("h2", { class: "people-title", text: title }) : null,
        el("ul", { class: "people-list" }, people.map(row)),
    ].filter(Boolean);
}

function row(person) {
    const name = nameOf(person);
    const isMe = person.id === store.me.id;
    return el(
        "li",
        { class: "person" },
        el(
            "a",
            {
                class: "person-link",
                href: addressOf(person.id),
                "aria-current": isMe ? "true" : null,
            },
            avatar(person.id),
            el(
                "span",
                { class: "person-words" },
                el("strong", { text: isMe ? `${name} (you)` : name }),
                el("span", { text: person.title || person.role || `@${person.name}` }),
            ),
        ),
        el(
            "a",
            {
                class: "icon-button",
                href: addressOf(person.id),
                target: "_blank",
                "aria-label": `Open another window as ${name}`,
                title: "Open another window",
            },
            icon("window"),
        ),
    );
}

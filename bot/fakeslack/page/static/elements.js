// Block Kit's elements: https://docs.slack.dev/reference/block-kit/block-elements.

import { combobox } from "./combobox.js";
import { fromLocalInput, toLocalInput } from "./dates.js";
import { el, icon, uid } from "./dom.js";
import { textObject, wordsOf } from "./mrkdwn.js";
import { avatar, choosable } from "./people.js";
import { openMenu } from "./popup.js";
import { store } from "./state.js";

const KINDS = { im: "im", mpim: "mpim", public_channel: "public", private_channel: "private" };
const LONGEST = 3000;

/** Each element by its type: `make(element, place)`, place being `{block, surface, names}`. */
export const ELEMENTS = {
    button,
    workflow_button: button,
    overflow,
    image,
    plain_text_input: (element, place) => textField(element, place, { long: element.multiline }),
    url_text_input: (element, place) => textField(element, place, { inputmode: "url" }),
    email_text_input: (element, place) => textField(element, place, { inputmode: "email" }),
    number_input: (element, place) =>
        textField(element, place, {
            inputmode: element.is_decimal_allowed ? "decimal" : "numeric",
        }),
    rich_text_input: (element, place) => textField(element, place, { long: true }),
    datepicker: (element, place) => picker(element, place, "date", element.initial_date),
    timepicker: (element, place) => picker(element, place, "time", element.initial_time),
    datetimepicker,
    static_select: (element, place) =>
        one(element, place, () => offered(element), element.initial_option?.value),
    multi_static_select: (element, place) =>
        many(
            element,
            place,
            () => offered(element),
            element.initial_options?.map((found) => found.value),
        ),
    users_select: (element, place) => one(element, place, people, element.initial_user),
    multi_users_select: (element, place) => many(element, place, people, element.initial_users),
    conversations_select: (element, place) =>
        one(element, place, () => conversations(element), element.initial_conversation),
    multi_conversations_select: (element, place) =>
        many(element, place, () => conversations(element), element.initial_conversations),
    channels_select: (element, place) => one(element, place, channels, element.initial_channel),
    multi_channels_select: (element, place) =>
        many(element, place, channels, element.initial_channels),
    external_select: labelled("a menu that the app fills while one types"),
    multi_external_select: labelled("a menu that the app fills while one types"),
    checkboxes: (element, place) => ticks(element, place, "checkbox"),
    radio_buttons: (element, place) => ticks(element, place, "radio"),
    feedback_buttons: feedback,
    icon_button: iconic,
    file_input: labelled("a place for files"),
    url: (element) =>
        el("a", {
            href: safe(element.url),
            target: "_blank",
            rel: "noopener noreferrer",
            text: element.text,
        }),
};

/** The element as a node; a labelled box for one that nobody knows. */
export function renderElement(element, place) {
    const make = ELEMENTS[element?.type];
    return make ? make(element, place) : labelled("")(element ?? {});
}

function labelled(what) {
    return (element) =>
        el(
            "span",
            { class: "unknown" },
            el("strong", { text: `element of type ${element.type}` }),
            what && ` (${what})`,
        );
}

function safe(url) {
    return /^https?:\/\//i.test(url ?? "") ? url : "#";
}

function mark(element) {
    return element.action_id ?? element.type;
}

function button(element, { block, surface }) {
    const style = ["primary", "danger"].includes(element.style) ? ` ${element.style}` : "";
    const url = /^https?:\/\//i.test(element.url ?? "") ? element.url : null;
    const props = {
        class: `button${style}`,
        "aria-label": element.accessibility_label,
        "data-control": mark(element),
        "data-action": element.action_id,
    };
    const press = (event) => surface.press(block, element, event.currentTarget);
    if (url && !element.confirm) {
        return el(
            "a",
            { ...props, href: url, target: "_blank", rel: "noopener noreferrer", onclick: press },
            textObject(element.text),
            icon("window"),
        );
    }
    const pressed = async (event) => {
        const done = await press(event);
        if (done && url) window.open(url, "_blank", "noopener,noreferrer");
    };
    return el("button", { ...props, type: "button", onclick: pressed }, textObject(element.text));
}

function overflow(element, { block, surface, names }) {
    const items = element.options.map((option) => ({
        label: textObject(option.text),
        description: wordsOf(option.description),
        href: /^https?:\/\//i.test(option.url ?? "") ? option.url : undefined,
        run: () => surface.select(block, element, option.value, node),
    }));
    const label = names?.["aria-label"] ? `More for ${names["aria-label"]}` : "More actions";
    const node = el(
        "button",
        {
            type: "button",
            class: "button overflow",
            "aria-label": label,
            "aria-haspopup": "menu",
            "aria-expanded": "false",
            "data-control": mark(element),
            onclick: () => openMenu(node, label, items),
        },
        icon("dots"),
    );
    return node;
}

function image(element) {
    if (!element.image_url) return el("span", { class: "unknown", text: element.alt_text });
    return el("img", {
        class: "thumbnail",
        src: element.image_url,
        alt: element.alt_text,
        loading: "lazy",
    });
}

/** What is entered so far, or what the element starts with. */
function heldIn(element, { block, surface }, initial) {
    const { values } = surface;
    if (!values.has(block.block_id, element.action_id))
        values.set(block.block_id, element.action_id, initial ?? null);
    return values.get(block.block_id, element.action_id);
}

function enter(element, { block, surface }, value, node) {
    surface.values.set(block.block_id, element.action_id, value);
    if (block.type !== "input" || block.dispatch_action)
        surface.select(block, element, value, node);
}

function textField(element, place, { long = false, inputmode = null }) {
    const { block, surface } = place;
    const initial =
        typeof element.initial_value === "object"
            ? plainOf(element.initial_value)
            : element.initial_value;
    const held = heldIn(element, place, initial) ?? "";
    const counter =
        element.max_length || element.min_length
            ? el("span", { class: "counter", id: uid("counter") })
            : null;
    const described = [place.names["aria-describedby"], counter?.id].filter(Boolean).join(" ");
    const node = el(long ? "textarea" : "input", {
        class: "field",
        type: long ? null : "text",
        rows: long ? 4 : null,
        inputmode,
        autocomplete: "off",
        placeholder: wordsOf(element.placeholder) || null,
        "data-control": mark(element),
        "data-action": element.action_id,
        "data-autofocus": element.focus_on_load,
        ...place.names,
        "aria-describedby": described || null,
    });
    node.value = held;
    const count = () => counter && tell(counter, element, node.value.length);
    const told = tellsWhile(element, block);
    node.addEventListener("input", () => {
        surface.values.set(block.block_id, element.action_id, node.value || null);
        count();
        if (told === "typing") surface.select(block, element, node.value);
    });
    node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        const submits = long && (event.metaKey || event.ctrlKey);
        if (told === "enter" && !long) {
            event.preventDefault();
            surface.select(block, element, node.value);
        } else if (submits) {
            event.preventDefault();
            node.form?.requestSubmit();
        }
    });
    count();
    return counter ? el("div", { class: "counted" }, node, counter) : node;
}

/** When the app is told of what is typed: while typing, at Enter, or never before the form is sent. */
function tellsWhile(element, block) {
    if (block.type === "input" && !block.dispatch_action) return "never";
    const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
    return on.includes("on_character_entered") ? "typing" : "enter";
}

function tell(counter, element, length) {
    const most = element.max_length ?? LONGEST;
    const isShort = element.min_length && length < element.min_length;
    counter.textContent = isShort
        ? `at least ${element.min_length} characters, ${length} so far`
        : `${length} of ${most}`;
    counter.classList.toggle("over", length > most);
    counter.classList.toggle("near", length > most * 0.8 || Boolean(isShort && length));
}

function plainOf(rich) {
    if (rich?.text) return rich.text;
    return (rich?.elements ?? []).map(plainOf).join("");
}

function picker(element, place, type, initial, { shown = String, taken = String } = {}) {
    const node = el("input", {
        class: "field",
        type,
        "data-control": mark(element),
        "data-action": element.action_id,
        "data-autofocus": element.focus_on_load,
        ...named(element, place),
    });
    const held = heldIn(element, place, initial);
    node.value = held === null || held === undefined ? "" : shown(held);
    node.addEventListener("change", () =>
        enter(element, place, node.value ? taken(node.value) : null, node),
    );
    return node;
}

function datetimepicker(element, place) {
    const shown = (seconds) => toLocalInput(Number(seconds));
    return picker(element, place, "datetime-local", element.initial_date_time, {
        shown,
        taken: fromLocalInput,
    });
}

function named(element, { names }) {
    if (names["aria-labelledby"]) return names;
    return {
        ...names,
        "aria-label": wordsOf(element.placeholder) || names["aria-label"] || "Choose",
    };
}

function one(element, place, options, initial) {
    return combobox({
        ...menu(element, place, options),
        value: heldIn(element, place, initial),
        clears: Boolean(place.block.optional),
    });
}

function many(element, place, options, initial) {
    const value = heldIn(element, place, initial ?? []) ?? [];
    return combobox({
        ...menu(element, place, options),
        many: true,
        most: element.max_selected_items,
        value,
    });
}

function menu(element, place, options) {
    const names = {
        ...named(element, place),
        "data-control": mark(element),
        "data-action": element.action_id,
        "data-autofocus": element.focus_on_load,
    };
    return {
        options,
        names,
        placeholder: wordsOf(element.placeholder) || "Choose",
        changed: (value) => enter(element, place, value),
    };
}

function offered(element) {
    const groups = element.option_groups ?? [{ options: element.options ?? [] }];
    return groups.flatMap((group) =>
        group.options.map((option) => ({
            value: option.value,
            label: wordsOf(option.text),
            description: wordsOf(option.description),
            group: group.label && wordsOf(group.label),
        })),
    );
}

function people() {
    return choosable().map((person) => ({
        value: person.id,
        label: store.name(person.id),
        description: person.title || `@${person.name}`,
        mark: avatar(person.id, "avatar small"),
    }));
}

function conversations(element) {
    const wanted = element.filter?.include ?? Object.values(KINDS);
    return known()
        .filter((channel) => wanted.includes(KINDS[channel.kind]))
        .filter(
            (channel) =>
                !(element.filter?.exclude_external_shared_channels && channel.is_ext_shared),
        )
        .filter((channel) => !(element.filter?.exclude_bot_users && store.appOf(channel)))
        .map(conversation);
}

function channels() {
    return known()
        .filter((channel) => channel.kind === "public_channel")
        .map(conversation);
}

function known() {
    return [...store.channels.values()].filter((channel) => !channel.archived);
}

function conversation(channel) {
    const sign = { im: "", mpim: "", private_channel: "🔒 ", public_channel: "#" }[channel.kind];
    return {
        value: channel.id,
        label: `${sign}${store.channelName(channel)}`,
        description: channel.topic,
    };
}

function ticks(element, place, type) {
    const isMany = type === "checkbox";
    const initial = isMany
        ? (element.initial_options ?? []).map((found) => found.value)
        : element.initial_option?.value;
    let held = heldIn(element, place, initial) ?? (isMany ? [] : null);
    const name = uid(type);
    const box = el("div", {
        class: "ticks",
        role: isMany ? "group" : "radiogroup",
        ...named(element, place),
    });
    if (isMany)
        for (const attribute of ["aria-required", "aria-invalid"]) box.removeAttribute(attribute);
    for (const option of element.options) {
        const id = uid("tick");
        const input = el("input", {
            type,
            name,
            id,
            value: option.value,
            "data-control": `${mark(element)}:${option.value}`,
            "data-action": element.action_id,
        });
        input.checked = isMany ? held.includes(option.value) : held === option.value;
        input.addEventListener("change", () => {
            if (isMany)
                held = input.checked
                    ? [...held, option.value]
                    : held.filter((other) => other !== option.value);
            else held = option.value;
            enter(element, place, held, input);
        });
        box.append(
            el(
                "label",
                { class: "tick", for: id },
                input,
                el(
                    "span",
                    {},
                    el("span", {}, textObject(option.text)),
                    option.description ? el("small", {}, textObject(option.description)) : null,
                ),
            ),
        );
    }
    return box;
}

function feedback(element, place) {
    const halves = [element.positive_button, element.negative_button].filter(Boolean);
    return el(
        "span",
        { class: "row" },
        halves.map((half) => button({ ...element, ...half, type: "button" }, place)),
    );
}

function iconic(element, place) {
    return button(
        { ...element, accessibility_label: element.accessibility_label ?? wordsOf(element.text) },
        place,
    );
}

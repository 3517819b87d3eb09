// Where blocks stand, a message or a view: what was entered there, and how it acts.

import { post } from "./api.js";
import { confirmed } from "./dialogs.js";
import { toast } from "./dom.js";
import { store } from "./state.js";

/** What a person entered, by block and element. */
export class Values {
    #held = new Map();

    /** @param {object} known values by block id and action id, plain or as `view.state` has them */
    constructor(known = {}) {
        for (const [block, elements] of Object.entries(known)) {
            for (const [action, value] of Object.entries(elements ?? {}))
                this.set(block, action, simple(value));
        }
    }

    has(block, action) {
        return this.#held.get(block)?.has(action) ?? false;
    }

    get(block, action) {
        return this.#held.get(block)?.get(action);
    }

    set(block, action, value) {
        if (!this.#held.has(block)) this.#held.set(block, new Map());
        this.#held.get(block).set(action, value);
    }

    /** As the server takes them; of these blocks alone, if they are given. */
    all(blocks = null) {
        const wanted = blocks && new Set(blocks.map((block) => block.block_id));
        const held = [...this.#held].filter(([block]) => !wanted || wanted.has(block));
        return Object.fromEntries(
            held.map(([block, elements]) => [block, Object.fromEntries(elements)]),
        );
    }
}

/** The value alone, out of an object such as `{type, selected_option: {value}}`. */
function simple(value) {
    if (value === null || typeof value !== "object") return value ?? null;
    if (Array.isArray(value)) return value.map(simple);
    if ("value" in value && !("selected_option" in value)) return value.value;
    const key = Object.keys(value).find(
        (one) => one.startsWith("selected_") || one === "rich_text_value" || one === "files",
    );
    return key ? simple(value[key]) : null;
}

export class Surface {
    /** @param {{channel: string, ts: string} | {view: string}} on */
    constructor(on, values = new Values()) {
        this.on = on;
        this.values = values;
    }

    get isView() {
        return "view" in this.on;
    }

    /** Press a button, once it was confirmed. */
    press(block, element, node) {
        return this.#act({ do: "press" }, block, element, node);
    }

    /** Choose or enter a value that the app is told of at once. */
    select(block, element, value, node) {
        return this.#act({ do: "select", value }, block, element, node);
    }

    async #act(what, block, element, node) {
        if (element.confirm && !(await confirmed(element.confirm))) return false;
        node?.setAttribute("aria-busy", "true");
        try {
            await post("act", {
                as: store.me.id,
                on: this.on,
                block_id: block.block_id,
                action_id: element.action_id,
                values: this.values.all(),
                ...what,
            });
            return true;
        } catch (error) {
            toast(error.message);
            return false;
        } finally {
            node?.removeAttribute("aria-busy");
        }
    }
}

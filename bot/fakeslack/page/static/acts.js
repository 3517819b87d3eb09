// What one does in this window. A refusal is shown as the sentence that it is.

import { post } from "./api.js";
import { toast } from "./dom.js";
import { store } from "./state.js";

/** Do something as the person of this window; the answer, or null after a refusal. */
export async function act(what) {
    try {
        return await post("act", { as: store.me.id, ...what });
    } catch (error) {
        toast(error.message);
        return null;
    }
}

/** Put the emoji on the message, or take one's own off again. */
export function toggleReaction(message, name) {
    const found = message.reactions?.find((one) => one.name === name);
    const isMine = found?.users.includes(store.me.id);
    return act({
        do: isMine ? "unreact" : "react",
        channel: message.channel,
        ts: message.ts,
        name,
    });
}

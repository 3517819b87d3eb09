// The guided first minute: a few steps, each ticked off by doing it.

import { post } from "./api.js";
import { el, icon, iconButton, toast } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { store } from "./state.js";

/** Draw the tour into its place, or nothing if there is none or it was dismissed. */
export function showTour(place) {
    const { tour } = store.controls;
    place.hidden = !tour || tour.dismissed;
    if (place.hidden) return place.replaceChildren();
    const done = tour.steps.filter((step) => step.done).length;
    const current = tour.steps.find((step) => !step.done);
    const end = current
        ? []
        : [el("p", { class: "tour-end", text: "That was all. The rest is yours to try." })];
    return place.replaceChildren(
        el(
            "header",
            {},
            el("h2", { text: tour.title }),
            iconButton("close", "Dismiss the tour", dismiss),
        ),
        el("progress", {
            max: tour.steps.length,
            value: done,
            "aria-label": `${done} of ${tour.steps.length} steps done`,
        }),
        el(
            "ol",
            {},
            tour.steps.map((step) => item(step, step === current)),
        ),
        ...end,
    );
}

function item(step, isCurrent) {
    return el(
        "li",
        {
            class: step.done ? "done" : isCurrent ? "current" : "",
            "aria-current": isCurrent ? "step" : null,
        },
        el("span", { class: "tick-box" }, step.done ? icon("check") : null),
        el(
            "div",
            {},
            el(
                "p",
                { class: "tour-step" },
                step.title,
                step.done ? el("span", { class: "unseen", text: " (done)" }) : null,
            ),
            isCurrent
                ? el("div", { class: "mrkdwn" }, mrkdwn(step.text, { verbatim: true }))
                : null,
        ),
    );
}

async function dismiss() {
    store.take("tour", { ...store.controls.tour, dismissed: true });
    try {
        await post("tour", { dismissed: true });
    } catch (error) {
        toast(error.message);
    }
}

// Moments as a person reads them: in their own locale, zone and way of counting hours.

import { store } from "./state.js";

const formats = new Map();

function format(options, tz = store.me.tz) {
    const key = JSON.stringify([store.me.locale, tz, options]);
    if (!formats.has(key)) {
        const locale = store.me.locale?.replace("_", "-") || undefined;
        formats.set(key, safely(locale, { ...options, timeZone: tz || undefined }));
    }
    return formats.get(key);
}

function safely(locale, options) {
    try {
        return new Intl.DateTimeFormat(locale, options);
    } catch {
        return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
    }
}

const at = (seconds) => new Date(seconds * 1000);

const NUMERIC = { year: "numeric", month: "2-digit", day: "2-digit" };
const LONG = { weekday: "long", year: "numeric", month: "long", day: "numeric" };
const FULL = { year: "numeric", month: "long", day: "numeric" };
const SHORT = { year: "numeric", month: "short", day: "numeric" };
const TIME = { hour: "numeric", minute: "2-digit" };

/** The day as 2026-11-24, where the person is. */
export function dayOf(seconds) {
    const parts = Object.fromEntries(
        format(NUMERIC)
            .formatToParts(at(seconds))
            .map((one) => [one.type, one.value]),
    );
    return `${parts.year}-${parts.month}-${parts.day}`;
}

export function timeOf(seconds) {
    return format(TIME).format(at(seconds));
}

/** `Today`, `Yesterday`, or the day with its name. */
export function dayDivider(seconds) {
    const near = nearDay(seconds);
    if (near) return near;
    const isThisYear = dayOf(seconds).slice(0, 4) === dayOf(store.now()).slice(0, 4);
    return format(isThisYear ? { weekday: "long", month: "long", day: "numeric" } : LONG).format(
        at(seconds),
    );
}

/** The whole moment in words, for titles and screen readers. */
export function momentOf(seconds) {
    return `${format(LONG).format(at(seconds))}, ${timeOf(seconds)}`;
}

/** What the workspace's clock shows. */
export function clockFace(seconds) {
    return format({ weekday: "short", day: "numeric", month: "short", ...TIME }).format(
        at(seconds),
    );
}

function nearDay(seconds) {
    const days = Math.round(
        (Date.parse(dayOf(seconds)) - Date.parse(dayOf(store.now()))) / 86_400_000,
    );
    if (Math.abs(days) > 1) return null;
    const locale = store.me.locale?.replace("_", "-") || "en-GB";
    const word = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
}

function ago(seconds) {
    const locale = store.me.locale?.replace("_", "-") || "en-GB";
    const spoken = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    const past = seconds - store.now();
    const [unit, length] = [
        ["day", 86_400],
        ["hour", 3600],
        ["minute", 60],
        ["second", 1],
    ].find(([, size]) => Math.abs(past) >= size) ?? ["second", 1];
    return spoken.format(Math.round(past / length), unit);
}

/** Slack's tokens, https://docs.slack.dev/messaging/formatting-message-text#date-formatting. */
const TOKENS = {
    date_num: dayOf,
    date_slash: (s) => format(NUMERIC).format(at(s)),
    date_long: (s) => format(LONG).format(at(s)),
    date_long_full: (s) => format(FULL).format(at(s)),
    date: (s) => format(FULL).format(at(s)),
    date_full: (s) => format(FULL).format(at(s)),
    date_short: (s) => format(SHORT).format(at(s)),
    time: timeOf,
    time_secs: (s) => format({ ...TIME, second: "2-digit" }).format(at(s)),
    ago,
    day_divider_pretty: dayDivider,
};
for (const name of ["date", "date_long", "date_long_full", "date_short", "date_full"]) {
    TOKENS[`${name}_pretty`] = (s) => nearDay(s) ?? TOKENS[name](s);
}

/** The template with its tokens filled in, or null when one is unknown. */
export function filledIn(template, seconds) {
    if (!Number.isFinite(seconds)) return null;
    let isKnown = true;
    const said = template.replace(/\{([a-z_]+)\}/g, (whole, name, offset) => {
        if (!TOKENS[name]) isKnown = false;
        const piece = TOKENS[name]?.(seconds) ?? whole;
        // In the middle of a sentence `today` is small, as in Slack.
        return offset && nearDay(seconds) === piece
            ? piece.charAt(0).toLowerCase() + piece.slice(1)
            : piece;
    });
    return isKnown ? said : null;
}

/** Seconds since 1970 as the value of a datetime-local input, where the person is. */
export function toLocalInput(seconds) {
    const parts = Object.fromEntries(
        format({ ...NUMERIC, hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
            .formatToParts(at(seconds))
            .map((one) => [one.type, one.value]),
    );
    return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The reverse of `toLocalInput`; twice, because the first guess may be across a change of clocks. */
export function fromLocalInput(value) {
    const wanted = Date.parse(`${value}Z`) / 1000;
    if (!Number.isFinite(wanted)) return null;
    let guess = wanted;
    for (let step = 0; step < 2; step += 1)
        guess += wanted - Date.parse(`${toLocalInput(guess)}Z`) / 1000;
    return guess;
}

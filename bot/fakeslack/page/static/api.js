// Asking the server, which answers in JSON; what it refuses becomes an Error with its sentence.

const AWAY = "The workspace does not answer. Is it still running?";

/** The answer to a GET. */
export async function get(path, query = {}) {
    return answer(fetch(`/page/api/${path}?${new URLSearchParams(query)}`));
}

/** The answer to a POST. */
export async function post(path, body) {
    return answer(
        fetch(`/page/api/${path}`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify(body),
        }),
    );
}

async function answer(asked) {
    let response;
    try {
        response = await asked;
    } catch {
        throw new Error(AWAY);
    }
    const said = await response.json().catch(() => ({}));
    if (!response.ok || said.ok === false)
        throw new Error(said.error || `The workspace answered ${response.status}.`);
    return said;
}

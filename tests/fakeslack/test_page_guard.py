"""Nobody but this machine's own browser, at this very address, gets anything from the fake."""

import socket
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.fakeslack.browser import JSON

PATHS = ["/", "/page/app.js", "/page/api/people", "/page/api/events", "/api/auth.test", "/nothing"]
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; "
        "connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@pytest.fixture
def port(browser):
    return browser.netloc.partition(":")[2]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil:{port}"],
)
def test_a_name_that_is_not_ours_is_refused(browser, port, path, host):
    answer = browser.ask("GET", path, headers={"Host": host.format(port=port)})

    assert (answer.status, answer.error) == (
        403,
        "This address is for 127.0.0.1 and localhost only.",
    )


def test_both_of_our_names_are_served(browser, port):
    for name in ("127.0.0.1", "localhost", "LOCALHOST"):
        headers = {"Host": f"{name}:{port}"}
        assert browser.ask("GET", "/page/api/people", headers=headers).status == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}"]
)
@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/page/api/act", "application/json"),
        ("/page/api/faults", "application/json"),
        ("/api/chat.postMessage", "application/x-www-form-urlencoded"),
        ("/commands/x", "application/json"),
    ],
)
def test_a_page_of_somebody_else_can_send_nothing(browser, fake, port, origin, path, type_):
    headers = {"Content-Type": type_, "Origin": origin.format(port=port)}

    answer = browser.ask("POST", path, b"{}", headers)

    assert (answer.status, answer.error) == (403, "Only this page itself may ask for that.")
    assert fake.calls == []


def test_the_page_itself_can(browser, port):
    for name in ("127.0.0.1", "localhost"):
        headers = JSON | {"Origin": f"http://{name}:{port}"}
        answer = browser.ask("POST", "/page/api/faults", b'{"fault": "none"}', headers)
        assert answer.status == 200


@pytest.mark.parametrize(
    "type_", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_a_form_is_no_act(browser, fake, type_):
    headers = {} if type_ is None else {"Content-Type": type_}

    answer = browser.ask("POST", "/page/api/faults", b'{"fault": "slow"}', headers)

    assert (answer.status, answer.error) == (415, "What is sent here must be JSON.")
    assert fake.page.fault == "none"


@pytest.mark.parametrize(
    "path", ["/", "/page/app.js", "/page/none", "/page/api/people", "/page/api/none", "/nothing"]
)
def test_every_answer_of_the_page_is_protected(browser, path):
    answer = browser.ask("GET", path)

    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["Access-Control-Allow-Origin"] is None


def test_so_is_a_refusal_and_the_stream(browser, ada, window):
    refused = browser.ask("GET", "/", headers={"Host": "evil.example"})
    stream = window(ada).response

    for headers in (refused.headers, stream.headers):
        assert {name: headers[name] for name in HEADERS} == HEADERS
    assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"


def test_a_browser_that_asks_whether_it_may_is_told_no(browser):
    headers = {
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }

    answer = browser.ask("OPTIONS", "/page/api/act", headers=headers)

    assert answer.status == 403
    assert answer.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
def test_a_socket_from_somewhere_else_is_refused(fake, app, client, headers):
    url = client.apps_connections_open(app_token=app.app_token)["url"]

    with pytest.raises(InvalidStatus) as refusal:
        _connect(url, headers)

    assert refusal.value.response.status_code == 403
    assert fake.connections == 0


@pytest.mark.parametrize("host", ["{netloc}", "127.0.0.1", "localhost"])
def test_a_socket_from_here_is_served(app, client, host):
    """Slack's own client leaves the port out of its `Host`."""
    url = client.apps_connections_open(app_token=app.app_token)["url"]

    with _connect(url, {"Host": host.format(netloc=urlsplit(url).netloc)}) as link:
        assert '"hello"' in link.recv(timeout=3)


def _connect(url: str, headers: dict[str, str]) -> ClientConnection:
    """With these headers in the place of those that the client would send."""
    parts = urlsplit(url)
    rest = {name: value for name, value in headers.items() if name != "Host"}
    as_named = url.replace(parts.netloc, headers.get("Host", parts.netloc))
    here = socket.create_connection((parts.hostname or "", parts.port or 0))
    try:
        return connect(as_named, sock=here, additional_headers=rest)
    except InvalidStatus:
        here.close()
        raise

"""The App in a browser tab of its own, as the Jupyter server serves it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from lunette.jupyter import app_page
from lunette.tests.support.jupyter_server import JupyterServer

PAGE = "app?session=0123456789abcdef0123456789abcdef"
FILES = {
    "page/page.js": "text/javascript; charset=utf-8",
    "page/page.css": "text/css; charset=utf-8",
    "page/favicon.svg": "image/svg+xml",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, lunette_home: Path) -> Iterator[JupyterServer]:
    server = JupyterServer(tmp_path_factory.mktemp("server"), lunette_home)
    yield server
    server.stop()


def test_who_is_not_logged_in_is_sent_to_the_login_and_back_here(server: JupyterServer) -> None:
    status, headers, _ = server.get(PAGE)
    assert status == 302
    assert headers["location"].startswith(f"{server.base}login?next=")
    assert "lunette%2Fapp%3Fsession%3D0123456789abcdef" in headers["location"]


@pytest.mark.parametrize("path", [PAGE, *FILES])
def test_nobody_gets_in_with_a_wrong_token(server: JupyterServer, path: str) -> None:
    assert server.get(path, {"Authorization": "token wrong"})[0] in (302, 403)


def test_no_foreign_host_gets_the_page(server: JupyterServer) -> None:
    headers = {**server.authorization, "Host": "evil.example"}
    assert server.get(PAGE, headers)[0] == 403


@pytest.mark.parametrize("path", FILES)
def test_no_page_of_another_origin_gets_the_script(server: JupyterServer, path: str) -> None:
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert server.get(path, {**server.authorization, **headers})[0] == 403


def test_a_link_on_another_page_may_lead_here_but_nobody_may_frame_it(
    server: JupyterServer,
) -> None:
    headers = {**server.authorization, "Sec-Fetch-Site": "cross-site"}
    status, answer, _ = server.get(PAGE, headers)
    assert status == 200
    assert "frame-ancestors 'none'" in answer["content-security-policy"]
    assert "access-control-allow-origin" not in answer


def test_the_page_may_run_its_own_script_and_ask_its_own_origin_only(server: JupyterServer) -> None:
    status, headers, body = server.get(PAGE, server.authorization)
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    # Nothing in it would need more, and nothing comes from elsewhere.
    text = body.decode()
    assert "<script>" not in text
    assert "style=" not in text
    assert "//" not in text.replace("<!doctype html>", "")


@pytest.mark.parametrize(("path", "kind"), FILES.items())
def test_files_say_what_they_are_and_are_sent_once(
    server: JupyterServer, path: str, kind: str
) -> None:
    status, headers, body = server.get(path, server.authorization)
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-cache"
    small = server.get(path, {**server.authorization, "Accept-Encoding": "gzip"})
    assert small[1]["content-encoding"] == "gzip"
    assert gzip.decompress(small[2]) == body
    again = server.get(path, {**server.authorization, "If-None-Match": headers["etag"]})
    assert (again[0], again[2]) == (304, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_sent_to_it(server: JupyterServer, method: str) -> None:
    status, headers, _ = server.get(PAGE, server.authorization, method)
    assert status in (403, 405)
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path", ["page/index.html", "page/headers.json", "page/../app", "page/%2e%2e/jupyter/media.py"]
)
def test_there_are_no_other_files(server: JupyterServer, path: str) -> None:
    assert server.get(path, server.authorization)[0] in (302, 404)


def test_all_of_it_is_less_than_one_and_a_half_megabytes(server: JupyterServer) -> None:
    headers = {**server.authorization, "Accept-Encoding": "gzip"}
    assert sum(len(server.get(path, headers)[2]) for path in (PAGE, *FILES)) < 1_500_000


def test_the_page_is_there() -> None:
    assert (app_page.PAGE_FOLDER / "index.html").is_file(), "run: npm run build"

"""The proxy's configuration, in a real nginx before servers that tell what they were asked."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from ipaddress import IPv4Address
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from contact_gateway.web.webhooks.sendgrid_mail import MOST_BYTES
from tests.processes import free_port

CONF = Path(__file__).parents[2] / "deploy" / "nginx" / "contact-gateway.conf"
NAME = "contact.example.org"
TEXTS = "/webhooks/tuntum/twilio/sms/incoming"
KEPT = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
MAIL = "/webhooks/tuntum/sendgrid/inbound"


class Echo(BaseHTTPRequestHandler):
    """Answers every request with what it was, and which server it came to; hangs up where the server is failing."""

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Upstream)
        server.reached.set()
        taken = len(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        if server.failing:
            self.close_connection = True
            return
        told = {"server": server.name, "path": self.path, "taken": taken, "headers": dict(self.headers.items())}
        answer = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET  # noqa: N815 the names that the base class looks for

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def address_string(self) -> str:
        return "a socket has no address"


class Upstream(ThreadingMixIn, UnixStreamServer):
    """A web server on a socket."""

    daemon_threads = True

    def __init__(self, name: str, folder: Path) -> None:
        folder.mkdir()
        self.name, self.path, self.failing = name, folder / "open.sock", False
        self.reached = threading.Event()
        super().__init__(str(self.path), Echo)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """nginx, and what is behind it."""

    client: httpx.Client
    plain: httpx.Client
    servers: dict[str, Upstream]
    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "contact-gateway.log"

    def all_logs(self) -> str:
        return "".join(log.read_text() for log in self.folder.glob("*.log"))

    def who_answers(self, method: str, path: str) -> set[str]:
        answers = [self.client.request(method, path) for _ in range(6)]
        return {answer.json()["server"] if answer.is_success else str(answer.status_code) for answer in answers}


@pytest.fixture
def front() -> Iterator[Front]:
    home = Path(tempfile.mkdtemp(prefix="nginx-"))  # short, as a socket's path must be
    home.chmod(0o755)  # nginx's workers look into it as somebody else
    servers = {name: Upstream(name, home / name) for name in ("web-a", "web-b", "events")}
    https, http = free_port(), free_port()
    certificate(home)
    (home / "nginx.conf").write_text(f"""
        error_log {home}/error.log; pid {home}/pid; daemon off; worker_processes 1;
        events {{ worker_connections 64; }}
        http {{
            {"".join(f"{what}_temp_path {home}/{what};" for what in KEPT)}
            include {home}/contact-gateway.conf;
        }}
    """)
    text = CONF.read_text().replace("/run/contact-gateway-", f"{home}/").replace("/var/log/nginx", str(home))
    text = text.replace("/etc/contact-gateway/tls", str(home)).replace("[::]:", "[::1]:")
    text = text.replace("listen 443", f"listen {https}").replace("]:443", f"]:{https}")
    text = text.replace("listen 80", f"listen {http}").replace("]:80", f"]:{http}")
    (home / "contact-gateway.conf").write_text(text)
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin") or "nginx"
    command = [nginx, "-c", str(home / "nginx.conf")]
    subprocess.run([*command, "-t", "-q"], check=True, timeout=20)
    for server in servers.values():
        server.path.chmod(0o777)
    process = subprocess.Popen(command)
    trusted = ssl.create_default_context(cafile=str(home / "certificate.pem"))
    try:
        wait_for(https)
        with (
            httpx.Client(base_url=f"https://127.0.0.1:{https}", verify=trusted, headers={"Host": NAME}) as client,
            httpx.Client(base_url=f"http://127.0.0.1:{http}", headers={"Host": NAME}) as plain,
        ):
            yield Front(client=client, plain=plain, servers=servers, folder=home)
    finally:
        process.terminate()
        process.wait(10)
        for server in servers.values():
            server.shutdown()
            server.server_close()
        shutil.rmtree(home)


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


def written(log: Path, lines: int = 1) -> str:
    """Return the log once it has so many lines: a line is written after the answer."""
    for _ in range(100):
        if (text := log.read_text()).count("\n") >= lines:
            return text
        time.sleep(0.05)
    raise AssertionError(f"The log has fewer than {lines} lines: {log.read_text()!r}")


def certificate(folder: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(NAME), x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    signed = made.add_extension(names, critical=False).sign(key, SHA256())
    (folder / "certificate.pem").write_bytes(signed.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def test_each_request_finds_its_server(front: Front) -> None:
    assert front.who_answers("GET", "/desk/") == {"web-a", "web-b"}
    assert front.who_answers("GET", "/desk/events") == {"events"}


def test_a_server_that_let_its_name_go_is_missed_by_nobody(front: Front) -> None:
    front.servers["web-a"].path.unlink()
    assert front.who_answers("GET", "/desk/") == {"web-b"}
    assert front.who_answers("POST", TEXTS) == {"web-b"}
    assert front.who_answers("POST", "/desk/sign-in") == {"web-b"}


def test_what_a_provider_posts_is_tried_again_and_what_people_post_is_not(front: Front) -> None:
    front.servers["web-a"].failing = True
    assert front.who_answers("POST", TEXTS) == {"web-b"}
    assert front.who_answers("POST", MAIL) == {"web-b"}
    assert front.who_answers("POST", "/desk/sign-in") == {"web-b", "502"}


def test_what_a_client_says_of_its_address_is_not_passed_on(front: Front) -> None:
    told = front.client.get("/desk/", headers={"X-Forwarded-For": "192.0.2.66"}).json()
    assert told["headers"]["X-Forwarded-For"] == "127.0.0.1"
    assert told["headers"]["Host"] == NAME


@pytest.mark.parametrize("path", ["/webhooks//tuntum/", "/webhooks/tuntum/twilio/sms/incoming/?a=%27b'&c=%2F"])
def test_an_address_is_passed_on_as_it_was_signed(front: Front, path: str) -> None:
    assert front.client.post(str(front.client.base_url) + path).json()["path"] == path


def test_mail_may_be_large_and_nothing_else(front: Front) -> None:
    large = b"x" * MOST_BYTES
    assert front.client.post(MAIL, content=large, timeout=60).json()["taken"] == MOST_BYTES
    assert front.client.post(MAIL, content=large + b"x").status_code == 413
    assert front.client.post(TEXTS, content=b"x" * 3_000_000).status_code == 413


def test_plain_http_sends_people_on_and_refuses_whoever_posts(front: Front) -> None:
    sent_on = front.plain.get("/desk/?page=2")
    assert (sent_on.status_code, sent_on.headers["Location"]) == (301, f"https://{NAME}/desk/?page=2")
    assert front.plain.post(TEXTS).status_code == 405


def test_the_log_has_no_queries(front: Front) -> None:
    assert front.client.get("/desk/?phone=07700900123").is_success
    assert "GET /desk/" in written(front.log)
    assert "07700900123" not in written(front.log)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/desk/", "/desk/"),
        ("/api/v1/contacts", "/api/v1/contacts"),
        (TEXTS, TEXTS),
        ("/static/govuk/app.min.css", "/static/govuk/app.min.css"),
        ("/api/v1/customers/0190e4a2-6b1c-7f00-8000-3c5d1e2f4a6b/counters", "/api/v1/customers/-"),
        ("/desk/customers/%2B447700900123", "/desk/customers/-"),
        ("/desk/customers/ali@example.org", "/desk/customers/-"),
        ("/07700900123", "-"),
    ],
)
def test_the_log_tells_an_address_as_far_as_it_is_words(front: Front, asked: str, told: str) -> None:
    assert front.client.get(asked).is_success
    assert f'"GET {told}" 200' in written(front.log)


def test_no_log_repeats_a_request_whose_server_is_away_or_fails(front: Front) -> None:
    number = "447700900123"
    asked = [f"/api/v1/banners?contact_point=%2B{number}", f"/api/v1/{number}", f"/desk/events?after={number}"]
    front.servers["web-a"].failing = front.servers["web-b"].failing = True
    assert [front.client.get(path).status_code for path in asked[:2]] == [502, 502]
    for server in front.servers.values():
        server.path.unlink()
    assert [front.client.get(path).status_code for path in asked] == [502, 502, 502]
    assert front.client.post(f"{TEXTS}?From={number}", content=b"x" * 3_000_000).status_code == 413
    assert front.plain.post(f"/{number}?From={number}").status_code == 405
    assert "web-a/open.sock" in written(front.log, lines=7)
    assert number not in front.all_logs()


@pytest.mark.parametrize("path", [TEXTS, MAIL, "/api/v1/contacts", "/desk/sign-in"])
def test_a_body_that_does_not_come_reaches_no_server_until_it_is_whole(front: Front, path: str) -> None:
    trusted = ssl.create_default_context(cafile=str(front.folder / "certificate.pem"))
    port = front.client.base_url.port
    with (
        socket.create_connection(("127.0.0.1", port or 443), 20) as line,
        trusted.wrap_socket(line, server_hostname="127.0.0.1") as said,
    ):
        said.sendall(f"POST {path} HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 6\r\n\r\nslow".encode())
        assert not any(server.reached.wait(0.5) for server in front.servers.values())
        said.sendall(b"ly")
        assert said.recv(4096).startswith(b"HTTP/1.1 200 ")
    assert any(server.reached.is_set() for server in front.servers.values())

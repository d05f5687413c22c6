"""What the installation says about itself, read once from the environment."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from contact_gateway.application.files_place import FilesPlace, InDatabase, read_files_place

_SYSTEM_DATA = Path("/var/lib/contact-gateway")
_SHORTEST_SECRET = 32
_MOST_STREAMS = 2000
_FEW_STREAMS = 4
_MOST_PROXIES = 9
_DRIVER = "postgresql+psycopg"
_DATABASE_SCHEMES = ("postgresql", "postgres", _DRIVER)
_LOG_LEVELS = ("debug", "info", "warning", "error")
_SWITCH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


class SettingsError(ValueError):
    """The environment does not say how to run the service; one sentence for each fault, all of them at once."""

    def __init__(self, faults: Iterable[str]) -> None:
        """Keep the sentences, in the order in which the keys are documented."""
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One installation. What holds a password or a key is never shown when this is printed."""

    database_url: str | None = field(repr=False)
    """The app's PostgreSQL, as SQLAlchemy writes it; absent: the embedded server below `data_dir`."""
    database_owner_url: str | None = field(repr=False)
    """The same database for the owner of the tables, who migrates; `database_direct_url` unless said."""
    database_direct_url: str | None = field(repr=False)
    """The same database past the pooler, for connections that stay open; where said, `DATABASE_URL` is a pooler's."""
    data_dir: Path
    public_base_url: str
    """Where the world reaches us, without a slash at the end: part of what a provider signs."""
    trusted_proxies: int
    """How many proxies of our own a request passes, each of which says whom it has it from."""
    host: str
    port: int
    event_streams: int
    """How many live pages one web process feeds at once; fewer than its threads, so that a caller always finds one."""
    secret_key: str = field(repr=False)
    """Signs sessions; empty where nothing is served."""
    landlord_keys_file: Path | None
    files: FilesPlace
    smtp_url: str | None = field(repr=False)
    redis_url: str | None = field(repr=False)
    demo: bool
    log_level: str

    @classmethod
    def from_environ(cls, environ: Mapping[str, str], *, serves: bool = True) -> Settings:
        """Read the settings; a key that is there but empty counts as absent.

        `serves` says that pages will be served, for which `SECRET_KEY` is needed; in a demo without one it is made and
        kept in the data folder.

        Raises:
            SettingsError: with a sentence for every key that is missing or cannot be understood.
        """
        read = _Reader(environ)
        demo = read.switch("DEMO")
        data_dir = Path(read.text("DATA_DIR") or default_data_dir()).expanduser().absolute()
        database_url = _with_driver(read.url("DATABASE_URL", _DATABASE_SCHEMES))
        owner_url = _with_driver(read.url("DATABASE_OWNER_URL", _DATABASE_SCHEMES))
        direct_url = _with_driver(read.url("DATABASE_DIRECT_URL", _DATABASE_SCHEMES))
        read.refuse_alone({"DATABASE_OWNER_URL": owner_url, "DATABASE_DIRECT_URL": direct_url}, database_url)
        port = read.port("PORT", 8080)
        settings = cls(
            database_url=_pooled(database_url) if direct_url else database_url,
            database_owner_url=owner_url or direct_url or database_url,
            database_direct_url=direct_url or database_url,
            data_dir=data_dir,
            public_base_url=(read.url("PUBLIC_BASE_URL", ("http", "https")) or f"http://127.0.0.1:{port}").rstrip("/"),
            trusted_proxies=read.count("TRUSTED_PROXIES", most=_MOST_PROXIES),
            host=read.text("HOST") or "127.0.0.1",
            port=port,
            event_streams=read.count("EVENT_STREAMS", most=_MOST_STREAMS) or _FEW_STREAMS,
            smtp_url=read.url("SMTP_URL", ("smtp", "smtps")),
            redis_url=read.url("REDIS_URL", ("redis", "rediss", "unix")),
            landlord_keys_file=read.file("LANDLORD_KEYS_FILE"),
            files=read.files("FILES_URL"),
            log_level=read.choice("LOG_LEVEL", _LOG_LEVELS, "info"),
            demo=demo,
            secret_key=read.secret("SECRET_KEY", needed=serves and not demo) or "",
        )
        if read.faults:
            raise SettingsError(read.faults)
        return replace(settings, secret_key=demo_secret_key(data_dir)) if demo and not settings.secret_key else settings


def default_data_dir() -> Path:
    """Return the user's own data folder, or the machine's where we are root."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return _SYSTEM_DATA if as_root else user_data_path("contact-gateway", appauthor=False)


def demo_secret_key(data_dir: Path) -> str:
    """Return the key of this demo, made at its first start and readable by its owner alone.

    Raises:
        SettingsError: when the folder cannot be written.
    """
    path = data_dir / "secret_key"
    try:
        if not data_dir.is_dir():
            data_dir.mkdir(parents=True)
            data_dir.chmod(0o711)
        if not path.exists():
            _keep_once(path, secrets.token_urlsafe(_SHORTEST_SECRET))
        return path.read_text()
    except OSError as error:
        fault = f"The demo cannot keep its key in {data_dir} ({error}); set DATA_DIR to a folder that you may write."
        raise SettingsError([fault]) from error


def _keep_once(path: Path, text: str) -> None:
    """Write a file whole, for its owner alone, unless another process was first."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    try:
        draft.write_text(text)
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _with_driver(url: str | None) -> str | None:
    return url and f"{_DRIVER}:{url.split(':', 1)[1]}"


def _pooled(url: str | None) -> str | None:
    """Say that the pooler knows no prepared statements, unless the URL says what it knows (`prepared=yes`)."""
    if url is None or "prepared=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}prepared=no"


class _Reader:
    """Reads keys one by one and collects a sentence for each that is wrong."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.faults: list[str] = []

    def text(self, key: str) -> str:
        return self._environ.get(key, "").strip()

    def switch(self, key: str) -> bool:
        text = self.text(key).lower()
        if text not in {"", *_SWITCH}:
            self.faults.append(f"{key} is {text!r}; write 1 for yes or 0 for no.")
        return _SWITCH.get(text, False)

    def choice(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        text = self.text(key).lower() or default
        if text not in allowed:
            self.faults.append(f"{key} is {text!r}; write one of {', '.join(allowed)}.")
        return text

    def count(self, key: str, *, most: int) -> int:
        text = self.text(key) or "0"
        if text.isascii() and text.isdigit() and int(text) <= most:
            return int(text)
        self.faults.append(f"{key} is {text!r}; write a number from 0 to {most}.")
        return 0

    def refuse_alone(self, urls: Mapping[str, str | None], database_url: str | None) -> None:
        for key, url in urls.items():
            if url and not database_url:
                self.faults.append(f"{key} is set without DATABASE_URL; set both, or neither to embed a database.")

    def port(self, key: str, default: int) -> int:
        text = self.text(key) or str(default)
        if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
            return int(text)
        self.faults.append(f"{key} is {text!r}; write a port number from 1 to 65535.")
        return default

    def url(self, key: str, schemes: tuple[str, ...]) -> str | None:
        """Read a URL; its text is never repeated, because it may hold a password."""
        text = self.text(key)
        if not text:
            return None
        scheme, mark, rest = text.partition("://")
        if scheme not in schemes or not mark or not _says_where(scheme, rest):
            self.faults.append(
                f"{key} is not a URL that can be used; it starts with {' or '.join(schemes)} and ://, then says where."
            )
            return None
        return text

    def file(self, key: str) -> Path | None:
        text = self.text(key)
        if not text:
            return None
        try:
            path = Path(text).expanduser().absolute()
            if not path.is_file():
                self.faults.append(f"{key} names {path}, where no file is.")
        except (OSError, RuntimeError) as fault:
            why = (fault.strerror if isinstance(fault, OSError) else str(fault)) or type(fault).__name__
            self.faults.append(f"{key} names a file that cannot be looked at ({why}).")
            return None
        return path

    def files(self, key: str) -> FilesPlace:
        """Read where files are kept; the database where nothing is said."""
        try:
            return read_files_place(self.text(key) or "database:")
        except ValueError as fault:
            self.faults.append(f"{key} {fault}")
            return InDatabase()

    def secret(self, key: str, *, needed: bool) -> str | None:
        text = self.text(key)
        if not text and needed:
            self.faults.append(
                f"{key} is missing; set it to {_SHORTEST_SECRET} or more random characters, and keep it."
            )
        if text and len(text) < _SHORTEST_SECRET:
            self.faults.append(
                f"{key} has {len(text)} characters; it needs {_SHORTEST_SECRET} or more, chosen at random."
            )
        return text or None


def _says_where(scheme: str, rest: str) -> bool:
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        return bool(parts.hostname or parts.path.strip("/") or "host=" in parts.query) and parts.port != 0
    except ValueError:
        return False

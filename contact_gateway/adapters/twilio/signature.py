"""Twilio's signature on a webhook, checked so that nothing a stranger sends raises an error or passes by accident."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

from twilio.request_validator import HMAC_SHA1, HMAC_SHA256, RequestValidator
from werkzeug.datastructures import MultiDict

from contact_gateway.application.posted_form import PostedForm

_DEFAULT_PORTS = {"https": "443", "http": "80"}
_PORT = re.compile(r":[0-9]*$")
_SETTINGS = re.compile(r"key=([^,=\s]{1,100}), ?algorithm=HMAC_SHA256")


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioAccount:
    """What a landlord has at Twilio. `base_url` is where Twilio was told to find us, without a slash at the end.

    `auth_tokens` are all that may sign, two while one is being rotated; `shared_keys` are secrets by their key id.
    """

    account_sid: str
    base_url: str
    auth_tokens: tuple[str, ...] = field(repr=False)
    shared_keys: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret and the one algorithm that may be used with it; the request never chooses a weaker one."""

    value: str = field(repr=False)
    algorithm: str = HMAC_SHA1


class TwilioSignatures:
    """The signature check of every landlord that uses Twilio."""

    def __init__(self, accounts: Mapping[str, TwilioAccount]) -> None:
        """Take the accounts by the landlord's slug."""
        self._accounts = accounts

    def knows(self, landlord: str) -> bool:
        """Whether this landlord has an account at Twilio."""
        return landlord in self._accounts

    def check(self, landlord: str, path: str, form: PostedForm, headers: Mapping[str, str]) -> bool:
        """Whether the landlord's account signed this very request and is the one it names."""
        account = self._accounts.get(landlord)
        if account is None:
            return False
        named = [value for name, value in form.pairs if name == "AccountSid"]
        signature = headers.get("x-twilio-signature", "")
        secrets = secrets_for(account, headers.get("x-twilio-webhooks-signature-settings"))
        url = f"{account.base_url}{path}"
        return named == [account.account_sid] and any(is_signed(secret, url, form, signature) for secret in secrets)


def secrets_for(account: TwilioAccount, settings: str | None) -> tuple[Secret, ...]:
    """Return the secrets that may have signed a request with these signature settings.

    Without settings these are the account's tokens. With settings it is the one shared key they name, by its only
    algorithm; an unknown key or algorithm leaves none.
    """
    if settings is None:
        return tuple(Secret(token) for token in account.auth_tokens)
    named = _SETTINGS.fullmatch(settings)
    secret = account.shared_keys.get(named.group(1)) if named else None
    return (Secret(secret, HMAC_SHA256),) if secret else ()


def is_signed(secret: Secret, url: str, content: PostedForm | bytes, signature: str) -> bool:
    """Whether the signature is this secret's for the URL and the content; never raises.

    A form is signed with the URL. Any other content is signed by its hash, which then must stand in the URL and be the
    hash of these very bytes.
    """
    if not signature or (isinstance(content, bytes) and not _holds_hash_of(content, url)):
        return False
    pairs = content.pairs if isinstance(content, PostedForm) else ()
    try:
        validator = RequestValidator(secret.value)
        fields = MultiDict(pairs)
        computed = [str(validator.compute_signature(form, fields, secret.algorithm)) for form in _forms_of(url)]
    except ValueError:  # a URL that is none, or text that no provider can have encoded: nobody signed that
        return False
    given = signature.encode("utf-8", "replace")
    return any(hmac.compare_digest(one.encode(), given) for one in computed)


def _forms_of(url: str) -> Iterator[str]:
    """Yield the spellings of a URL that Twilio's own libraries sign: with and without port, the apostrophe encoded."""
    parts = urlsplit(url)
    bare = _PORT.sub("", parts.netloc)
    with_port = parts.netloc if bare != parts.netloc else f"{bare}:{_DEFAULT_PORTS.get(parts.scheme, '443')}"
    for netloc in (bare, with_port):
        spelt = url.replace(f"//{parts.netloc}", f"//{netloc}", 1)
        yield spelt
        if "'" in spelt:
            yield spelt.replace("'", "%27")
        if "%27" in spelt:
            yield spelt.replace("%27", "'")


def _holds_hash_of(content: bytes, url: str) -> bool:
    try:
        named = parse_qs(urlsplit(url).query).get("bodySHA256", [])
    except ValueError:  # see is_signed
        return False
    return len(named) == 1 and hmac.compare_digest(
        named[0].encode("utf-8", "replace"), sha256(content).hexdigest().encode()
    )

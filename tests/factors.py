"""What people prove themselves with in the tests: a code app, a passkey made of plain cryptography, recovery codes."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
import pyotp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from competence.db import db
from competence.people.models import Person
from competence.signin.factors.models import CodeApp, Passkey
from competence.web.clock import now

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def make_app(person: Person, *, proven: bool = True) -> CodeApp:
    """A person's code app."""
    app = CodeApp(person_id=person.id, name="Telefonen", seed=pyotp.random_base32(), added_at=now())
    app.proven_at = now() if proven else None
    db.session.add(app)
    db.session.commit()
    return app


def code_of(seed: str, steps: int = 0) -> str:
    """What an app shows now, or so many steps of thirty seconds from now."""
    return pyotp.TOTP(seed).at(now(), counter_offset=steps)


@dataclass
class Authenticator:
    """A passkey as a browser and a device make it; each part can be made wrong."""

    origin: str = "http://localhost:5000"
    party: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def make(self, challenge: str) -> str:
        """What a browser sends after making the passkey."""
        point = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})
        held = bytes(16) + len(self.credential).to_bytes(2) + self.credential + public
        said = {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + held}
        return self._told({"attestationObject": cbor2.dumps(said)}, self._client("webauthn.create", challenge))

    def sign(self, challenge: str, kind: str = "webauthn.get") -> str:
        """What a browser sends after the passkey signed a challenge."""
        self.count += 1
        data, client = self._data(), self._client(kind, challenge)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._told({"authenticatorData": data, "signature": signature}, client)

    def _data(self, more: int = 0) -> bytes:
        return hashlib.sha256(self.party.encode()).digest() + bytes([self.flags | more]) + self.count.to_bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _told(self, parts: dict[str, bytes], client: bytes) -> str:
        response = {name: bytes_to_base64url(part) for name, part in (parts | {"clientDataJSON": client}).items()}
        name = bytes_to_base64url(self.credential)
        told = {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        return json.dumps(told)


def make_passkey(person: Person, device: Authenticator) -> Passkey:
    """A person's passkey, as if it had been added through the page."""
    point = device.key.public_key().public_numbers()
    public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})
    passkey = Passkey(
        person_id=person.id, name="Nøglen", credential=bytes_to_base64url(device.credential), public_key=public,
        sign_count=device.count, added_at=now(),
    )  # fmt: skip
    db.session.add(passkey)
    db.session.commit()
    assert base64url_to_bytes(passkey.credential) == device.credential
    return passkey

"""Passkeys: what the browser is asked to do, and whether what it brings back is right for us, now, and only once.

A challenge belongs to the session and to one act in it, lives five minutes and is used up by the first answer.
"""

from datetime import datetime
from typing import Any

from flask import current_app, session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from competence.signin.factors import queries, rules
from competence.signin.factors.actions import devices, proving
from competence.web.clock import now

CHALLENGE = "challenge"
ADDING, PROVING = "adding", "proving"
ASKS_ITS_OWNER = UserVerificationRequirement.REQUIRED
LONGEST_ID = 1023  # bytes, as WebAuthn says
# What comes of taking apart what a browser brings where it is no credential at all, or only nearly one.
NO_CREDENTIAL = (WebAuthnException, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def party() -> str | None:
    """Return the name passkeys belong to here; None where there can be none."""
    return rules.relying_party(str(current_app.config["PUBLIC_URL"]))


def options_to_add(person_id: int, name: str, email: str) -> str:
    """Return what a browser is asked to make a passkey of."""
    options = generate_registration_options(
        rp_id=party() or "",
        rp_name=f"Kompetencespejl, {current_app.config['ORGANISATION']}",
        user_id=rules.user_handle(str(current_app.secret_key), person_id),
        user_name=email,
        user_display_name=name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            user_verification=ASKS_ITS_OWNER, resident_key=ResidentKeyRequirement.PREFERRED
        ),
        exclude_credentials=_known(person_id),
    )
    _remember(ADDING, options.challenge)
    return options_to_json(options)


def options_to_prove(person_id: int) -> str:
    """Return what a browser is asked to sign with one of a person's passkeys."""
    options = generate_authentication_options(
        rp_id=party() or "", allow_credentials=_known(person_id), user_verification=ASKS_ITS_OWNER
    )
    _remember(PROVING, options.challenge)
    return options_to_json(options)


def add(person_id: int, name: str, credential: str) -> None:
    """Add the passkey a browser made. Raises PasskeyRefused."""
    challenge = _challenge(ADDING)
    if challenge is None:
        raise rules.PasskeyRefused
    try:
        made = verify_registration_response(
            credential=credential, expected_challenge=challenge, require_user_verification=True, **_expected()
        )
    except NO_CREDENTIAL as refused:
        raise rules.PasskeyRefused from refused
    if len(made.credential_id) > LONGEST_ID:
        raise rules.PasskeyRefused
    devices.add_passkey(
        person_id, name, bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count
    )


def is_proven(person_id: int, credential: str) -> bool:
    """Return whether a browser brings what one of a person's passkeys signed for us, just now."""
    challenge = _challenge(PROVING)
    if challenge is None:
        return False
    try:
        named = parse_authentication_credential_json(credential)
        passkey = queries.passkey_of(person_id, named.id)
        if passkey is None:
            return False
        signed = verify_authentication_response(
            credential=named,
            expected_challenge=challenge,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
            **_expected(),
        )
    except NO_CREDENTIAL:
        return False
    return proving.count_use(passkey, signed.new_sign_count)


def _expected() -> dict[str, Any]:
    return {
        "expected_rp_id": party() or "",
        "expected_origin": rules.origin_of(str(current_app.config["PUBLIC_URL"])),
    }


def _known(person_id: int) -> list[PublicKeyCredentialDescriptor]:
    passkeys = queries.factors_of(person_id).passkeys
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential)) for passkey in passkeys]


def _remember(act: str, challenge: bytes) -> None:
    session[CHALLENGE] = {
        "for": act,
        "value": bytes_to_base64url(challenge),
        "until": (now() + rules.CHALLENGE_LIVES).isoformat(),
    }


def _challenge(act: str) -> bytes | None:
    """Return this session's challenge for an act and use it up, whatever then comes of it; None where there is none."""
    kept = session.pop(CHALLENGE, None)
    if kept is None or kept["for"] != act or now() >= datetime.fromisoformat(kept["until"]):
        return None
    return base64url_to_bytes(kept["value"]) if proving.use_challenge(kept["value"]) else None

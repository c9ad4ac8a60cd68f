"""The headers of an answer: looked at on every one that a client of the tests is handed, whatever its status."""

import re
from http.cookies import SimpleCookie

from werkzeug.test import TestResponse

from tests.addresses import told_by

CONSTANT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ALWAYS = ("default-src 'none'", "frame-ancestors 'none'")
ON_PAGES = ("base-uri 'none'", "object-src 'none'", "form-action 'self'", "'strict-dynamic'")
NEVER = ("'unsafe-inline'", "'unsafe-eval'", "http:", "*")
FOREIGN = ("Access-Control-Allow-Origin", "Server", "X-Powered-By")

nonces: set[str] = set()  # of all answers of this run: one that comes again could be guessed


def faults(answer: TestResponse, *, static: bool) -> list[str]:
    """Return what is wrong with an answer's headers."""
    return [*_of_values(answer), *_of_policy(answer, static), *_of_keeping(answer, static), *_of_cookies(answer)]


def _of_values(answer: TestResponse) -> list[str]:
    headers = answer.headers
    found = [f"{name} is {headers.get(name)}" for name, value in CONSTANT.items() if headers.get(name) != value]
    found += [f"{name} is told" for name in FOREIGN if name in headers]
    if told := told_by(headers.get("Location", "")):
        found.append(f"the address it leads to tells {told}")
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        found.append("no Permissions-Policy")
    kind = headers.get("Content-Type", "")
    if answer.status_code not in {204, 304} and (not kind or (kind.startswith("text/") and "charset=" not in kind)):
        found.append(f"the content type says no charset: {kind}")
    return found


def _of_policy(answer: TestResponse, static: bool) -> list[str]:
    policy = answer.headers.get("Content-Security-Policy", "")
    wanted = ALWAYS if static else ALWAYS + ON_PAGES
    found = [f"the policy lacks {one}" for one in wanted if one not in policy]
    found += [f"the policy holds {one}" for one in NEVER if one in policy]
    if nonce := re.search(r"'nonce-([\w-]+)'", policy):
        found += ["a nonce came twice"] if nonce[1] in nonces or len(nonce[1]) < 22 else []
        nonces.add(nonce[1])
    return found


def _of_keeping(answer: TestResponse, static: bool) -> list[str]:
    kept = answer.headers.get("Cache-Control", "")
    return [] if static or kept == "no-store" else [f"may be kept: {kept}"]


def _of_cookies(answer: TestResponse) -> list[str]:
    found = []
    for line in answer.headers.getlist("Set-Cookie"):
        for name, morsel in SimpleCookie(line).items():
            secure = bool(morsel["secure"]) is name.startswith("__Host-")
            bound = morsel["httponly"] and morsel["samesite"] in {"Lax", "Strict"} and morsel["path"] == "/"
            if not bound or not secure or morsel["domain"] or len(line) >= 4096:
                found.append(f"a cookie is not bound: {line.replace(morsel.value, '...')}")
    return found

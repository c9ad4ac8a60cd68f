"""After signing in one goes to a path of our own, whatever the request asked for."""

import pytest

from competence.web.redirects import safe_path

ELSEWHERE = (
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "/\\/evil.example", "//\\evil.example", "/\\\\evil.example", "https://evil.example", "http://evil.example",
    "https:evil.example", "http:evil.example", "https:/evil.example", "http:/\\evil.example", "https:\\\\evil.example",
    "HTTPS://evil.example", "hTtP://evil.example", "ftp://evil.example", "javascript:alert(1)", "JavaScript:alert(1)",
    "java\tscript:alert(1)", "javascript://%0aalert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
    "mailto:a@evil.example", "tel:1", "blob:x", "about:blank", "evil.example", "evil.example/", "www.evil.example",
    "@evil.example", "user@evil.example", "//user:pass@evil.example", "https://127.0.0.1@evil.example", "?next=//evil",
    "#//evil.example", "", " ", "  /", " //evil.example", "\t//evil.example", "\n//evil.example", "\r\n//evil.example",
    "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "/\x00/evil.example", "/\x0b/evil.example", "/\x0c/e",
    "/\x1f/evil.example", "/\x7f/evil.example", "/\x85/evil.example", "/\u2028/evil.example", "/\u2029/evil.example",
    "/\u200b/evil.example", "/\u200e/evil.example", "/\u202e/evil.example", "/\ufeff/evil.example", "/\u00a0/evil",
    "/\u3000/evil.example", "/%09/evil.example", "/%0a/evil.example", "/%0d/evil.example", "/%0d%0aLocation:%20x",
    "/x%0d%0aSet-Cookie:%20a=b", "/x\r\nSet-Cookie: a=b", "/%00/evil.example", "/%2fevil.example", "/%2Fevil.example",
    "/%2f%2fevil.example", "%2f%2fevil.example", "%2Fevil.example", "/%5cevil.example", "/%5Cevil.example",
    "/%5c%5cevil.example", "%5c%5cevil.example", "/%252fevil.example", "/%252f%252fevil.example", "/%255cevil.example",
    "%252f%252fevil.example", "/%250aevil", "%2e%2e//evil.example", "..//evil.example", "./", "../", "./evil.example",
    ".", "..", "next", "home", "a/b", "://evil.example", ":80", ":evil", "::", "://", ";//evil.example",
    "https%3a//evil.example", "https%3A%2F%2Fevil.example", "%68ttps://evil.example", "javascript%3aalert(1)",
    "\u2215\u2215evil.example", "\uff0f\uff0fevil.example", "\uff3cevil.example", "\u29f8evil", "//evil\u3002example",
    "//%65vil.example", "//evil.example:443", "//[::1]", "//127.0.0.1", "//localhost", "///", "//", "////", "\\",
    "\\\\", "/\\", "/" + "a" * 2000, "x" * 3000, "\ud800", "/\ud800", "0", "-1", "null", "None", "[]", "{}",
    "%", "%zz", "*", "~", "'", '"', "<script>", "`", "|", "^",
)  # fmt: skip


def test_there_are_enough_of_them():
    assert len(set(ELSEWHERE)) == len(ELSEWHERE) >= 120


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_a_hostile_wish_leads_home(wanted):
    assert safe_path(wanted) == "/"


@pytest.mark.parametrize(
    "wanted", ["/", "/mirrors/7", "/people?q=Sk%C3%B8tt&page=2", "/a/b/c", "/x?next=/y", "/søg?q=æble", "/a-b_c.d~e"]
)
def test_a_path_of_our_own_is_followed(wanted):
    assert safe_path(wanted) == wanted


def test_no_wish_leads_home():
    assert safe_path(None) == "/"
    assert safe_path(None, otherwise="/here") == "/here"

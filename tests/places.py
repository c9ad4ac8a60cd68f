"""The main pages of the demo house, and how their reader comes there."""

# What the page is called here, who opens it, where they start, and the links they follow (the first that fits).
MAIN_PAGES: tuple[tuple[str, str | None, str, *tuple[str, ...]], ...] = (
    ("sign in", None, "/signin"),
    ("front page, employee", "astrid@example.org", "/"),
    ("front page, leader", "bo@example.org", "/"),
    ("front page, HR", "carla@example.org", "/"),
    ("my mirrors", "astrid@example.org", "/assessments"),
    ("answering", "astrid@example.org", "/assessments", r"/assessments/views/\w{32}"),
    ("the opened mirror", "emil@example.org", "/assessments", r"/assessments/\w{32}"),
    ("team", "bo@example.org", "/assessments/team"),
    ("team matrix", "bo@example.org", "/assessments/team/matrix"),
    ("rounds", "carla@example.org", "/cycles"),
    ("one round", "carla@example.org", "/cycles", r"/cycles/\w{32}"),
    ("figures", "carla@example.org", "/analytics"),
    ("figures, digital", "carla@example.org", "/analytics", r"/analytics/themes/digital[^\"]*"),
    ("catalogue", "astrid@example.org", "/frameworks"),
    ("one catalogue", "astrid@example.org", "/frameworks", r"/frameworks/[\w-]+/\d+"),
    ("people", "carla@example.org", "/people"),
    ("import", "carla@example.org", "/admin/imports"),
    ("units", "carla@example.org", "/people/units"),
    ("one person", "carla@example.org", "/people", r"/people/\w{32}"),
    ("accounts", "freja@example.org", "/accounts"),
    ("messages", "astrid@example.org", "/notifications"),
    ("mail about messages", "astrid@example.org", "/notifications/preferences"),
    ("how we protect you", "astrid@example.org", "/privacy/protection"),
)

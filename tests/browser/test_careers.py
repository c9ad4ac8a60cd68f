"""Astrid explores the map, shares an interest and asks for a step; Bo and a panel answer; a visitor reads a step."""

import pytest
from playwright.sync_api import Page, expect

from competence.admin.imports.career_files import COLUMNS
from competence.admin.imports.frameworks import PACK
from tests.browser.checks import check_page

ASTRID, BO, CARLA, EMIL = (f"{name}@example.org" for name in ("astrid", "bo", "carla", "emil"))


@pytest.mark.alike
@pytest.mark.parametrize("width", [360, 1280])
def test_astrid_explores_from_where_she_stands(browser_page, width):
    astrid = browser_page(ASTRID, width=width)
    astrid.goto("/careers")
    check_page(astrid)
    expect(astrid.get_by_role("link", name="Erfaren formidler").first).to_have_attribute("aria-current", "location")
    astrid.get_by_role("link", name="Fagspecialist").first.click()
    expect(astrid.locator("h1")).to_have_text("Fagspecialist")
    check_page(astrid)
    astrid.get_by_role("link", name="Se vejen, ét krav ad gangen").click()
    check_page(astrid)
    before = astrid.locator(".page-head .lead").inner_text()
    astrid.get_by_label("Hvis jeg i").select_option("com.facilitate")
    astrid.get_by_label("nåede niveau").select_option("5")
    astrid.get_by_role("button", name="Vis det").click()
    expect(astrid.get_by_role("status").last).to_contain_text("Intet er gemt")
    check_page(astrid)
    astrid.get_by_role("link", name="Vis det, som det er").click()
    expect(astrid.locator(".page-head .lead")).to_have_text(before)
    astrid.goto("/careers/near")
    check_page(astrid)
    astrid.goto("/careers/steps/leader.3/from/generalist.3")
    check_page(astrid)


def test_the_map_is_walked_with_the_keyboard(browser_page):
    astrid = browser_page(ASTRID)
    astrid.goto("/careers")
    astrid.wait_for_load_state("networkidle")
    astrid.get_by_role("link", name="Formidler", exact=True).first.focus()
    for key, name in (
        ("ArrowRight", "Erfaren formidler"),
        ("ArrowDown", "Fagspecialist"),
        ("ArrowDown", "Projektleder"),
        ("ArrowLeft", "Delprojektleder og facilitator"),
        ("ArrowUp", "Fagperson"),
    ):
        astrid.keyboard.press(key)
        expect(astrid.locator(".station:focus")).to_have_text(name)
    astrid.keyboard.press("Enter")
    expect(astrid.locator("h1")).to_have_text("Fagperson")


def test_an_interest_is_hers_until_she_shares_it(browser_page):
    astrid, bo = browser_page(ASTRID, width=360), browser_page(BO)
    astrid.goto("/careers/steps/specialist.3")
    astrid.get_by_label("Hvad trækker i dig?").fill("Litteraturen, og at kunne gå i dybden.")
    astrid.get_by_role("button", name="Det interesserer mig").click()
    check_page(astrid)
    bo.goto("/careers/shared")
    check_page(bo)
    expect(bo.get_by_role("link", name="Astrid Kapiteldal")).to_have_count(0)
    astrid.get_by_role("button", name="Del med min leder").click()
    expect(astrid.locator(".messages")).to_contain_text("Delt.")
    bo.goto("/careers/shared")
    bo.get_by_role("link", name="Astrid Kapiteldal").click()
    expect(bo.locator("blockquote")).to_have_text("Litteraturen, og at kunne gå i dybden.")
    check_page(bo)
    astrid.get_by_role("button", name="Træk tilbage").click()
    bo.reload()
    expect(bo.locator("h1")).to_have_text("Siden findes ikke")


def test_she_asks_for_a_step_and_is_answered(browser_page):
    astrid, bo = browser_page(ASTRID, width=360), browser_page(BO)
    astrid.goto("/careers/steps/generalist.4")
    astrid.get_by_role("button", name="Bed om trinnet").click()
    check_page(astrid)
    astrid.get_by_label("Hvorfor beder du om trinnet?").fill("Jeg har været mentor for tre nye kolleger.")
    astrid.get_by_label("En aften med strømsvigt").check()
    astrid.get_by_role("button", name="Send til min leder").click()
    check_page(astrid)

    bo.goto("/notifications")
    bo.get_by_role("link", name="En medarbejder beder om dit blik på et trin").click()
    expect(bo.locator("main")).to_contain_text("En aften med strømsvigt")
    check_page(bo)
    bo.get_by_label("Jeg har ingen særlige bindinger til sagen").check()
    bo.get_by_label("Lederens blik").fill("Jeg har set det på mange vagter.")
    bo.get_by_role("button", name="Gem mit blik").click()
    bo.get_by_label("Den ene kollegas e-mail").fill(EMIL)
    bo.get_by_label("Den anden kollegas e-mail").fill(CARLA)
    bo.get_by_role("button", name="Spørg de to").click()
    check_page(bo)

    for email, said in ((EMIL, "Eksemplet viser det."), (CARLA, "Enig i det, jeg kan se.")):
        judge(browser_page(email), said)

    bo.reload()
    expect(bo.locator("main")).to_contain_text("Eksemplet viser det.")
    bo.get_by_label("Ja, du står på trinnet").check()
    bo.get_by_label("Begrundelse").fill("Alle krav er set.")
    bo.get_by_label("Det næste, I gør").fill("Bliv mentor for én mere.")
    bo.get_by_role("button", name="Giv svaret").click()
    check_page(bo)

    astrid.reload()
    for part in ("på mange vagter.", "Enig i det, jeg kan se.", "Ja, du står på trinnet", "Alle krav er set."):
        expect(astrid.locator("main")).to_contain_text(part)
    check_page(astrid)


def judge(page: Page, said: str) -> None:
    """Sit on the panel: declare to be free, read the dossier, and say one's word."""
    page.goto("/careers/cases")
    page.get_by_role("link", name="Astrid Kapiteldal: Bærende formidler og mentor").click()
    expect(page.locator("main")).not_to_contain_text("mentor for tre")
    check_page(page)
    page.get_by_label("Jeg har ingen særlige bindinger til sagen").check()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("mentor for tre")
    expect(page.locator("main")).not_to_contain_text("mange vagter")
    check_page(page)
    page.get_by_label("Hvad ser du, krav for krav?").fill(said)
    page.get_by_role("button", name="Gem mit ord").click()
    expect(page.locator(".messages")).to_contain_text("Tak.")


@pytest.mark.alike
@pytest.mark.parametrize("width", [360, 1280])
def test_a_visitor_without_an_account_reads_an_open_step(browser_page, width):
    visitor = browser_page(width=width)
    visitor.goto("/careers/open")
    check_page(visitor)
    visitor.get_by_role("link", name="Fagspecialist").click()
    expect(visitor.locator("h1")).to_have_text("Fagspecialist")
    expect(visitor.locator("main")).to_contain_text("ikke et løntrin")
    check_page(visitor)
    visitor.get_by_role("link", name="Seniorspecialist").click()
    check_page(visitor)
    visitor.goto("/careers/open/leader.3")
    expect(visitor.locator("h1")).to_have_text("Siden findes ikke")


def test_carla_looks_the_files_of_a_model_through_row_by_row(browser_page, tmp_path):
    carla = browser_page(CARLA, width=360)
    carla.goto("/admin/imports/careers")
    check_page(carla)
    for name in COLUMNS:
        text = (PACK / f"{name}.csv").read_text().replace("host.meeting,2,must", "juggling,2,must", 1)
        (tmp_path / f"{name}.csv").write_text(text)
    carla.set_input_files("[type=file]", sorted(tmp_path.glob("*.csv")))
    carla.get_by_role("button", name="Gennemse filerne").click()
    check_page(carla)
    carla.get_by_role("link", name="1 med fejl").click()
    expect(carla.locator("main")).to_contain_text("juggling findes ikke i kompetencekataloget")
    check_page(carla)


def test_carla_edits_a_draft_of_the_model(browser_page):
    carla = browser_page(CARLA)
    carla.goto("/careers/editions")
    check_page(carla)
    carla.get_by_role("button", name="Begynd en kladde").click()
    check_page(carla)
    carla.get_by_role("link", name="Erfaren formidler").click()
    check_page(carla)
    carla.get_by_label("Facilitering").select_option("4:must")
    carla.get_by_role("button", name="Gem i kladden").click()
    expect(carla.locator("main")).to_contain_text("Beder om mere: Facilitering")
    carla.get_by_role("link", name="Læg spor, trin og skift til").click()
    check_page(carla)
    check_page(carla)
    carla.get_by_role("link", name="Karrieremodel, udgave 2").click()
    carla.get_by_role("link", name="Specialistspor").click()
    check_page(carla)
    carla.get_by_label("Plads på kortet").select_option("1")
    carla.get_by_role("button", name="Gem i kladden").click()
    expect(carla.locator("main")).to_contain_text("Sporene er ændret.")


@pytest.mark.alike
@pytest.mark.parametrize("width", [360, 1280])
def test_carla_reads_in_words_where_people_stand_and_who_could_step_in(browser_page, width):
    carla = browser_page(CARLA, width=width)
    carla.goto("/analytics/steps")
    expect(carla.locator("main")).to_contain_text("mindst hver tiende")
    check_page(carla)
    carla.get_by_role("link", name="Hvem kan træde til?").click()
    expect(carla.locator("main")).to_contain_text("mindst hver tyvende")
    check_page(carla)

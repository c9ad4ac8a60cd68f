"""Astrid learns and is found, Bo says yes, Emil runs an offer, and Carla makes one; each page fits and can be read."""

import re

from playwright.sync_api import expect

from tests.browser.checks import check_page

ASTRID, BO, CARLA, EMIL = (f"{name}@example.org" for name in ("astrid", "bo", "carla", "emil"))


def test_astrid_finds_something_to_learn_on_her_phone(browser_page):
    astrid = browser_page(ASTRID, width=360)
    astrid.goto("/learning")
    check_page(astrid)
    astrid.get_by_label("Søg efter ord").fill("læseliste")
    astrid.get_by_role("button", name="Vis").click()
    astrid.get_by_role("link", name="Ti bøger til ti læsere").last.click()
    check_page(astrid)
    astrid.get_by_role("button", name="Meld mig til").click()
    expect(astrid.get_by_role("status").first).to_contain_text("Din leder er spurgt")
    check_page(astrid)
    astrid.get_by_role("button", name="Meld fra").click()
    expect(astrid.locator("h1")).to_have_text("Det, du lærer")
    check_page(astrid)
    astrid.get_by_role("link", name="Persondata i hverdagen").last.click()  # the one that is over
    astrid.get_by_role("link", name="Har du brugt det?").click()
    check_page(astrid)
    astrid.get_by_label("Ja, jeg har brugt det").check()
    astrid.get_by_label("Til hvad?").fill("Til at forberede et møde")
    astrid.get_by_role("button", name="Gem", exact=True).click()
    expect(astrid.get_by_role("heading", name="Gem det som et eksempel")).to_be_visible()
    check_page(astrid)


def test_a_suggestion_goes_into_the_plan_with_one_click(browser_page):
    astrid = browser_page(ASTRID)
    astrid.goto("/learning")
    title = astrid.locator(".suggestions li a").first.inner_text()
    astrid.locator(".suggestions li").first.get_by_role("button", name="Læg i min plan").click()
    expect(astrid.locator(f'input[value="{title}"]').first).to_be_visible()


def test_bo_says_yes_and_carla_makes_an_offer(browser_page):
    bo, carla = browser_page(BO, width=360), browser_page(CARLA)
    bo.goto("/learning/team")
    check_page(bo)
    bo.get_by_label("Et ord til svaret").first.fill("God idé")
    bo.get_by_role("button", name="Ja, det er en god idé").first.click()
    expect(bo.get_by_role("heading", name="Det har du svaret på")).to_be_visible()
    check_page(bo)
    carla.goto("/learning/offers/new")
    check_page(carla)
    carla.get_by_label("Navn", exact=False).first.fill("Læsekreds om krimier")
    carla.get_by_label("Timer af arbejdstiden, i alt").fill("6")
    carla.get_by_label("Kode").fill("offer.crime.1")
    carla.get_by_role("button", name="Gem").click()
    expect(carla.locator("h1")).to_have_text("Læsekreds om krimier")
    check_page(carla)


def test_emil_runs_an_offer_and_finds_a_colleague(browser_page):
    emil = browser_page(EMIL, width=360)
    emil.goto("/learning?q=Godt+værtskab")
    emil.get_by_role("link", name="Godt værtskab i praksis").last.click()
    check_page(emil)
    emil.get_by_role("link", name=re.compile("Borgernes Hus")).first.click()
    check_page(emil)
    emil.goto("/learning/colleagues?competence=com.facilitate")
    check_page(emil)
    emil.goto("/learning/colleagues/mine")
    expect(emil.get_by_role("heading", name="Dig og Astrid Kapiteldal")).to_be_visible()
    check_page(emil)
    emil.goto("/learning/help")
    emil.get_by_role("link", name="Litteraturfestival for unge").click()
    check_page(emil)


def test_a_form_that_arrives_twice_is_one_request_for_help_and_leads_on_calmly(browser_page):
    """Chromium holds a double click back by itself; here the form is on its way already when it is sent."""
    astrid = browser_page(ASTRID)
    astrid.goto("/learning/help/new")
    astrid.locator("input[name=kind]").first.check()
    astrid.get_by_label("Hvad hedder det?").fill("Læsekreds om havet")
    on_its_way = "form => fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))})"
    with astrid.expect_request(lambda request: request.method == "POST"):
        astrid.locator("main form").evaluate(f"form => {{ ({on_its_way})(form) }}")
    astrid.get_by_role("button", name="Send").dblclick()
    expect(astrid.locator("h1")).to_have_text("Læsekreds om havet")
    check_page(astrid)
    astrid.goto("/learning/help")
    expect(astrid.get_by_role("link", name="Læsekreds om havet")).to_have_count(1)

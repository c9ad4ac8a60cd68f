"""The Danish words of the data map: what a part of the product is called, what a column is, and who POLICY lets in."""

from flask_babel import lazy_gettext as _l

FEATURES = {
    "people": _l("Dig i huset"),
    "signin": _l("At logge ind"),
    "assessments": _l("Kompetencespejlet"),
    "cycles": _l("Runder"),
    "conversations": _l("Samtaler"),
    "plans": _l("Udviklingsplaner"),
    "careers": _l("Karriereveje"),
    "feedback": _l("Feedback"),
    "learning": _l("Læring"),
    "notifications": _l("Beskeder"),
    "analytics": _l("Tal om grupper"),
    "privacy": _l("Beskyttelse og spor"),
    "admin": _l("Indlæsning af filer"),
}

# Who a condition of POLICY lets in, as the record says it.
WHO = {
    "hosts_the_team": _l("Den leder, der holder teamets samtale"),
    "broke_it": _l("Den, der brød glasset"),
    "broke_it_for_the_held": _l("HR, kun ved at bryde glasset"),
    "broke_it_for_the_open_mirror": _l("HR, kun ved at bryde glasset"),
    "broke_it_for_the_open_view": _l("HR, kun ved at bryde glasset"),
    "is_keeper": _l("Den leder, der passer oplysningen, ellers HR"),
    "is_dpo": _l("Databeskyttelsesrådgiveren"),
    "is_above_in_the_audience": _l("Ledere over, hvor det er aftalt, før runden åbnede"),
    "is_administrator": _l("Systemadministratorer"),
    "is_asked_about": _l("Den leder, der skal sige ja"),
    "is_author": _l("Den, der har skrevet det"),
    "is_hr": _l("HR"),
    "is_in_the_audience": _l("Teamet, hvor det er aftalt, før runden åbnede"),
    "is_in_the_pair": _l("De to i parret"),
    "is_in_the_team": _l("De, der er med"),
    "is_med": _l("MED-repræsentanter"),
    "is_offered": _l("Alle i huset, så længe det tilbydes"),
    "is_on_panel": _l("Fagligt forum, så længe det er spurgt"),
    "is_own": _l("Personen selv"),
    "is_put_to": _l("Den leder, der er spurgt, så længe de leder nogen"),
    "is_receiver": _l("Den, der fik den"),
    "is_revealed_to": _l("De to, når begge har delt"),
    "is_shared_with": _l("Den leder, den er delt med"),
    "is_signed_in": _l("Alle, der er logget ind"),
    "is_writer": _l("Den, der skrev den"),
    "leads_the_agreed": _l("Lederen, når planen er underskrevet af begge"),
    "leads_the_person": _l("Lederen, og den, der er stedfortræder"),
    "opened_the_round": _l("Den, der åbnede runden"),
    "runs_the_offer": _l("Den, der passer tilbuddet"),
    "sits_in_the_seat": _l("Den leder, samtalen eller planen ligger hos"),
    "wants_to_help": _l("Kolleger, der selv har sagt, at de vil hjælpe"),
    "was_offered_the_seat": _l("Den, der fik pladsen tilbudt"),
}
ONLY_ONESELF = _l("Kun personen selv")
YOU, ONLY_YOU = _l("Du selv"), _l("Kun du selv")  # the same, to the person
